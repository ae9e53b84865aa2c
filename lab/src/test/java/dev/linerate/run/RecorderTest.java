package dev.linerate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import dev.linerate.store.ResultStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
  private static final Instant START = Instant.parse("2026-11-23T10:15:30Z");
  private static final String ID = "20261123-101530-k3f9a";

  private final ResultStore store;
  private final Recorder recorder;

  RecorderTest(@TempDir Path folder) {
    store = ResultStore.open(folder.resolve("results.sqlite"));
    recorder = new Recorder(store, Plans.of(1, "host", "vxlan"), ID, "0.1.0", START);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void open(int number, String network) {
    recorder.open(
        new CaseRecord(
            number,
            Plans.tcp(network),
            "fake",
            Optional.empty(),
            Status.FAILED,
            Optional.of("the run ended before its first trial"),
            List.of()));
  }

  private static Trial trial(int repeat, Optional<String> failure) {
    Optional<Totals> totals = failure.isEmpty() ? Optional.of(FakeTool.totals()) : Optional.empty();
    return new Trial(
        repeat,
        START,
        failure.isEmpty() ? Status.MEASURED : Status.FAILED,
        failure,
        totals,
        List.of(),
        "fake 1.0",
        List.of());
  }

  @Test
  void aRunIsInTheStoreBeforeAnythingHappens() {
    Run stored = store.run(ID).orElseThrow();
    assertThat(stored.state()).isEqualTo(Run.State.RUNNING);
    assertThat(stored.ended()).isEmpty();
    assertThat(stored.cases()).isEmpty();
    assertThat(recorder.run()).isEqualTo(stored);
  }

  @Test
  void whatWasRecordedSoFarIsWhatIsStored() {
    recorder.platform(new Platform(Map.of("kernel", "6.18")));
    recorder.network(NetworkRecord.unbuilt("vxlan", Status.SKIPPED, "no module"));
    open(1, "host");
    recorder.trial(1, trial(1, Optional.empty()));
    assertThat(recorder.run().cases()).hasSize(1);
    assertThat(recorder.run().networks()).hasSize(1);
    assertThat(store.run(ID)).contains(recorder.run());
  }

  @Test
  void factsStayWhetherThePlatformIsReadBeforeOrAfter() {
    recorder.facts(Map.of("measured", "1"));
    recorder.platform(new Platform(Map.of("kernel", "6.18")));
    recorder.facts(Map.of("pins", "0,1"));
    assertThat(store.run(ID).orElseThrow().platform().facts())
        .containsExactly(
            Map.entry("kernel", "6.18"), Map.entry("measured", "1"), Map.entry("pins", "0,1"));
  }

  @Test
  void casesAreInThePlansOrderHoweverTheyWereOpened() {
    open(2, "vxlan");
    open(1, "host");
    recorder.end(Run.State.COMPLETE, START.plusSeconds(5));
    assertThat(recorder.run().cases()).extracting(CaseRecord::number).containsExactly(1, 2);
    assertThat(recorder.run().ended()).contains(START.plusSeconds(5));
    assertThat(store.run(ID)).contains(recorder.run());
  }

  @Test
  void oneMeasuredTrialMakesACaseMeasuredWhateverComesBeforeAndAfter() {
    open(1, "host");
    recorder.trial(1, trial(1, Optional.of("no route")));
    assertThat(recorder.run().cases().getFirst().reason()).contains("no route");
    recorder.trial(1, trial(2, Optional.empty()));
    recorder.trial(1, trial(3, Optional.of("timed out")));
    CaseRecord record = recorder.run().cases().getFirst();
    assertThat(record.status()).isEqualTo(Status.MEASURED);
    assertThat(record.reason()).isEmpty();
    assertThat(record.trials()).hasSize(3);
  }

  @Test
  void aTrialOfACaseThatWasNeverOpenedIsRefused() {
    assertThatThrownBy(() -> recorder.trial(7, trial(1, Optional.empty())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("case 7");
  }

  @Test
  void aRunThatExistsIsNotOverwritten() {
    assertThatThrownBy(() -> new Recorder(store, Plans.of(1, "host"), ID, "0.1.0", START))
        .isInstanceOf(LinerateException.class);
    assertThat(store.list()).hasSize(1);
  }

  @Test
  void whatCannotBeWrittenIsNotTakenForRecorded() {
    open(1, "host");
    store.close();
    assertThatThrownBy(() -> recorder.trial(1, trial(1, Optional.empty())))
        .isInstanceOf(LinerateException.class);
    assertThat(recorder.run().cases().getFirst().trials()).isEmpty();
  }
}
