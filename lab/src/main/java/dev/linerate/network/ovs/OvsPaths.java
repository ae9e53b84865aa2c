package dev.linerate.network.ovs;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a private Open vSwitch keeps its files, and the commands that reach it there and nowhere
 * else: the machine's own Open vSwitch is never asked.
 */
record OvsPaths(Path directory) {
  /** Longest wait of ovs-vsctl for ovs-vswitchd to carry a change out, seconds. */
  private static final int CHANGE_SECONDS = 30;

  private static final Duration CHANGE_LIMIT = Duration.ofSeconds(CHANGE_SECONDS + 5);
  private static final Duration QUESTION_LIMIT = Duration.ofSeconds(5);

  static OvsPaths of(Host host) {
    return new OvsPaths(host.stateDirectory().resolve("ovs"));
  }

  Path database() {
    return directory.resolve("conf.db");
  }

  Path serverLog() {
    return directory.resolve("ovsdb-server.log");
  }

  Path switchLog() {
    return directory.resolve("ovs-vswitchd.log");
  }

  private String remote() {
    return "unix:" + directory.resolve("db.sock");
  }

  private Path control() {
    return directory.resolve("ovs-vswitchd.ctl");
  }

  Command createDatabase() {
    return placed(List.of("ovsdb-tool", "create", database().toString()));
  }

  Command server() {
    return daemon(
        serverLog(),
        "ovsdb-server",
        database().toString(),
        "--remote=p" + remote(),
        "--unixctl=" + directory.resolve("ovsdb-server.ctl"));
  }

  Command switchDaemon() {
    return daemon(switchLog(), "ovs-vswitchd", remote(), "--unixctl=" + control());
  }

  /** Runs in the foreground, at the priority that ovs-ctl(8) gives both daemons. */
  private Command daemon(Path log, String... program) {
    List<String> arguments = new ArrayList<>(List.of("nice", "-n", "-10"));
    arguments.addAll(List.of(program));
    arguments.addAll(List.of("-vconsole:info", "-vsyslog:off", "-vfile:off"));
    return placed(arguments).loggingTo(log);
  }

  /**
   * Whether ovs-vswitchd goes round its main loop: only there are its control commands answered.
   */
  Command switchAnswers() {
    return placed(List.of("ovs-appctl", "--timeout=2", "--target=" + control(), "version"))
        .within(QUESTION_LIMIT);
  }

  /** A change that ovs-vsctl waits for ovs-vswitchd to carry out. */
  Command change(List<String> arguments) {
    return vsctl(List.of("--timeout=" + CHANGE_SECONDS), arguments).within(CHANGE_LIMIT);
  }

  /** A question, or a change that only goes into the database. */
  Command databaseOnly(List<String> arguments) {
    return vsctl(List.of("--timeout=3", "--no-wait"), arguments).within(QUESTION_LIMIT);
  }

  private Command vsctl(List<String> options, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("ovs-vsctl", "--db=" + remote()));
    all.addAll(options);
    all.addAll(arguments);
    return placed(all);
  }

  /** Where Open vSwitch's programs look for everything (ovs-vsctl(8), ovs-vswitchd(8)). */
  Map<String, String> environment() {
    String folder = directory.toString();
    return Map.of(
        "OVS_RUNDIR", folder, "OVS_DBDIR", folder, "OVS_LOGDIR", folder, "OVS_SYSCONFDIR", folder);
  }

  private Command placed(List<String> arguments) {
    Command command = Command.of(arguments);
    for (Map.Entry<String, String> variable : environment().entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    return command;
  }
}
