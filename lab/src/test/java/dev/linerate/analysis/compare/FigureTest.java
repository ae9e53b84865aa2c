package dev.linerate.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.analysis.compare.Gate.Outcome;
import dev.linerate.result.Run;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FigureTest {
  private static final double[] LITTLE = {40, 41, 40.5, 39.5, 40.2};
  private static final double[] MUCH = {52, 51, 52.5, 51.5, 53};

  @Test
  void moreProcessorTimeForTheSameRateIsWorse() {
    Figure figure = figure(Metric.CPU, busy("a", LITTLE), busy("b", MUCH));
    assertThat(figure.change()).isEqualTo(Figure.Change.WORSE);
    assertThat(figure.base().median())
        .as("both cores for a second a GB")
        .isCloseTo(0.804, within(1e-9));
    assertThat(figure.ratio().orElseThrow().ratio()).isCloseTo(52 / 40.2, within(1e-9));
    assertThat(figure(Metric.CPU, busy("a", MUCH), busy("b", LITTLE)).change())
        .isEqualTo(Figure.Change.BETTER);
  }

  @Test
  void theSameIsNoDifference() {
    assertThat(figure(Metric.CPU, busy("a", LITTLE), busy("b", LITTLE)).change())
        .isEqualTo(Figure.Change.NO_DIFFERENCE);
  }

  @Test
  void whatOnlyOneRunHasIsNotCompared() {
    Run without = Runs.named("b").bridge("docker-bridge", 8e9, 8e9, 8e9).run();
    assertThat(contrast(busy("a", LITTLE), without).figures()).isEmpty();
  }

  @Test
  void nothingLostInEitherIsNoDifferenceAndSomethingAgainstNothingHasNoRatio() {
    Run clean = lossy("a", 0, 0, 0, 0, 0);
    assertThat(figure(Metric.LOSS, clean, lossy("b", 0, 0, 0, 0, 0)).change())
        .isEqualTo(Figure.Change.NO_DIFFERENCE);
    Figure some = figure(Metric.LOSS, clean, lossy("b", 1, 2, 1, 2, 1));
    assertThat(some.ratio()).isEmpty();
    assertThat(some.change()).isEqualTo(Figure.Change.NOT_COMPARABLE);
  }

  @Test
  void aGateJudgesTheFigureThatIsAskedFor() {
    assertThat(Gate.of(busy("a", LITTLE), busy("b", MUCH), 0.05, Set.of()).failed()).isFalse();
    Gate gate = gate(Metric.CPU, busy("a", LITTLE), busy("b", MUCH));
    assertThat(gate.cases()).extracting(Gate.GatedCase::outcome).containsExactly(Outcome.REGRESSED);
    assertThat(gate(Metric.CPU, busy("a", MUCH), busy("b", LITTLE)).failed()).isFalse();
  }

  @Test
  void aGateSeesLossWhereThereWasNone() {
    Gate gate = gate(Metric.LOSS, lossy("a", 0, 0, 0, 0, 0), lossy("b", 1, 2, 1, 2, 1));
    assertThat(gate.failed()).isTrue();
    assertThat(gate.cases().getFirst().p().orElseThrow()).isCloseTo(1 / 252.0, within(1e-9));
    assertThat(gate(Metric.LOSS, lossy("a", 1, 2, 1, 2, 1), lossy("b", 0, 0, 0, 0, 0)).failed())
        .isFalse();
  }

  @Test
  void aGateOfAFigureThatNobodyHasJudgesNothing() {
    Gate gate = gate(Metric.JITTER, busy("a", LITTLE), busy("b", MUCH));
    assertThat(gate.judgedAny()).isFalse();
  }

  /** Loss that is none in most trials, the hardest to tell apart: at most 5 of 100. */
  @Test
  void twoRunsOfTheSameThingSeldomFailAlsoWhereThereIsOftenNone() {
    Random random = new Random(7);
    int failed = 0;
    int gates = 400;
    for (int i = 0; i < gates; i++) {
      Gate gate = gate(Metric.LOSS, lossy("a", draw(random)), lossy("b", draw(random)));
      failed += gate.failed() ? 1 : 0;
    }
    // three standard errors above 5 %
    assertThat(failed / (double) gates).isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / gates));
  }

  private static double[] draw(Random random) {
    return IntStream.range(0, 6)
        .mapToDouble(_ -> random.nextBoolean() ? 0 : Math.exp(random.nextGaussian()))
        .toArray();
  }

  private static Gate gate(Metric metric, Run base, Run other) {
    return Gate.of(base, other, metric, 0.05, Set.of());
  }

  private static Run busy(String id, double... percent) {
    return Runs.named(id).busy("docker-bridge", percent).run();
  }

  private static Run lossy(String id, double... percent) {
    return Runs.named(id).lossy("vxlan", percent).run();
  }

  private static Figure figure(Metric metric, Run base, Run other) {
    Optional<Figure> figure =
        contrast(base, other).figures().stream().filter(f -> f.metric() == metric).findFirst();
    return figure.orElseThrow();
  }

  private static Contrast contrast(Run base, Run other) {
    return RunComparison.of(List.of(base, other), Terms.USUAL)
        .cases()
        .getFirst()
        .contrasts()
        .getFirst();
  }
}
