package dev.linerate.cli;

import dev.linerate.host.Host;
import dev.linerate.lab.Lab;
import dev.linerate.ownership.Leftover;
import dev.linerate.ownership.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linerate lab start}. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts daemons of lab hosts: such as have ended, and such as 'lab up' was not asked for.",
      "What runs stays as it is."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sudo linerate lab start docker",
      "  sudo linerate lab start docker ovs --lab big --host h1",
      "",
      "Exit codes: 0 ok, 2 usage, 3 unsupported here"
    })
final class StartVerb implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "SERVICE", description = "docker, ovs")
  private List<String> services = new ArrayList<>();

  @Option(
      names = {"--lab", "--name"},
      paramLabel = "NAME",
      defaultValue = LabVerb.DEFAULT_NAME,
      description = "the lab (default: ${DEFAULT-VALUE})")
  private String lab = LabVerb.DEFAULT_NAME;

  @Option(names = "--host", paramLabel = "HOST", description = "only on this host (default: all)")
  private @Nullable String host;

  @Override
  public Integer call() {
    Root.require("starting daemons");
    LabServices wanted = Wiring.services().named(services);
    wanted.require(Wiring.machine());
    Leftover found = LabVerb.lab(lab);
    try (Owner owner = Owner.reopen(found)) {
      List<Host> hosts = hosts(Lab.attach(Wiring.machine(owner), found));
      wanted.start(hosts, owner);
      System.out.print(wanted.text(hosts));
    }
    return Exit.OK;
  }

  private List<Host> hosts(Lab whole) {
    return Optional.ofNullable(host)
        .map(name -> List.of(LabVerb.host(whole, name)))
        .orElseGet(whole::hosts);
  }
}
