package dev.linerate.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {
  private static Shares shares(List<Moment> moments, Optional<Double> reference) {
    return Shares.of(moments, reference, cause -> cause);
  }

  /** Two moments of 100 ms: 8 and 2 Gbit/s missing. */
  @Test
  void eachMomentsPartOfTheGapGoesToItsCause() {
    Shares shares =
        shares(
            List.of(
                new MomentBuilder().rate(2e9).sender(1, 0, 0).build(),
                new MomentBuilder().rate(8e9).retransmits(5).build()),
            Optional.of(10e9));

    assertThat(shares.byCause().get(Cause.SENDER_CORE)).isCloseTo(0.8, within(1e-9));
    assertThat(shares.byCause().get(Cause.LOSS)).isCloseTo(0.2, within(1e-9));
    assertThat(shares.unexplained()).isCloseTo(0, within(1e-9));
    assertThat(shares.ranked()).containsExactly(Cause.SENDER_CORE, Cause.LOSS);
  }

  @Test
  void withoutAReferenceTheTimeIsDivided() {
    Shares shares =
        shares(
            List.of(
                new MomentBuilder().sender(1, 0, 0).build(),
                new MomentBuilder().build(),
                new MomentBuilder().build()),
            Optional.empty());

    assertThat(shares.byCause().get(Cause.SENDER_CORE)).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(shares.unexplained()).isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void sharesAndTheRestAreTheWholeGapAndNeverMore() {
    Random random = new Random(1);
    for (int run = 0; run < 200; run++) {
      List<Moment> moments =
          IntStream.range(0, 1 + random.nextInt(40))
              .mapToObj(_ ->
                  new MomentBuilder()
                      .rate(12e9 * random.nextDouble())
                      .sender(random.nextDouble(), random.nextDouble() / 4, 0)
                      .receiver(random.nextDouble(), random.nextDouble() / 4)
                      .foreign(random.nextDouble() / 2)
                      .receiveWindow(random.nextDouble())
                      .build())
              .toList();
      Shares shares = shares(moments, Optional.of(10e9));
      double sum = shares.byCause().values().stream().mapToDouble(Double::doubleValue).sum();
      assertThat(sum).isBetween(0.0, 1 + 1e-9);
      if (moments.stream().anyMatch(m -> m.bitsPerSecond() < 10e9)) {
        assertThat(sum).isCloseTo(1 - shares.unexplained(), within(1e-9));
      }
    }
  }

  @Test
  void causesBehindCausesTakeTheirPlace() {
    Shares shares =
        Shares.of(
            List.of(new MomentBuilder().sender(1, 0, 0).build()),
            Optional.empty(),
            _ -> Cause.OFFLOAD_OFF);

    assertThat(shares.byCause()).containsOnlyKeys(Cause.OFFLOAD_OFF);
  }
}
