package dev.linerate.network;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A network being built: runs and records the commands, and remembers how to undo each step.
 *
 * <p>Thread-safe, since the hosts of a network are set up at once. {@link #close} undoes all steps,
 * last first; each is tried even when another fails.
 */
public final class Construction implements AutoCloseable {
  private final List<String> commands = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Runnable> undos = new ArrayDeque<>();

  /**
   * Builds something; when that fails, takes back what was made of it. A second failure does not
   * hide the first.
   */
  public static <T> T building(Function<Construction, T> build) {
    Construction construction = new Construction();
    try {
      return build.apply(construction);
    } catch (RuntimeException e) {
      try {
        construction.close();
      } catch (RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** Runs a command that must succeed, and gives its standard output. */
  public String run(Host host, Command command) {
    Command placed =
        command.netns().isPresent() ? command : host.netns().map(command::in).orElse(command);
    commands.add(
        placed.input().isBlank()
            ? placed.text()
            : placed.text() + " <<< '" + placed.input().strip() + "'");
    return host.require(placed);
  }

  public String run(Host host, String... arguments) {
    return run(host, Command.of(arguments));
  }

  /** Notes something that was done without a command, as a line of the report. */
  public void record(String text) {
    commands.add(text);
  }

  /** What takes back the step about to be done; must not fail when the step was never reached. */
  public void undo(Runnable step) {
    synchronized (undos) {
      undos.push(step);
    }
  }

  /** What was run, in order. */
  public List<String> commands() {
    synchronized (commands) {
      return List.copyOf(commands);
    }
  }

  @Override
  public void close() {
    RuntimeException first = null;
    @Nullable Runnable step;
    while ((step = next()) != null) {
      try {
        step.run();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private @Nullable Runnable next() {
    synchronized (undos) {
      return undos.poll();
    }
  }
}
