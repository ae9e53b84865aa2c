package dev.linerate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.analysis.compare.Runs;
import dev.linerate.result.Run;
import dev.linerate.store.ResultStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** {@code compare} and {@code gate} on a results file with three runs. */
@Isolated("takes System.out for itself")
class CompareVerbTest {
  private static final double[] FAST = {900e6, 904e6, 902e6, 899e6, 901e6};
  private static final double[] SLOW = {800e6, 803e6, 801e6, 799e6, 802e6};

  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path folder;

  CompareVerbTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void keepRuns() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try (ResultStore store = ResultStore.open(folder.resolve("r.sqlite"))) {
      store.begin(run("first", "2026-11-20T00:00:00Z", FAST), 1);
      store.begin(run("second", "2026-11-21T00:00:00Z", FAST), 1);
      store.begin(run("third", "2026-11-22T00:00:00Z", SLOW), 1);
    }
  }

  @AfterEach
  void giveStreamsBack() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  private static Run run(String id, String started, double... rates) {
    return Runs.named(id).started(Instant.parse(started)).overlay("vxlan", rates).run();
  }

  private int linerate(String line) {
    List<String> arguments = new ArrayList<>(List.of(line.split(" ", -1)));
    arguments.addAll(1, List.of("--results", folder.resolve("r.sqlite").toString()));
    return Main.execute(arguments.toArray(String[]::new));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void runsAreNamedByIdOrByTheirPlaceFromTheLast() {
    assertThat(linerate("compare last~2 last")).isEqualTo(Exit.OK);
    assertThat(out()).contains("A  first", "B  third", "slower");
    out.reset();
    assertThat(linerate("compare fir sec third --format json")).isEqualTo(Exit.OK);
    assertThat(JsonMapper.shared().readTree(out()).path("runs")).hasSize(3);
  }

  @Test
  void theReportIsWrittenWhereAsked() throws IOException {
    Path page = folder.resolve("compare.html");
    assertThat(linerate("compare first third --format markdown --report " + page)).isZero();
    assertThat(Files.readString(page)).contains("<!doctype html>", "forest slower");
    assertThat(out()).startsWith("## Comparison");
    assertThat(err()).isEqualTo("Report: " + page + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compare first|a comparison needs two runs, and 1 was named",
        "compare first nothing|no run begins with \"nothing\"",
        "compare first last~7|there is no run 7 before the last: the results file has 3",
        "compare first third --margin 100%|\"100%\" is no percentage below 100",
        "compare first third --across wire|no trait \"wire\"",
        "gate first third --max-regression lots|\"lots\" is no percentage",
        "gate first|RUN",
        "gate first third --format html|no format \"html\""
      })
  void wrongLinesAreAnswered(String line, String says) {
    assertThat(linerate(line)).isEqualTo(Exit.USAGE);
    assertThat(err()).contains(says);
    assertThat(out()).isEmpty();
  }

  @Test
  void aGateThatFailsHasItsOwnExitCode() throws IOException {
    Path junit = folder.resolve("gate.xml");
    assertThat(linerate("gate first third --github --junit " + junit)).isEqualTo(Exit.THRESHOLD);
    assertThat(out()).contains("Gate failed: 1 of 1 case", "::error title=slower%3A vxlan");
    assertThat(Files.readString(junit)).contains("failures=\"1\"");
  }

  @Test
  void aGateThatPassesIsFine() {
    assertThat(linerate("gate first second --max-regression 5%")).isEqualTo(Exit.OK);
    assertThat(out()).endsWith("Gate passed: 0 of 1 case slower by 5 % or more\n");
    assertThat(linerate("gate third first --max-regression 0")).isEqualTo(Exit.OK);
    assertThat(linerate("gate first third --max-regression 20% --format json")).isEqualTo(Exit.OK);
  }

  @Test
  void aGateWithNothingToJudgeDoesNotPass() {
    try (ResultStore store = ResultStore.open(folder.resolve("r.sqlite"))) {
      store.begin(run("short", "2026-11-23T00:00:00Z", 900e6), 1);
    }
    assertThat(linerate("gate first short")).isEqualTo(Exit.USAGE);
    assertThat(err())
        .contains("no case of the two runs can be compared: 5 and 1 trial, fewer than 3");
  }
}
