package dev.linerate.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final Schedule schedule =
      new Schedule(List.of(numbered(1, "host"), numbered(4, "vxlan")), 3);

  @Test
  void roundsGoOverAllCasesSoThatDriftIsShared() {
    assertThat(schedule.trials())
        .extracting(t -> t.number() + "." + t.repeat())
        .containsExactly("1.1", "4.1", "1.2", "4.2", "1.3", "4.3");
  }

  @Test
  void positionsCountMeasuredCasesNotThePlansNumbers() {
    assertThat(schedule.trials().get(1).position()).isEqualTo(2);
    assertThat(schedule.trials().get(1).cases()).isEqualTo(2);
  }

  @Test
  void timeLeftLearnsWhatATrialTakesBeyondItsTraffic() {
    assertThat(schedule.left()).isGreaterThan(Duration.ofSeconds(12));
    schedule.finished(schedule.trials().getFirst(), Duration.ofSeconds(3));
    assertThat(schedule.left()).isEqualTo(Duration.ofSeconds(5 * 3));
  }

  @Test
  void aTrialThatFailedAtOnceDoesNotMakeTimeNegative() {
    schedule.finished(schedule.trials().getFirst(), Duration.ZERO);
    assertThat(schedule.left()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void nothingIsLeftAfterTheLastTrial() {
    schedule.trials().forEach(t -> schedule.finished(t, Duration.ofSeconds(3)));
    assertThat(schedule.left()).isZero();
  }

  private static PlannedCase numbered(int number, String network) {
    return new PlannedCase(
        number,
        new CaseSpec(
            network,
            Placement.CROSS_HOST,
            Flow.of(Protocol.TCP, Duration.ofSeconds(2)),
            Pinning.NONE),
        new FakeTool("builtin"));
  }
}
