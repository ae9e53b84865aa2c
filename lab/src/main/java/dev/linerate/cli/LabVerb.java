package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.host.Uplink;
import dev.linerate.lab.Lab;
import dev.linerate.lab.LabSpec;
import dev.linerate.ownership.Entry;
import dev.linerate.ownership.Leftover;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.LinkSpec;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Mtu;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linerate lab}. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    description = {
      "Lab hosts to play with, apart from the machine's own network.",
      "They are network namespaces, joined by shaped links to a switch."
    },
    subcommands = {
      LabVerb.UpVerb.class,
      LabVerb.StatusVerb.class,
      LabVerb.ExecVerb.class,
      StartVerb.class,
      BreakVerb.class,
      MendVerb.class,
      LabVerb.DownVerb.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sudo linerate lab up --hosts 3 --link 1gbit",
      "  sudo linerate lab up --with docker,ovs",
      "  sudo linerate lab exec h1 -- docker ps",
      "  sudo linerate lab exec h1 -- ping -c 3 198.18.0.2",
      "  sudo linerate lab status",
      "  sudo linerate lab break mtu-overlay   a fault to find: linerate lab break --list",
      "  sudo linerate lab down"
    })
final class LabVerb extends VerbGroup {
  static final String DEFAULT_NAME = "lab";

