package dev.linerate.it.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.it.support.Iperf3;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.TestLab;
import dev.linerate.lab.LabSpec;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.plan.LinkSpec;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A network that cannot be built because a command fails undoes what there is of it. */
class DriverFaultsIT {
  @ParameterizedTest
  @MethodSource("dev.linerate.it.network.Candidate#ofCommands")
  void whateverCommandFailsNothingIsLeft(Candidate candidate) {
    candidate.need();
    MachineState before = MachineState.now();
    TestLab lab = new TestLab(new LabSpec(2, LinkSpec.GIGABIT));
    try (lab) {
      NetworkDriver driver = candidate.fresh().get();
      int commands = commandsOfCreate(driver, lab);
      LabObjects without = LabObjects.of(lab);
      int failed = 0;
      for (int point : points(commands)) {
        failed += fails(driver, lab, point) ? 1 : 0;
        without.assertRestored(lab);
      }
      // some commands may fail: a firewall rule that is not needed
      assertThat(failed).isPositive();
      assertWorks(driver, lab);
    }
    before.assertRestored(lab.sandbox());
  }

  private static int commandsOfCreate(NetworkDriver driver, TestLab lab) {
    driver.create(spec(driver, lab.hosts()), lab.owner()).close();
    AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    Network network = driver.create(spec(driver, failing(lab, left)), lab.owner());
    int used = Integer.MAX_VALUE - left.get();
    network.close();
    assertThat(used).isPositive();
    return used;
  }

  /** The first, the last, and at most six between. */
  private static SortedSet<Integer> points(int commands) {
    SortedSet<Integer> points = new TreeSet<>();
    for (int i = 0; i <= 7; i++) {
      points.add((commands - 1) * i / 7);
    }
    return points;
  }

  private static boolean fails(NetworkDriver driver, TestLab lab, int point) {
    List<Host> hosts = failing(lab, new AtomicInteger(point));
    try {
      driver.create(spec(driver, hosts), lab.owner()).close();
      return false;
    } catch (LinerateException e) {
      assertThat(e.getMessage()).isNotBlank();
      assertThat(e.nextStep()).as(e.getMessage()).isNotBlank();
      return true;
    }
  }

  private static void assertWorks(NetworkDriver driver, TestLab lab) {
    try (Network network = driver.create(spec(driver, lab.hosts()), lab.owner())) {
      driver.placements().forEach(p -> Iperf3.assertPasses(network.endpoints(p)));
    }
  }

  private static List<Host> failing(TestLab lab, AtomicInteger left) {
    return lab.hosts().stream().map(h -> (Host) new FailingHost(h, left)).toList();
  }

  private static NetworkSpec spec(NetworkDriver driver, List<Host> hosts) {
    return new NetworkSpec(hosts, driver.placements());
  }
}
