package dev.linerate.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A program to run: an argument list, never a shell string.
 *
 * @param netns the network namespace to run in; empty means the host's own
 * @param environment variables added to the inherited ones
 * @param limit a run that takes longer is ended and reported as failed
 * @param input what it reads on standard input
 * @param log file both outputs go to instead of to memory; for daemons
 */
public record Command(
    List<String> arguments,
    Optional<NetNs> netns,
    Map<String, String> environment,
    Duration limit,
    String input,
    Optional<java.nio.file.Path> log) {
  private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(20);

  public Command {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("a command needs a program");
    }
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  public static Command of(String... arguments) {
    return of(List.of(arguments));
  }

  public static Command of(List<String> arguments) {
    return new Command(arguments, Optional.empty(), Map.of(), DEFAULT_LIMIT, "", Optional.empty());
  }

  public Command in(NetNs other) {
    return new Command(arguments, Optional.of(other), environment, limit, input, log);
  }

  public Command with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Command(arguments, netns, more, limit, input, log);
  }

  public Command within(Duration other) {
    return new Command(arguments, netns, environment, other, input, log);
  }

  public Command reading(String text) {
    return new Command(arguments, netns, environment, limit, text, log);
  }

  public Command loggingTo(java.nio.file.Path file) {
    return new Command(arguments, netns, environment, limit, input, Optional.of(file));
  }

  public String program() {
    return arguments.getFirst();
  }

  /** The argument list that is really executed, with the change of namespace in front. */
  public List<String> executed() {
    List<String> all = new ArrayList<>();
    netns.ifPresent(ns -> all.addAll(List.of("nsenter", "--net=" + ns.path(), "--")));
    all.addAll(arguments);
    return all;
  }

  /** One line that can be pasted into a shell, for reports and messages. */
  public String text() {
    StringBuilder line = new StringBuilder();
    for (String argument : executed()) {
      if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(quoted(argument));
    }
    return line.toString();
  }

  private static String quoted(String argument) {
    return argument.matches("[\\w@%+=:,./-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
