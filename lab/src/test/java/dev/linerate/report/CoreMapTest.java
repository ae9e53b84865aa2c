package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.telemetry.CoreSeries;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.telemetry.TimeAxis;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoreMapTest {
  private static final Pattern CELL = Pattern.compile("M[\\d.]+ \\d+H[\\d.]+v9H[\\d.]+z");

  @Test
  void everyCoreHasARowAndEverySampleACell() {
    CoreMap map = map(SampleTelemetry.senderSaturated(4, 50), 5);

    assertThat(map.rows()).hasSize(4);
    assertThat(cells(map.svg(5))).hasSize(4 * 50);
    assertThat(map.left()).isEmpty();
  }

  @Test
  void shadesAreTenthsOfACore() {
    TimeAxis time = TimeAxis.of(0, 0.1, 0.2, 0.3, 0.4);
    Telemetry telemetry = SampleTelemetry.of(time, List.of(SampleTelemetry.core(3, 0, 9, 10, 100)));

    assertThat(map(telemetry, 0.4).svg(0.4))
        .contains("class=\"shade h0\" d=\"M0 0H250v9H0zM250 0H500v9H250z\"")
        .contains("class=\"shade h1\" d=\"M500 0H750v9H500z\"")
        .contains("class=\"shade h9\" d=\"M750 0H1000v9H750z\"");
  }

  @Test
  void cellsLieOnTheTimeAxisOfTheBitrate() {
    TimeAxis time = TimeAxis.of(-0.3, -0.1, 0.1, 0.3, 0.5);
    Telemetry telemetry = SampleTelemetry.of(time, List.of(SampleTelemetry.core(0, 9, 9, 9, 9)));

    // the first sample is before the first byte, the last after the end of the axis
    assertThat(map(telemetry, 0.2).svg(0.2))
        .contains("d=\"M0 0H500v9H0zM500 0H1000v9H500z\"")
        .doesNotContain("M-", "H-");
  }

  @Test
  void aCoreThatToldNothingHasNoCellAndNoMean() {
    CoreMap map =
        map(SampleTelemetry.of(TimeAxis.of(0, 1), List.of(SampleTelemetry.unknown(7, 1))), 1);

    assertThat(map.rows()).singleElement().matches(row -> row.meanText().equals("–"));
    assertThat(cells(map.svg(1))).isEmpty();
  }

  @Test
  void withoutSamplesThereIsNothingToShow() {
    Telemetry empty = SampleTelemetry.of(TimeAxis.of(), List.of(SampleTelemetry.core(0)));

    assertThat(map(empty, 10).isEmpty()).isTrue();
    assertThat(map(SampleTelemetry.of(TimeAxis.of(20, 21), empty.cores()), 10).isEmpty()).isTrue();
  }

  @Test
  void oneSampleIsOneCell() {
    CoreMap map = map(SampleTelemetry.senderSaturated(1, 1), 0.1);

    assertThat(cells(map.svg(0.1))).hasSize(1);
    assertThat(map.rows().getFirst().meanText()).isEqualTo("90 %");
  }

  @Test
  void of128CoresTheIdleAreCountedAndNotShown() {
    CoreMap map = map(SampleTelemetry.senderSaturated(128, 100), 10);

    assertThat(map.rows()).extracting(CoreMap.Row::core).containsExactly(0, 1);
    assertThat(map.rows()).allMatch(CoreMap.Row::traffic);
    assertThat(map.left()).isEqualTo("126 idle cores are left out");
  }

  @Test
  void of128BusyCoresTheBusiestAreShown() {
    List<CoreSeries> cores =
        IntStream.range(0, 128).mapToObj(i -> SampleTelemetry.core(i, 100 - i / 2)).toList();
    CoreMap map = map(SampleTelemetry.of(TimeAxis.of(0, 0.1), cores), 0.1);

    assertThat(map.rows()).hasSize(CoreMap.MOST);
    assertThat(map.rows().getLast().core()).isEqualTo(CoreMap.MOST - 1);
    assertThat(map.left()).isEqualTo("64 less busy cores are left out");
  }

  @Test
  void manySamplesArePutTogether() {
    List<Slice> slices = Slice.of(SampleTelemetry.senderSaturated(1, 1001).time(), 100.1);

    assertThat(slices).hasSizeLessThanOrEqualTo(Slice.MOST);
    assertThat(slices.getFirst().from()).isZero();
    assertThat(slices.getLast().to()).isEqualTo(1001);
    assertThat(slices.getLast().end()).isEqualTo(100.1);
    for (int i = 1; i < slices.size(); i++) {
      assertThat(slices.get(i).from()).isEqualTo(slices.get(i - 1).to());
    }
  }

  private static CoreMap map(Telemetry telemetry, double seconds) {
    return CoreMap.of(telemetry, Slice.of(telemetry.time(), seconds));
  }

  private static List<String> cells(String svg) {
    return CELL.matcher(svg).results().map(MatchResult::group).toList();
  }
}
