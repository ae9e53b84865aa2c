package dev.linerate.doctor.state;

import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.host.NetNs;
import dev.linerate.host.Uplink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The network namespaces that belong to a host: its own, those of its containers and overlays, and
 * those that ip-netns(8) knows by name and that are joined to it.
 */
public final class Places {
  /** More are not looked at: a host with hundreds of containers has them all alike. */
  private static final int MOST = 64;

  /**
   * As {@code Owner.mark} and the lab call a lab host's namespace: it has containers of its own.
   */
  private static final Pattern LAB_HOST = Pattern.compile("lr-[a-z0-9]+-h\\d+");

  private Places() {}

  /** All of them, the host's own first. */
  public static List<Patient> of(Patient host) {
    List<Patient> places = new ArrayList<>(List.of(host));
    places.addAll(containers(host));
    places.addAll(named(host));
    return places.stream().limit(MOST).toList();
  }

  /** Those of Docker's containers and overlays. */
  public static List<Patient> containers(Patient host) {
    List<Patient> places = new ArrayList<>();
    Optional<Docker> docker = Docker.on(host).filter(Docker::answers);
    if (docker.isEmpty()) {
      return places;
    }
    Set<String> seen = new HashSet<>();
    for (DockerContainer container : docker.get().containers()) {
      boolean own = !container.sandbox().isEmpty() && !container.sandbox().endsWith("/default");
      if (own && seen.add(container.sandbox())) {
        places.add(
            host.inside(
                new NetNs(container.sandbox()), host.place() + " container " + container.name()));
      }
    }
    places.addAll(overlays(host, docker.get()));
    return places;
  }

  private static List<Patient> overlays(Patient host, Docker docker) {
    List<String> files = docker.sandboxFiles();
    List<Patient> places = new ArrayList<>();
    for (DockerNetwork network : docker.networks()) {
      network
          .sandbox()
          .filter(files::contains)
          .ifPresent(file -> places.add(overlay(host, docker, network, file)));
    }
    return places;
  }

  private static Patient overlay(Patient host, Docker docker, DockerNetwork network, String file) {
    return host.inside(
        new NetNs(docker.sandboxes() + "/" + file), host.place() + " overlay " + network.name());
  }

  /** The namespace of an overlay on this host; empty when it has no endpoint of it. */
  public static Optional<Patient> overlay(Patient host, Docker docker, DockerNetwork network) {
    return network
        .sandbox()
        .filter(docker.sandboxFiles()::contains)
        .map(file -> overlay(host, docker, network, file));
  }

  /** Those with a name; other lab hosts, and the switch that joins them, belong to none of them. */
  private static List<Patient> named(Patient host) {
    Optional<String> fabric = host.host().uplink().flatMap(Uplink::fabric).map(NetNs::path);
    Reading ids = host.ask("ip", "-json", "netns", "list-id");
    List<Patient> places = new ArrayList<>();
    for (JsonNode row : ids.readable() ? Tables.rows(ids) : List.<JsonNode>of()) {
      String name = row.path("name").asString("");
      NetNs netns = NetNs.named(name);
      boolean labHost = LAB_HOST.matcher(name).matches();
      if (!name.isEmpty() && !labHost && !fabric.filter(netns.path()::equals).isPresent()) {
        places.add(host.inside(netns, host.place() + " namespace " + name));
      }
    }
    return places;
  }
}