  /** {@code linerate lab up}. */
  @Command(
      name = "up",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Brings a lab up.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  sudo linerate lab up",
        "  sudo linerate lab up --name big --hosts 16 --link 10gbit --mtu 9000"
      })
  static final class UpVerb implements Callable<Integer> {
    @Option(
        names = "--name",
        paramLabel = "NAME",
        defaultValue = DEFAULT_NAME,
        description = "its name (default: ${DEFAULT-VALUE})")
    private String name = DEFAULT_NAME;

    @Option(
        names = "--hosts",
        paramLabel = "N",
        defaultValue = "3",
        description = "how many hosts (default: ${DEFAULT-VALUE})")
    private int hosts;

    @Option(
        names = "--link",
        paramLabel = "RATE",
        defaultValue = "1gbit",
        description = "rate of the links (default: ${DEFAULT-VALUE})")
    private String link = "1gbit";

    @Option(
        names = "--mtu",
        paramLabel = "BYTES",
        defaultValue = "1500",
        description = "MTU of the links (default: ${DEFAULT-VALUE})")
    private int mtu;

    @Option(
        names = "--with",
        paramLabel = "SERVICE",
        split = ",",
        description = {
          "docker, ovs: give each host a private dockerd or Open vSwitch, which",
          "'lab exec' reaches: lab exec h1 -- docker ps"
        })
    private List<String> services = new ArrayList<>();

    @Override
    public Integer call() {
      Root.require("bringing a lab up");
      LabSpec spec = spec();
      requireName();
      LabServices with = Wiring.services().named(services);
      with.require(Wiring.machine());
      long start = System.nanoTime();
      try (Owner owner = Owner.create(Wiring.stateRoot(), name)) {
        try {
          Lab lab = Lab.up(Wiring.machine(owner), owner, spec);
          with.start(lab.hosts(), owner);
          owner.record(new Entry(Entry.Kind.KEEP, name));
          print(lab);
        } catch (RuntimeException e) {
          Wiring.owners().find(name).ifPresent(Wiring.cleanup()::remove);
          throw e;
        }
      }
      System.err.printf(
          "%d hosts up in %.1f s. Down again: linerate lab down %s%n",
          hosts, (System.nanoTime() - start) / 1e9, name);
      return Exit.OK;
    }

    private LabSpec spec() {
      try {
        return new LabSpec(hosts, new LinkSpec(BitRate.parse(link), new Mtu(mtu)));
      } catch (IllegalArgumentException e) {
        throw LinerateException.user("lab up: " + e.getMessage(), "See linerate lab up --help");
      }
    }

    private void requireName() {
      if (!name.matches("[a-z][a-z0-9]{0,11}")) {
        throw LinerateException.user(
            "lab up: \"" + name + "\" is no name for a lab",
            "Use up to 12 lower-case letters and digits, a letter first");
      }
    }
  }

  /** {@code linerate lab status}. */
  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "The labs that are up.",
      footerHeading = "%nExamples:%n",
      footer = {"  sudo linerate lab status", "  sudo linerate lab status --format json"})
  static final class StatusVerb implements Callable<Integer> {
    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "table",
        description = "${COMPLETION-CANDIDATES}")
    private ListFormat format = ListFormat.TABLE;

    @Override
    public Integer call() {
      List<Leftover> labs = Wiring.owners().list().stream().filter(Leftover::kept).toList();
      if (format == ListFormat.JSON) {
        System.out.println(LabJson.of(labs));
      } else if (labs.isEmpty()) {
        System.out.println("No lab is up: sudo linerate lab up");
      } else {
        labs.forEach(owner -> print(Lab.attach(Wiring.machine(), owner)));
      }
      return Exit.OK;
    }
  }

  /** {@code linerate lab exec}. */
  @Command(
      name = "exec",
      mixinStandardHelpOptions = true,
      description = "Runs a command on a host.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  sudo linerate lab exec h1 -- ping -c 3 198.18.0.2",
        "  sudo linerate lab exec --name big h16 -- ip -s link"
      })
  static final class ExecVerb implements Callable<Integer> {
    @Option(
        names = "--name",
        paramLabel = "NAME",
        defaultValue = DEFAULT_NAME,
        description = "the lab (default: ${DEFAULT-VALUE})")
    private String name = DEFAULT_NAME;

    @Parameters(index = "0", paramLabel = "HOST", description = "h1, h2, …")
    private String host = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND")
    private List<String> command = new ArrayList<>();

    @Override
    public Integer call() {
      Root.require("entering a lab host");
      Host target = host(Lab.attach(Wiring.machine(), lab(name)), host);
      List<String> arguments =
          new ArrayList<>(List.of("nsenter", "--net=" + target.netns().orElseThrow().path(), "--"));
      arguments.addAll(command);
      ProcessBuilder builder = new ProcessBuilder(arguments).inheritIO();
      builder.environment().putAll(Wiring.services().environment(target));
      // what it starts goes with the lab
      builder.environment().put(Owner.VARIABLE, name);
      try {
        return builder.start().waitFor();
      } catch (IOException e) {
        throw LinerateException.environment(
            "cannot start nsenter: " + e.getMessage(), "Install util-linux", e);
      } catch (InterruptedException e) {
        return Exit.INTERRUPTED;
      }
    }
  }

  /** {@code linerate lab down}. */
  @Command(
      name = "down",
      mixinStandardHelpOptions = true,
      description = "Removes a lab.",
      footerHeading = "%nExamples:%n",
      footer = {"  sudo linerate lab down", "  sudo linerate lab down big"})
  static final class DownVerb implements Callable<Integer> {
    @Parameters(
        index = "0",
        arity = "0..1",
        defaultValue = DEFAULT_NAME,
        paramLabel = "NAME",
        description = "the lab (default: ${DEFAULT-VALUE})")
    private String name = DEFAULT_NAME;

    @Override
    public Integer call() {
      Root.require("removing a lab");
      Leftover owner = lab(name);
      if (owner.alive()) {
        throw LinerateException.environment(
            "another linerate is using \"" + name + "\"", "Wait until it has ended");
      }
      Wiring.cleanup().remove(owner).forEach(line -> System.err.println("  removed " + line));
      return Exit.OK;
    }
  }

  static Leftover lab(String name) {
    return Wiring.owners()
        .find(name)
        .orElseThrow(() ->
            LinerateException.user(
                "no lab \"" + name + "\" is up", "See linerate lab status, or lab up"));
  }

  static Host host(Lab lab, String name) {
    return lab.hosts().stream()
        .filter(h -> h.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            LinerateException.user(
                "no host \"" + name + "\" in this lab", "There are h1 … h" + lab.hosts().size()));
  }

  private static void print(Lab lab) {
    Listing listing = new Listing("HOST", "ADDRESS", "NAMESPACE", "LINK");
    for (Host host : lab.hosts()) {
      Uplink uplink = host.uplink().orElseThrow();
      listing.row(
          host.name(),
          uplink.address(),
          String.valueOf(Path.of(host.netns().orElseThrow().path()).getFileName()),
          uplink.link().rate().nominal() + ", MTU " + uplink.link().mtu());
    }
    System.out.print(listing.text());
    System.out.print(Wiring.services().text(lab.hosts()));
  }
}
