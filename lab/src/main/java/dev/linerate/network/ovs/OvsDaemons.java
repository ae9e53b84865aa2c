package dev.linerate.network.ovs;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.unit.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * ovsdb-server and ovs-vswitchd of one host: started, waited for, watched.
 *
 * <p>Those that another process has started and that answer are left as they are.
 */
final class OvsDaemons {
  /** A healthy start takes 0.1 s; on a slow and busy machine seconds. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Host host;
  private final OvsPaths paths;
  private final List<Daemon> started = new ArrayList<>();

  private record Daemon(String name, Task task, Path log) {}

  OvsDaemons(Host host, OvsPaths paths) {
    this.host = host;
    this.paths = paths;
  }

  /**
   * Makes the database when there is none, and starts the server.
   *
   * @throws LinerateException with the telling line of its log when it does not come up
   */
  void startServer() {
    if (databaseAnswers()) {
      return;
    }
    if (host.read(paths.database().toString()).isEmpty()) {
      host.require("mkdir", "-p", paths.directory().toString());
      host.require(paths.createDatabase());
    }
    start("ovsdb-server", paths.server(), paths.serverLog(), this::databaseAnswers);
  }

  /** Starts ovs-vswitchd; it reads what it must know from the database. */
  void startSwitch() {
    start("ovs-vswitchd", paths.switchDaemon(), paths.switchLog(), this::switchAnswers);
  }

  boolean switchAnswers() {
    return host.run(paths.switchAnswers()).ok();
  }

  private boolean databaseAnswers() {
    return host.run(paths.databaseOnly(List.of("init"))).ok();
  }

  private void start(String name, Command command, Path log, BooleanSupplier answers) {
    Daemon daemon = new Daemon(name, host.start(command), log);
    started.add(daemon);
    boolean settled =
        Await.until(START_LIMIT, () -> !daemon.task().alive() || answers.getAsBoolean());
    requireAlive();
    if (!settled) {
      throw fault(daemon, "does not answer within " + Durations.human(START_LIMIT));
    }
  }

  /**
   * Notices a daemon that has ended.
   *
   * @throws LinerateException with the telling line of its log
   */
  void requireAlive() {
    for (Daemon daemon : started) {
      if (!daemon.task().alive()) {
        throw fault(daemon, "has ended" + status(daemon.task()));
      }
    }
  }

  private static String status(Task task) {
    return task.await(Duration.ZERO)
        .map(Output::exit)
        .map(e -> " (exit status " + e + ")")
        .orElse("");
  }

  private LinerateException fault(Daemon daemon, String symptom) {
    String log = host.read(daemon.log().toString()).orElse("");
    return LinerateException.environment(
        "%s: %s %s: %s".formatted(host.name(), daemon.name(), symptom, OvsLog.telling(log)),
        "Its log was "
            + daemon.log()
            + "; run linerate again, or leave it out: --networks linux-bridge,vxlan");
  }

  /** Ends what was started here. */
  void stop() {
    started.reversed().forEach(daemon -> daemon.task().stop(GRACE));
  }
}
