package dev.linerate.doctor;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A host, or one namespace on it, under examination. Several checks ask the same things at the same
 * time: every question is put once and the answer kept, so an examination sees one state. Whoever
 * wants to see a later state makes a new patient.
 */
public final class Patient {
  /** Longest time of one question. */
  static final Duration QUESTION_LIMIT = Duration.ofSeconds(3);

  private final Host host;
  private final String place;
  private final Map<String, String> environment;
  private final List<String> prefix;
  private final List<String> starter;
  private final Optional<NetNs> netns;
  private final Map<List<String>, Answer> answers = new ConcurrentHashMap<>();
  private final Map<NetNs, Patient> inner = new ConcurrentHashMap<>();

  /**
   * A host in its own network namespace.
   *
   * @param place its name in findings: {@code h1}, {@code this machine}
   * @param environment variables by which programs find the host's own daemons ({@code
   *     DOCKER_HOST}, {@code OVS_RUNDIR}); empty for those of the machine
   * @param prefix what a person types in front of a command to run it there: {@code linerate lab
   *     exec h1 --}; empty shows the change of namespace itself
   */
  public Patient(Host host, String place, Map<String, String> environment, List<String> prefix) {
    this(host, place, environment, prefix, List.of(), host.netns());
  }

  private Patient(
      Host host,
      String place,
      Map<String, String> environment,
      List<String> prefix,
      List<String> starter,
      Optional<NetNs> netns) {
    this.host = host;
    this.place = place;
    this.environment = Map.copyOf(environment);
    this.prefix = List.copyOf(prefix);
    this.starter = List.copyOf(starter);
    this.netns = netns;
  }

  /** Another namespace on the same host: a container's. It goes by the name it was given first. */
  public Patient inside(NetNs other, String otherPlace) {
    return inner.computeIfAbsent(
        other,
        ns -> new Patient(host, otherPlace, environment, List.of(), List.of(), Optional.of(ns)));
  }

  /**
   * The same host, whose daemons linerate has started and may start again.
   *
   * @param program what does it, a daemon's name put after it
   */
  public Patient startedBy(List<String> program) {
    return new Patient(host, place, environment, prefix, program, netns);
  }

  /** What starts a daemon of the host's again; empty where it is not linerate's to start. */
  public Optional<Command> start(String daemon) {
    if (starter.isEmpty()) {
      return Optional.empty();
    }
    List<String> arguments = new ArrayList<>(starter);
    arguments.add(daemon);
    return Optional.of(Command.of(arguments));
  }

  /** The same place at a later time: nothing has been asked yet. */
  public Patient again() {
    return new Patient(host, place, environment, prefix, starter, netns);
  }

  /** The namespace its commands run in; empty for that of the machine. */
  public Optional<NetNs> netns() {
    return netns;
  }

  public Host host() {
    return host;
  }

  public String place() {
    return place;
  }

  /** Variables by which programs find the host's own daemons. */
  public Map<String, String> environment() {
    return environment;
  }

  /** A command in this place: its namespace and its variables are in it. */
  public Command command(String... arguments) {
    return command(List.of(arguments));
  }

  /** As {@link #command(String...)}. */
  public Command command(List<String> arguments) {
    Command command = Command.of(arguments).within(QUESTION_LIMIT);
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (concerns(variable.getKey(), command.program())) {
        command = command.with(variable.getKey(), variable.getValue());
      }
    }
    return netns.map(command::in).orElse(command);
  }

  /** {@code DOCKER_HOST} is for docker, {@code OVS_RUNDIR} for ovs-vsctl and its like. */
  private static boolean concerns(String variable, String program) {
    return program.startsWith(variable.split("_", 2)[0].toLowerCase(Locale.ROOT));
  }

  /** The answer of a command that changes nothing; asked once, {@link #QUESTION_LIMIT} at most. */
  public Reading ask(String... arguments) {
    return ask(List.of(arguments));
  }

  /** As {@link #ask(String...)}. */
  public Reading ask(List<String> arguments) {
    return answers.computeIfAbsent(arguments, _ -> new Answer(() -> put(arguments))).await();
  }

  /**
   * A small file. What is under {@code /proc/net} and {@code /proc/sys/net} is that of this
   * namespace.
   */
  public Reading file(String path) {
    boolean ofNamespace = path.startsWith("/proc/net/") || path.startsWith("/proc/sys/net/");
    if (ofNamespace && netns.isPresent()) {
      return ask("cat", path);
    }
    return host.read(path)
        .map(text -> Reading.of("cat " + path, text))
        .orElseGet(() -> Reading.failed("cat " + path, "cannot be read"));
  }

  /** A kernel parameter by its name in sysctl(8), {@code net.ipv4.ip_forward}. */
  public Reading sysctl(String key) {
    Reading file = file("/proc/sys/" + key.replace('.', '/'));
    return new Reading(
        shown(List.of("sysctl", "-n", key)), file.text().map(String::strip), file.obstacle());
  }

  public boolean has(String program) {
    return host.which(program).isPresent();
  }

  /** A command as a person types it to run it in this place. */
  public String shown(List<String> arguments) {
    if (prefix.isEmpty()) {
      return Typed.text(command(arguments));
    }
    List<String> all = new ArrayList<>(prefix);
    all.addAll(arguments);
    return Command.of(all).text();
  }

  private Reading put(List<String> arguments) {
    String source = shown(arguments);
    if (!arguments.getFirst().contains("/") && !has(arguments.getFirst())) {
      return Reading.failed(source, arguments.getFirst() + " is not installed");
    }
    try {
      Output output = host.run(command(arguments));
      return output.ok()
          ? Reading.of(source, output.out())
          : Reading.failed(source, output.complaint());
    } catch (LinerateException e) {
      return Reading.failed(source, String.valueOf(e.getMessage()));
    }
  }
}
