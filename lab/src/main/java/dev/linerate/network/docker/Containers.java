package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.host.NetNs;
import dev.linerate.host.Parallel;
import dev.linerate.network.Construction;
import dev.linerate.network.docker.DockerApi.Attachment;
import dev.linerate.network.docker.DockerApi.Container;
import dev.linerate.network.docker.DockerApi.ContainerSpec;
import dev.linerate.ownership.Owner;
import dev.linerate.unit.Mtu;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/**
 * Runs the containers of one network.
 *
 * @param image which image they are made of
 * @param network name of the Docker network they are in
 */
record Containers(
    Construction building, Images images, ImageSpec image, Owner owner, String network) {
  /** A worker hears of a new network, or of a new manager, a little later than the manager. */
  private static final Duration ATTACH_LIMIT = Duration.ofSeconds(60);

  /** A container to run. */
  record Place(DockerAccess docker, String letter, String name) {
    String label() {
      return docker.host().name() + " container " + letter;
    }
  }

  /** A container that runs, with its place in the network. */
  record Member(Place place, Attachment attachment, Endpoint endpoint) {}

  /** Brings the image where it is needed and runs all containers at once. */
  List<Member> run(List<Place> places) {
    List<DockerAccess> daemons = places.stream().map(Place::docker).distinct().toList();
    Map<DockerAccess, Images.Ready> ready = new HashMap<>();
    List<Images.Ready> brought = Parallel.map(daemons, docker -> images.on(docker, image, owner));
    for (int i = 0; i < daemons.size(); i++) {
      ready.put(daemons.get(i), brought.get(i));
      brought.get(i).commands().forEach(building::record);
    }
    return Parallel.map(
        places, place -> run(place, Objects.requireNonNull(ready.get(place.docker()))));
  }

  /** Makes and starts a container, waits until it is in the network, and finds its interface. */
  private Member run(Place place, Images.Ready ready) {
    create(place, ready);
    start(place);
    Container container = place.docker().api().inspectContainer(place.name());
    Attachment attachment =
        Optional.ofNullable(container.attachments().get(network))
            .filter(a -> container.pid() > 0 && !a.address().isEmpty())
            .orElseThrow(() ->
                LinerateException.environment(
                    place.label() + " ended at once, or got no address",
                    "Its image may be made for another processor; leave --image out"));
    return new Member(place, attachment, endpoint(place, container.pid(), attachment.address()));
  }

  private void create(Place place, Images.Ready ready) {
    if (ready.complete()) {
      create(place, ready, Optional.empty());
    } else if (!createMounted(place, ready)) {
      create(place, ready, Optional.empty());
      DockerAccess docker = place.docker();
      String program = Images.PROGRAM;
      docker.api().copyInto(place.name(), Images.program());
      building.record(docker.cli("cp", program.substring(1), place.name() + ":" + program));
    }
  }

  /**
   * Copying takes a daemon 80 ms, mounting none. But a daemon that sees other files than this
   * program refuses, and where SELinux is, containers may not run files of the machine.
   */
  private boolean createMounted(Place place, Images.Ready ready) {
    if (place.docker().host().read("/sys/fs/selinux/enforce").isPresent()) {
      return false;
    }
    try {
      create(place, ready, Optional.of(images.programFile(owner)));
      return true;
    } catch (LinerateException e) {
      // if that was not the reason it is told the next time
      return false;
    }
  }

  private void create(Place place, Images.Ready ready, Optional<Path> mounted) {
    Map<String, String> labels = Map.of(Owner.LABEL, owner.id());
    String program = Images.PROGRAM;
    place
        .docker()
        .api()
        .createContainer(
            new ContainerSpec(place.name(), ready.reference(), network, program, mounted, labels));
    List<String> words = new ArrayList<>(List.of("create", "--name", place.name(), "--label"));
    words.add(Owner.LABEL + "=" + owner.id());
    words.addAll(List.of("--network", network, "--no-healthcheck"));
    mounted.ifPresent(file ->
        words.addAll(
            List.of("--mount", "type=bind,source=" + file + ",target=" + program + ",readonly")));
    words.addAll(List.of("--entrypoint", program, ready.reference()));
    building.record(place.docker().cli(words.toArray(String[]::new)));
  }

  private void start(Place place) {
    DockerApi api = place.docker().api();
    AtomicReference<Optional<String>> objection = new AtomicReference<>(Optional.empty());
    Await.until(
        ATTACH_LIMIT,
        () -> {
          objection.set(api.start(place.name()));
          return objection.get().filter(Containers::passing).isEmpty();
        });
    objection
        .get()
        .ifPresent(why -> {
          throw api.refusal("starting " + place.label(), why);
        });
    building.record(place.docker().cli("start", place.name()));
  }

  /** Whether an objection is of the kind that goes away while the Swarm settles. */
  static boolean passing(String objection) {
    return objection.contains("could not find network")
        || objection.contains("could not find the corresponding network")
        || objection.matches("(?s).*network \\S+ not found.*")
        || objection.contains("attaching to network failed")
        || objection.contains("code = Unavailable");
  }

  private static Endpoint endpoint(Place place, long pid, String address) {
    NetNs netns = NetNs.ofProcess(pid);
    String json = place.docker().host().require(Command.of("ip", "-json", "address").in(netns));
    return interfaceOf(json, address)
        .map(found ->
            new Endpoint(
                place.docker().host(), netns, place.label(), found.name(), address, found.mtu()))
        .orElseThrow(() ->
            LinerateException.environment(
                place.label() + " has no interface with its address " + address,
                "Does this Docker run in another machine, as Docker Desktop does? Leave --docker"
                    + " out"));
  }

  /** An interface as the kernel tells it. */
  record Interface(String name, Mtu mtu) {}

  /** The interface that has an address, from {@code ip -json address}. */
  static Optional<Interface> interfaceOf(String json, String address) {
    for (JsonNode link : Json.parse("ip", json)) {
      for (JsonNode known : link.path("addr_info")) {
        if (known.path("local").asString("").equals(address)) {
          return Optional.of(
              new Interface(link.path("ifname").asString(""), new Mtu(link.path("mtu").asInt())));
        }
      }
    }
    return Optional.empty();
  }
}
