package dev.linerate.host;

import dev.linerate.fault.LinerateException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;

/**
 * A host that answers from a script: files, installed programs, and what commands say. A command
 * that was not scripted fails the way a missing program does.
 */
public final class ScriptedHost implements Host {
  private final Map<String, String> files = new HashMap<>();
  private final Set<String> programs = new ConcurrentSkipListSet<>();
  private final Map<String, Function<Command, Output>> answers = new HashMap<>();
  private final List<Command> ran = Collections.synchronizedList(new ArrayList<>());
  private Optional<Uplink> uplink = Optional.empty();

  public ScriptedHost file(String path, String text) {
    files.put(path, text);
    return this;
  }

  public ScriptedHost program(String name) {
    programs.add(name);
    return this;
  }

  public ScriptedHost uplink(Uplink link) {
    uplink = Optional.of(link);
    return this;
  }

  /** The program is there and says this on standard output, whatever its arguments. */
  public ScriptedHost says(String program, String out) {
    return answers(program, command -> output(command, 0, out, ""));
  }

  public ScriptedHost fails(String program, int exit, String err) {
    return answers(program, command -> output(command, exit, "", err));
  }

  public ScriptedHost answers(String program, Function<Command, Output> answer) {
    programs.add(program);
    answers.put(program, answer);
    return this;
  }

  public static Output output(Command command, int exit, String out, String err) {
    return new Output(command, exit, out, err, Duration.ZERO);
  }

  /** The command lines in the order they were run. */
  public List<String> ran() {
    return commands().stream().map(c -> String.join(" ", c.arguments())).toList();
  }

  public List<Command> commands() {
    return List.copyOf(ran);
  }

  public Set<String> files() {
    return new TreeSet<>(files.keySet());
  }

  public void remove(String path) {
    files.remove(path);
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public Optional<NetNs> netns() {
    return Optional.empty();
  }

  @Override
  public Optional<Uplink> uplink() {
    return uplink;
  }

  @Override
  public Path stateDirectory() {
    return Path.of("/nowhere");
  }

  @Override
  public Output run(Command command) {
    ran.add(command);
    Function<Command, Output> answer = answers.get(command.program());
    if (answer == null) {
      throw LinerateException.environment(command.program() + " is not installed", "");
    }
    return answer.apply(command);
  }

  @Override
  public Task start(Command command) {
    throw new UnsupportedOperationException(command.text());
  }

  @Override
  public Optional<String> read(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public Optional<String> which(String program) {
    return programs.contains(program) ? Optional.of("/usr/bin/" + program) : Optional.empty();
  }
}
