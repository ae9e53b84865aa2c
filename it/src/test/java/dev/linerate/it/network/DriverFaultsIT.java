package dev.linerate.it.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.it.support.Iperf3;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.SideBySide;
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
@SideBySide
class DriverFaultsIT {
  private static final int NEVER = Integer.MAX_VALUE;

  private final AtomicInteger left = new AtomicInteger(NEVER);

  @ParameterizedTest
  @MethodSource("dev.linerate.it.network.Candidate#ofCommands")
  void whateverCommandFailsNothingIsLeft(Candidate candidate) {
    candidate.need();
    MachineState before = MachineState.now();
    TestLab lab = new TestLab(new LabSpec(2, LinkSpec.GIGABIT));
    try (lab) {
      NetworkDriver driver = candidate.fresh().get();
      NetworkSpec spec = new NetworkSpec(failing(lab), driver.placements());
      // the first time daemons are started, which stay
      driver.create(spec, lab.owner()).close();
      LabObjects without = LabObjects.of(lab);
      int failed = 0;
      for (int point : points(commandsOfCreate(driver, spec, lab))) {
        failed += fails(driver, spec, lab, point) ? 1 : 0;
        without.assertRestored(lab);
      }
      // some commands may fail: a firewall rule that is not needed
      assertThat(failed).isPositive();
      assertWorks(driver, spec, lab);
    }
    before.assertRestored(lab.sandbox());
  }

  private List<Host> failing(TestLab lab) {
    return lab.hosts().stream().map(h -> (Host) new FailingHost(h, left)).toList();
  }

  private int commandsOfCreate(NetworkDriver driver, NetworkSpec spec, TestLab lab) {
    left.set(NEVER);
    try (Network _ = driver.create(spec, lab.owner())) {
      int used = NEVER - left.get();
      assertThat(used).isPositive();
      return used;
    }
  }

  /** The first, the last, and at most six between. */
  private static SortedSet<Integer> points(int commands) {
    SortedSet<Integer> points = new TreeSet<>();
    for (int i = 0; i <= 7; i++) {
      points.add((commands - 1) * i / 7);
    }
    return points;
  }

  private boolean fails(NetworkDriver driver, NetworkSpec spec, TestLab lab, int point) {
    left.set(point);
    try {
      driver.create(spec, lab.owner()).close();
      return false;
    } catch (LinerateException e) {
      assertThat(e.getMessage()).isNotBlank();
      assertThat(e.nextStep()).as(e.getMessage()).isNotBlank();
      return true;
    }
  }

  private void assertWorks(NetworkDriver driver, NetworkSpec spec, TestLab lab) {
    left.set(NEVER);
    try (Network network = driver.create(spec, lab.owner())) {
      driver.placements().forEach(p -> Iperf3.assertPasses(network.endpoints(p)));
    }
  }
}
