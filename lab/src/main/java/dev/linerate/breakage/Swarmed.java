package dev.linerate.breakage;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.network.HostService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The scene {@link Scene#SWARM}: the lab's first host manages, the second works. */
record Swarmed(Site site) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  Host manager() {
    return site.pair().get(0);
  }

  Host worker() {
    return site.pair().get(1);
  }

  /** Starts the daemons and joins them, as far as that is not done. */
  void form() {
    site.requirePrograms("docker");
    site.service("docker", manager());
    site.service("docker", worker());
    if (!active(manager())) {
      ask(manager(), "swarm", "init", "--advertise-addr", Routed.address(manager()));
    }
    if (!active(worker())) {
      worker().require(joining());
    }
  }

  /** What makes the worker one. */
  Command joining() {
    String token = ask(manager(), "swarm", "join-token", "--quiet", "worker");
    String address = Routed.address(manager()) + ":2377";
    return command(worker(), "swarm", "join", "--token", token, address);
  }

  private boolean active(Host host) {
    return ask(host, "info", "--format", "{{.Swarm.LocalNodeState}}").equals("active");
  }

  /** What a host's daemon answers. */
  String ask(Host host, String... arguments) {
    return host.require(command(host, arguments)).strip();
  }

  /** A command of docker(1) to a host's daemon. */
  Command command(Host host, String... arguments) {
    List<String> all = new ArrayList<>(List.of("docker"));
    all.addAll(List.of(arguments));
    HostService docker = site.service("docker", host);
    return site.command(docker, host, all.toArray(String[]::new)).within(LIMIT);
  }
}
