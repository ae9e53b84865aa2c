package dev.linerate.network.ovs;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.host.Uplink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A host whose Open vSwitch daemons start, answer and end as a test wants it. */
final class OvsHost implements Host {
  static final Path STATE = Path.of("/run/linerate/k3f9a/h1");

  private final Map<String, String> files = new HashMap<>();
  private final Map<String, Daemon> daemons = new HashMap<>();
  private final Map<String, String> lastWords = new HashMap<>();
  private final List<String> ran = new ArrayList<>();
  private Function<Command, Optional<Output>> vsctl = _ -> Optional.empty();
  private String tso = "";

  /** A daemon, alive until it is stopped or dies. */
  static final class Daemon implements Task {
    private final Command command;
    private boolean alive = true;
    private boolean stopped;

    Daemon(Command command) {
      this.command = command;
    }

    boolean stopped() {
      return stopped;
    }

    @Override
    public Command command() {
      return command;
    }

    @Override
    public long pid() {
      return 1;
    }

    @Override
    public boolean alive() {
      return alive;
    }

    @Override
    public Optional<Output> await(Duration limit) {
      return alive ? Optional.empty() : Optional.of(output(command, 1, "", ""));
    }

    @Override
    public String outputSoFar() {
      return "";
    }

    @Override
    public void stop(Duration grace) {
      alive = false;
      stopped = true;
    }
  }

  static Output output(Command command, int exit, String out, String err) {
    return new Output(command, exit, out, err, Duration.ZERO);
  }

  OvsHost file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** What its log says once the daemon has started. */
  OvsHost says(String daemon, String log) {
    return file(STATE.resolve("ovs").resolve(daemon + ".log").toString(), log);
  }

  /** The daemon ends as soon as it is started. */
  OvsHost failing(String daemon, String log) {
    lastWords.put(daemon, log);
    return this;
  }

  /** Answers ovs-vsctl before the host does; empty leaves it to the host. */
  OvsHost vsctl(Function<Command, Optional<Output>> answer) {
    vsctl = answer;
    return this;
  }

  void die(String daemon, String log) {
    says(daemon, log);
    daemon(daemon).alive = false;
  }

  Daemon daemon(String name) {
    return Optional.ofNullable(daemons.get(name)).orElseThrow();
  }

  boolean alive(String daemon) {
    return daemons.containsKey(daemon) && daemon(daemon).alive();
  }

  List<String> ran() {
    return List.copyOf(ran);
  }

  @Override
  public String name() {
    return "h1";
  }

  @Override
  public Optional<NetNs> netns() {
    return Optional.of(NetNs.named("lr-k3f9a-h1"));
  }

  @Override
  public Optional<Uplink> uplink() {
    return Optional.empty();
  }

  @Override
  public Path stateDirectory() {
    return STATE;
  }

  @Override
  public Output run(Command command) {
    ran.add(String.join(" ", command.arguments()));
    return switch (command.program()) {
      case "ovs-vsctl" -> vsctl.apply(command).orElseGet(() -> database(command));
      case "ovs-appctl" -> output(command, alive("ovs-vswitchd") ? 0 : 1, "", "");
      default -> output(command, 0, "", "");
    };
  }

  private Output database(Command command) {
    if (!alive("ovsdb-server")) {
      return output(command, 1, "", "ovs-vsctl: database connection failed");
    }
    String line = String.join(" ", command.arguments());
    int set = line.indexOf("userspace-tso-enable=");
    if (set >= 0) {
      tso = line.substring(set + "userspace-tso-enable=".length());
    }
    return output(command, 0, line.contains(" get Open_vSwitch ") ? "\"" + tso + "\"\n" : "", "");
  }

  @Override
  public Task start(Command command) {
    String name = command.arguments().get(3);
    Daemon daemon = new Daemon(command);
    daemons.put(name, daemon);
    if (lastWords.containsKey(name)) {
      die(name, lastWords.get(name));
    }
    return daemon;
  }

  @Override
  public Optional<String> read(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public Optional<String> which(String program) {
    return Optional.empty();
  }
}
