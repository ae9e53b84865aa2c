package dev.linerate.breakage;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Output;
import dev.linerate.lab.Lab;
import dev.linerate.network.HostService;
import dev.linerate.ownership.Cleanup;
import dev.linerate.ownership.Owner;
import dev.linerate.ownership.Owners;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A lab in which faults are made and mended.
 *
 * @param lab its hosts run commands as the owner: what they start bears its mark
 * @param services daemons a host can be given
 */
public record BrokenLab(
    Lab lab, Owner owner, List<HostService> services, Owners owners, Cleanup cleanup) {
  public BrokenLab {
    services = List.copyOf(services);
  }

  /** A fault that is there now. */
  public record Broken(String breakage, String host) {}

  /**
   * Breaks it.
   *
   * @return the commands that did it
   * @throws LinerateException when it is broken in that way already, or cannot be; half of a
   *     breakage is taken back
   */
  public List<String> make(Breakage breakage, Optional<String> hostName) {
    Site site = site(breakage, hostName);
    if (Files.exists(Damage.file(directory(), breakage.name()))) {
      throw LinerateException.user(
          "\"" + owner.id() + "\" is broken in that way already",
          "Mend it first: linerate lab mend " + breakage.name());
    }
    try {
      breakage.maker().make(site);
      return site.made();
    } catch (RuntimeException e) {
      takeBack(breakage.name()).forEach(left -> e.addSuppressed(new IllegalStateException(left)));
      throw e;
    }
  }

  private Site site(Breakage breakage, Optional<String> hostName) {
    List<Host> candidates =
        switch (breakage.scene()) {
          case HOSTS, DOCKER -> lab.hosts();
          case OVERLAY, SWARM -> pair();
          case ROUTED, SWITCHED, PACKET_SOCKETS -> pair().subList(0, 1);
        };
    Host host =
        hostName.isEmpty()
            ? candidates.getFirst()
            : candidates.stream()
                .filter(h -> h.name().equals(hostName.get()))
                .findFirst()
                .orElseThrow(() -> unknownHost(breakage, hostName.get(), candidates));
    Host other = lab.hosts().stream().filter(h -> !h.equals(host)).findFirst().orElse(host);
    return new Site(this, breakage.name(), host, other);
  }

  private static LinerateException unknownHost(
      Breakage breakage, String name, List<Host> candidates) {
    return LinerateException.user(
        "%s cannot be made on \"%s\"".formatted(breakage.name(), name),
        "Choose one of " + String.join(", ", candidates.stream().map(Host::name).toList()));
  }

  /** The first two hosts. */
  List<Host> pair() {
    if (lab.hosts().size() < 2) {
      throw LinerateException.user(
          "this lab has one host, and faults are shown between two",
          "Take it down and up again: linerate lab up --hosts 2");
    }
    return lab.hosts().subList(0, 2);
  }

  /** What is broken now, by name. */
  public List<Broken> broken() {
    return broken(directory());
  }

  /** What is broken in the lab of a directory, by name. */
  public static List<Broken> broken(Path directory) {
    return Damage.all(directory).stream().map(d -> new Broken(d.breakage(), d.host())).toList();
  }

  /**
   * Takes a breakage back. A step that something else has taken back already is no failure.
   *
   * @return what could not be taken back, a line each
   */
  public List<String> mend(Breakage breakage) {
    if (!Files.exists(Damage.file(directory(), breakage.name()))) {
      throw LinerateException.user(
          "\"" + owner.id() + "\" is not broken in that way",
          "See what is: linerate lab break --list");
    }
    return takeBack(breakage.name());
  }

  private List<String> takeBack(String breakage) {
    List<String> left = new ArrayList<>();
    for (Damage damage : Damage.all(directory())) {
      if (damage.breakage().equals(breakage)) {
        damage.undos().reversed().forEach(undo -> takeBack(damage, undo).ifPresent(left::add));
      }
    }
    Damage.delete(directory(), breakage);
    return left;
  }

  private Optional<String> takeBack(Damage damage, Undo undo) {
    try {
      return switch (undo) {
        case Undo.Run run -> failed(host(damage).run(run.command()));
        case Undo.Start start -> {
          service(start.service()).start(host(damage), owner);
          yield Optional.empty();
        }
        case Undo.Forget _ -> {
          ConntrackFill.forget(Site.namespace(host(damage)));
          yield Optional.empty();
        }
        case Undo.Remove remove -> {
          owners.find(remove.owner()).ifPresent(cleanup::remove);
          yield Optional.empty();
        }
      };
    } catch (LinerateException e) {
      return Optional.of(e.sentence());
    }
  }

  private static Optional<String> failed(Output output) {
    Command command = output.command();
    return output.ok()
        ? Optional.empty()
        : Optional.of(output.complaint() + " (" + command.text() + ")");
  }

  private Host host(Damage damage) {
    return lab.hosts().stream()
        .filter(h -> h.name().equals(damage.host()))
        .findFirst()
        .orElse(lab.hosts().getFirst());
  }

  HostService service(String name) {
    return services.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  Path directory() {
    return owner.directory();
  }
}
