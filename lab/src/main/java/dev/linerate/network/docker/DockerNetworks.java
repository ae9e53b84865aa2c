package dev.linerate.network.docker;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Parallel;
import dev.linerate.network.Construction;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.Seats;
import dev.linerate.network.TopologyReader;
import dev.linerate.network.docker.Containers.Place;
import dev.linerate.ownership.Owner;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What both drivers share: names, removal, and the view of what was built. */
final class DockerNetworks {
  /** Names must differ between networks of one owner, also those made at once. */
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private DockerNetworks() {}

  /** A name that bears the owner's mark: {@code lr-k3f9a-docker-bridge1}. */
  static String name(Owner owner, String driver) {
    return owner.mark(driver + NUMBER.incrementAndGet());
  }

  /** Builds; on failure takes back what was made, and a second failure does not hide the first. */
  static Network orUndo(Construction building, Function<Construction, Network> build) {
    try {
      return build.apply(building);
    } catch (RuntimeException e) {
      try {
        building.close();
      } catch (RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** The containers that the endpoints need, in the order of {@link Seats#of}. */
  static List<Place> places(NetworkSpec spec, String name, Function<Host, DockerAccess> dockers) {
    return Seats.of(spec).stream()
        .map(seat -> new Place(dockers.apply(seat.host()), seat.letter(), name + seat.letter()))
        .toList();
  }

  /** Removes all containers at once, those that were never made among them. */
  static void remove(List<Place> places) {
    Parallel.map(
        places,
        place -> {
          place.docker().api().removeContainer(place.name());
          return place;
        });
  }

  /** Looks into the hosts and the containers. */
  static TopologyReader look(List<Endpoint> endpoints) {
    TopologyReader reader = new TopologyReader();
    for (Host host : endpoints.stream().map(Endpoint::host).distinct().toList()) {
      if (host.netns().isPresent()) {
        reader.lookAt(List.of(host));
      } else {
        NetNs own = NetNs.ofProcess(ProcessHandle.current().pid());
        reader.look(TopologyReader.hostBox(host), host, own);
      }
    }
    endpoints.forEach(reader::lookAt);
    return reader;
  }
}
