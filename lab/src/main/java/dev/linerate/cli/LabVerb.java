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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linerate lab}. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    description = {
      "Lab hosts to play with: network namespaces joined by shaped links to a switch,",
      "apart from the machine's own network."
    },
    subcommands = {
      LabVerb.UpVerb.class,
      LabVerb.StatusVerb.class,
      LabVerb.ExecVerb.class,
      LabVerb.DownVerb.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sudo linerate lab up --hosts 3 --link 1gbit",
      "  sudo linerate lab exec h1 -- ping -c 3 198.18.0.2",
      "  sudo linerate lab status",
      "  sudo linerate lab down"
    })
final class LabVerb implements Callable<Integer> {
  private static final String DEFAULT_NAME = "lab";

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "which verb?");
  }

  /** {@code linerate lab up}. */
  @Command(name = "up", mixinStandardHelpOptions = true, description = "Brings a lab up.")
  static final class UpVerb implements Callable<Integer> {
    @Option(
        names = "--name",
        defaultValue = DEFAULT_NAME,
        description = "its name: ${DEFAULT-VALUE}")
    private String name = DEFAULT_NAME;

    @Option(names = "--hosts", defaultValue = "3", description = "how many: ${DEFAULT-VALUE}")
    private int hosts;

    @Option(names = "--link", defaultValue = "1gbit", description = "link rate: ${DEFAULT-VALUE}")
    private String link = "1gbit";

    @Option(names = "--mtu", defaultValue = "1500", description = "link MTU: ${DEFAULT-VALUE}")
    private int mtu;

    @Override
    public Integer call() {
      Root.require("bringing a lab up");
      LabSpec spec = spec();
      requireName();
      long start = System.nanoTime();
      try (Owner owner = Owner.create(Wiring.stateRoot(), name)) {
        try {
          Lab lab = Lab.up(Wiring.machine(owner), owner, spec);
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
        throw LinerateException.user("lab up: " + e.getMessage(), "");
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
  @Command(name = "status", mixinStandardHelpOptions = true, description = "The labs that are up.")
  static final class StatusVerb implements Callable<Integer> {
    @Option(names = "--format", defaultValue = "table", description = "table, json")
    private Format format = Format.TABLE;

    @Override
    public Integer call() {
      List<Leftover> labs = Wiring.owners().list().stream().filter(Leftover::kept).toList();
      if (format == Format.JSON) {
        System.out.println(LabJson.of(labs));
      } else if (labs.isEmpty()) {
        System.out.println("No lab is up: sudo linerate lab up");
      }
      if (format != Format.JSON) {
        labs.forEach(owner -> print(Lab.attach(Wiring.machine(), owner)));
      }
      return Exit.OK;
    }
  }

  /** {@code linerate lab exec}. */
  @Command(
      name = "exec",
      mixinStandardHelpOptions = true,
      description = "Runs a command on a host.")
  static final class ExecVerb implements Callable<Integer> {
    @Option(
        names = "--name",
        defaultValue = DEFAULT_NAME,
        description = "the lab: ${DEFAULT-VALUE}")
    private String name = DEFAULT_NAME;

    @Parameters(index = "0", paramLabel = "HOST", description = "h1, h2, …")
    private String host = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND")
    private List<String> command = new ArrayList<>();

    @Override
    public Integer call() {
      Root.require("entering a lab host");
      Host target = host(Lab.attach(Wiring.machine(), lab(name)));
      List<String> arguments =
          new ArrayList<>(List.of("nsenter", "--net=" + target.netns().orElseThrow().path(), "--"));
      arguments.addAll(command);
      ProcessBuilder builder = new ProcessBuilder(arguments).inheritIO();
      Path docker = target.stateDirectory().resolve("docker/docker.sock");
      if (Files.exists(docker)) {
        builder.environment().put("DOCKER_HOST", "unix://" + docker);
      }
      // what it starts goes with the lab
      builder.environment().put(Owner.VARIABLE, name);
      try {
        return builder.start().waitFor();
      } catch (IOException e) {
        throw LinerateException.environment("cannot start nsenter: " + e.getMessage(), "", e);
      } catch (InterruptedException e) {
        return Exit.INTERRUPTED;
      }
    }

    private Host host(Lab lab) {
      return lab.hosts().stream()
          .filter(h -> h.name().equals(host))
          .findFirst()
          .orElseThrow(() ->
              LinerateException.user(
                  "no host \"" + host + "\" in this lab", "There are h1 … h" + lab.hosts().size()));
    }
  }

  /** {@code linerate lab down}. */
  @Command(name = "down", mixinStandardHelpOptions = true, description = "Removes a lab.")
  static final class DownVerb implements Callable<Integer> {
    @Parameters(
        index = "0",
        arity = "0..1",
        defaultValue = DEFAULT_NAME,
        paramLabel = "NAME",
        description = "the lab: ${DEFAULT-VALUE}")
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

  private static Leftover lab(String name) {
    return Wiring.owners()
        .find(name)
        .orElseThrow(() ->
            LinerateException.user(
                "no lab \"" + name + "\" is up", "See linerate lab status, or lab up"));
  }

  private static void print(Lab lab) {
    System.out.printf("%-6s %-16s %-24s %s%n", "HOST", "ADDRESS", "NAMESPACE", "LINK");
    for (Host host : lab.hosts()) {
      Uplink uplink = host.uplink().orElseThrow();
      System.out.printf(
          "%-6s %-16s %-24s %s, MTU %s%n",
          host.name(),
          uplink.address(),
          Path.of(host.netns().orElseThrow().path()).getFileName(),
          uplink.link().rate().nominal(),
          uplink.link().mtu());
    }
  }
}
