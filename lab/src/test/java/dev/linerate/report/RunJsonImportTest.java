package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.imports.Imported;
import dev.linerate.imports.Importer;
import dev.linerate.imports.LogSource;
import dev.linerate.imports.MemoryShelf;
import dev.linerate.imports.Origin;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.FactKeys;
import dev.linerate.result.Run;
import dev.linerate.result.Trial;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What linerate exports it reads again. */
class RunJsonImportTest {
  private final MemoryShelf shelf = new MemoryShelf();
  private final Importer importer = new Importer(_ -> shelf, "another", Origin.NONE);

  private List<Imported> read(String text) {
    importer.read(
        new LogSource(
            "run.json",
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            Optional.empty()),
        Optional.empty());
    return importer.finish("1", Instant.EPOCH);
  }

  private static String json(Run run) {
    return RunJson.of(ReportModel.of(run));
  }

  @Test
  void anExportedRunComesBackWhole() {
    Run run = SampleRun.quickstart();
    List<Imported> imported = read(json(run));

    assertThat(importer.problems()).isEmpty();
    assertThat(imported).hasSize(1);
    Run again = shelf.run().orElseThrow();
    assertThat(again.id()).isEqualTo(run.id());
    assertThat(again.platform().facts())
        .containsEntry(FactKeys.IMPORTED_FROM, "linerate-json: run.json");
    assertThat(json(again).replaceFirst(",\\s*\"imported.from\" : \"[^\"]*\"", ""))
        .isEqualTo(json(run));
  }

  @Test
  void telemetryComesWithIt() {
    Run run = SampleRun.watched(SampleTelemetry.wandering(4, 60));
    read(json(run));

    assertThat(importer.problems()).isEmpty();
    assertThat(
            shelf.run().orElseThrow().cases().stream()
                .flatMap(c -> c.trials().stream())
                .filter(t -> t.telemetry().isPresent())
                .count())
        .isEqualTo(
            run.cases().stream()
                .flatMap(c -> c.trials().stream())
                .filter(t -> t.telemetry().isPresent())
                .count())
        .isPositive();
  }

  @Test
  void anExportThatWasCutShortGivesTheTrialsBefore() {
    Run run = SampleRun.quickstart();
    String text = json(run);
    read(text.substring(0, text.length() / 2));

    Run again = shelf.run().orElseThrow();
    assertThat(again.cases()).isNotEmpty().hasSizeLessThan(run.cases().size());
    assertThat(importer.problems())
        .anyMatch(p -> p.text().startsWith("damaged") && p.line() > 1000);
  }

  @Test
  void commaSeparatedIntervalsAreTrialsAgain() {
    Run run = SampleRun.quickstart();
    read(CsvExport.of(run));

    assertThat(importer.problems()).isEmpty();
    Run again = shelf.run().orElseThrow();
    for (CaseRecord record : again.cases()) {
      for (Trial trial : record.trials()) {
        assertThat(trial.totals()).as(record.spec().label()).isPresent();
      }
    }
    assertThat(intervals(again)).isEqualTo(intervals(run));
    assertThat(again.cases().getFirst().spec().network())
        .isEqualTo(run.cases().getFirst().spec().network());
  }

  private static long intervals(Run run) {
    return run.cases().stream()
        .flatMap(c -> c.trials().stream())
        .mapToLong(t -> t.intervals().size())
        .sum();
  }
}
