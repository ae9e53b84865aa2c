package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.host.Privilege;
import dev.linerate.setup.Group;
import dev.linerate.setup.SetUp;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code linerate quickstart}. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sets up what is missing, measures every container network of the study, reports.",
      "It ends with the table and an HTML report after about six minutes, set-up excluded."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  sudo linerate quickstart", "  sudo linerate quickstart --duration 1s --repeat 1"})
final class QuickstartVerb implements Callable<Integer> {
  private static final Set<Group> NEEDED = Set.of(Group.KERNEL, Group.DOCKER, Group.OVS);

  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    requireRoot();
    Host machine = Wiring.machine();
    SetUp setUp = new SetUp(machine, step -> System.err.println("setting up: " + step));
    setUp.install(SetUp.missing(machine, needed()));
    return new PlanExecution(options).execute("quickstart");
  }

  /** The built-in tool needs nothing. */
  private Set<Group> needed() {
    Set<Group> groups = EnumSet.copyOf(NEEDED);
    if (options.plan.asksForIperf3()) {
      groups.add(Group.IPERF3);
    }
    return groups;
  }

  private static void requireRoot() {
    if (Privilege.current() != Privilege.ROOT) {
      throw LinerateException.environment(
          "quickstart installs packages and starts daemons, which needs root",
          "Run sudo linerate quickstart; without root, linerate run measures the kernel's networks");
    }
  }
}
