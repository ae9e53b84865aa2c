package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.telemetry.Column;
import dev.linerate.telemetry.End;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.telemetry.ThreadSeries;
import dev.linerate.telemetry.TimeAxis;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final OptionalLong NONE = OptionalLong.empty();

  @Test
  void stepsWhereTheCoreChanges() {
    Lane lane = lane(Column.of(2, 2, 7, 7), Column.of(0, 0, 1, 0));

    assertThat(lane.cores()).containsExactly(2, 7);
    assertThat(lane.svg(0.4))
        .contains("class=\"lane client\" d=\"M0 5H500V15H1000\"")
        .contains("class=\"move client\" d=\"M500 15h0\"");
    assertThat(lane.moves()).isEqualTo("1 move");
  }

  @Test
  void aThreadThatWasBackBeforeItWasSeenHasAMarkWithoutAStep() {
    Lane lane = lane(Column.of(0, 0, 0, 0), Column.of(0, 4, 0, 0));

    assertThat(lane.svg(0.4))
        .contains("d=\"M0 5H1000\"")
        .contains("class=\"move client\" d=\"M250 5h0\"");
    assertThat(lane.moves()).isEqualTo("4 moves");
  }

  @Test
  void whatWasBeforeTheFirstByteIsNotShown() {
    TimeAxis time = TimeAxis.of(-0.2, -0.1, 0, 0.1, 0.2, 0.3);
    Telemetry telemetry =
        SampleTelemetry.of(
            time, List.of(), thread(Column.of(9, 8, 1, 1, 7), Column.of(3, 3, 1, 0, 5)));

    assertThat(Lane.of(telemetry, Slice.of(time, 0.2)))
        .singleElement()
        .matches(lane -> lane.cores().equals(List.of(1)))
        .matches(lane -> lane.moves().equals("1 move"));
  }

  @Test
  void aThreadThatStaysHasNoMark() {
    assertThat(lane(Column.of(1, 1), Column.of(0, 0)).svg(0.2)).doesNotContain("class=\"move");
  }

  @Test
  void whereItHadNotBegunOrHadEndedThereIsNoLine() {
    OptionalLong on = OptionalLong.of(3);
    Lane lane =
        lane(Column.ofOptional(NONE, on, NONE, on), Column.ofOptional(NONE, NONE, NONE, NONE));

    assertThat(lane.svg(0.4)).contains("d=\"M250 5H500M750 5H1000\"");
    assertThat(lane.moves()).isEqualTo("moves unknown");
  }

  @Test
  void aThreadThatWasNeverSeenHasNoLane() {
    assertThat(lanes(thread(Column.ofOptional(NONE, NONE), Column.of(0, 0)))).isEmpty();
  }

  @Test
  void withoutSamplesThereIsNoLane() {
    Telemetry empty = SampleTelemetry.of(0, 0, thread(Column.of(), Column.of()));

    assertThat(Lane.of(empty, Slice.of(empty.time(), 1))).isEmpty();
  }

  @Test
  void manyCoresAreNamedByTheFirstAndTheLast() {
    long[] wandering = IntStream.range(0, 40).mapToLong(i -> 3L * i).toArray();
    Lane lane = lane(Column.of(wandering), Column.constant(40, 1));

    assertThat(lane.levels()).extracting(Lane.Level::core).containsExactly(0, 117);
    assertThat(lane.lines()).isEqualTo(6);
  }

  @Test
  void ofManyThreadsTheBusiestHaveALane() {
    ThreadSeries[] threads =
        IntStream.range(0, 40)
            .mapToObj(i ->
                SampleTelemetry.thread(
                    i, i < 20 ? End.SERVER : End.CLIENT, Column.of(i), Column.of(0)))
            .toArray(ThreadSeries[]::new);
    List<Lane> lanes = lanes(threads);

    assertThat(lanes).hasSize(Lane.MOST);
    assertThat(lanes).allMatch(lane -> lane.name().equals("client sends"));
  }

  private static Lane lane(Column core, Column moves) {
    return lanes(thread(core, moves)).getFirst();
  }

  private static ThreadSeries thread(Column core, Column moves) {
    return SampleTelemetry.thread(1, End.CLIENT, core, moves);
  }

  private static List<Lane> lanes(ThreadSeries... threads) {
    int samples = threads[0].core().size();
    double[] instants = IntStream.rangeClosed(0, samples).mapToDouble(i -> i / 10.0).toArray();
    Telemetry telemetry = SampleTelemetry.of(TimeAxis.of(instants), List.of(), threads);
    return Lane.of(telemetry, Slice.of(telemetry.time(), samples / 10.0));
  }
}
