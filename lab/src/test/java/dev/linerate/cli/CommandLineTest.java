package dev.linerate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.linerate.plan.LinkSpec;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.store.PlanFile;
import dev.linerate.store.ResultStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Command lines that make nothing: wrong ones, questions, and looking at results. */
@Isolated("takes System.out for itself")
class CommandLineTest {
  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path folder;
  private final Path results;

  CommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    results = folder.resolve("results.sqlite");
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveStreamsBack() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  private static int run(String... arguments) {
    return Main.execute(arguments);
  }

  private static int run(String line) {
    return Main.execute(line.isEmpty() ? new String[0] : line.split(" ", -1));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private int onResults(String line) {
    List<String> arguments = new ArrayList<>(List.of(line.split(" ", -1)));
    arguments.addAll(List.of("--results", results.toString()));
    return run(arguments.toArray(String[]::new));
  }

  private void keep(String... ids) {
    try (ResultStore store = ResultStore.open(results)) {
      for (String id : ids) {
        Instant started = Instant.parse("2026-11-23T10:15:30Z");
        store.begin(
            new Run(
                id,
                "quickstart",
                started,
                Optional.of(started.plusSeconds(60)),
                Run.State.COMPLETE,
                "0.1.0",
                3,
                LinkSpec.GIGABIT,
                3,
                new Platform(Map.of()),
                List.of(),
                List.of()),
            20);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "explain --trials 4, --trials belongs to --prove",
    "explain --finding LR-CPU-02, --finding belongs to --prove",
    "explain --prove --trials 1, --trials: 1 is out of range; it goes from 3 to 50",
    "explain --prove --trials 51, --trials: 51 is out of range",
    "explain --prove --finding LR-CPU-99, --finding: there is no finding LR-CPU-99"
  })
  void whatIsToBeProvenIsCheckedBeforeAnythingElse(String line, String complaint) {
    assertThat(onResults(line)).isEqualTo(Exit.USAGE);
    assertThat(err()).startsWith("linerate: " + complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lab", "results"})
  void aVerbThatIsMissingIsAskedForAndAllAreListed(String line) {
    assertThat(run(line)).isEqualTo(Exit.USAGE);
    assertThat(err())
        .startsWith("linerate: which verb?\nUsage: linerate")
        .contains("Commands:", "Examples:");
    assertThat(out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "quikstart,quickstart,linerate",
    "resuls,results,linerate",
    "clean-up,cleanup,linerate",
    "lab staus,status,linerate lab",
    "results shwo,show,linerate results"
  })
  void aMisspeltVerbIsAnsweredWithTheNearest(String line, String meant, String command) {
    assertThat(run(line)).isEqualTo(Exit.USAGE);
    String typed = line.substring(line.lastIndexOf(' ') + 1);
    assertThat(err())
        .startsWith("linerate: no verb \"" + typed + "\" (did you mean " + meant + "?); there are ")
        .endsWith("\nTry: " + command + " --help\n");
    assertThat(out()).isEmpty();
  }

  @Test
  void aVerbLikeNoOtherIsAnsweredWithAllButTheHiddenOne() {
    assertThat(run("frobnicate")).isEqualTo(Exit.USAGE);
    assertThat(err())
        .isEqualTo(
            """
            linerate: no verb "frobnicate"; there are quickstart, run, lab, server, client, results,\
             import, explain, doctor, compare, gate, cleanup
            Try: linerate --help
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run --duratoin 2s | no option \"--duratoin\" (did you mean --duration?)",
        "run --frobnicate | no option \"--frobnicate\"",
        "run one two | \"two\" is an argument too many",
        "run --mtu many | Invalid value for option '--mtu': 'many' is not an int",
        "run --format xml | Invalid value for option '--format': no format \"xml\"; there are"
            + " table, json, csv, markdown",
        "results list --format csv | Invalid value for option '--format': no format \"csv\"; there are"
            + " table, json",
        "lab status --format csv | Invalid value for option '--format': no format \"csv\"; there are"
            + " table, json",
        "lab exec h1 | Missing required parameter: 'COMMAND'",
        "lab down one two | \"two\" is an argument too many",
        "cleanup everything | \"everything\" is an argument too many",
        "results show --results | Missing required parameter for option '--results' (FILE)"
      })
  void aWrongArgumentIsNamed(String line, String message) {
    assertThat(run(line)).isEqualTo(Exit.USAGE);
    String verb = line.replaceAll("^((lab|results) )?(\\S+).*", "$1$3");
    assertThat(err()).isEqualTo("linerate: " + message + "\nTry: linerate " + verb + " --help\n");
    assertThat(out()).isEmpty();
  }

  static List<String> verbs() {
    List<String> verbs = new ArrayList<>();
    collect("", Verbs.of(), verbs);
    return verbs;
  }

  private static void collect(String path, CommandLine line, List<String> verbs) {
    if (!line.getCommandSpec().usageMessage().hidden()) {
      verbs.add(path.strip());
      line.getSubcommands().forEach((name, sub) -> collect(path + " " + name, sub, verbs));
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbExplainsItselfWithExamplesOfItsOwn(String verb) {
    assertThat(run((verb + " --help").strip())).isEqualTo(Exit.OK);
    String name = ("linerate " + verb).strip();
    assertThat(out()).startsWith("Usage: " + name);
    assertThat(out().substring(out().indexOf("\nExamples:\n"))).contains(name);
    assertThat(out()).doesNotContain("<", "null", "${", "TABLE");
    assertThat(out().lines()).allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(100));
    assertThat(err()).isEmpty();
  }

  @Test
  void theListOfVerbsShowsWholeSentences() {
    run("--help");
    String verbs = out().substring(out().indexOf("Commands:"), out().indexOf("Examples:"));
    assertThat(verbs.strip().lines().skip(1)).hasSize(12).allMatch(line -> line.endsWith("."));
  }

  @Test
  void saysItsVersion() {
    assertThat(run("--version")).isEqualTo(Exit.OK);
    assertThat(out()).isEqualTo("linerate development\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--protocols udo | --protocols: no protocol \"udo\" (did you mean udp?); there are tcp, udp",
        "--placements here | --placements: no placement \"here\"; there are same-host, cross-host",
        "--duration soon | --duration: \"soon\" is no duration; write for example 10s or 500ms",
        "--link fast | --link: "
      })
  void aFlagOfThePlanIsReadBeforeAnythingIsDone(String flags, String message) {
    PlanFlags plan = CommandLine.populateCommand(new PlanFlags(), flags.split(" ", -1));
    assertThat(catchThrowable(plan::options)).hasMessageStartingWith(message);
  }

  @Test
  void flagsOfThePlanAreReadInAnyCase() {
    PlanFlags plan =
        CommandLine.populateCommand(
            new PlanFlags(), "--protocols", "UDP,tcp", "--placements", "Cross-Host");
    assertThat(plan.options().protocols()).hasSize(2);
    assertThat(plan.options().placements()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"results list", "results show", "results show 2026", "results export"})
  void lookingAtResultsMakesNoFile(String line) {
    assertThat(onResults(line)).isEqualTo(Exit.USAGE);
    assertThat(err())
        .isEqualTo(
            "linerate: there is no results file "
                + results
                + ". Leave --results out for the usual one   (exit 2)\n");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anEmptyListSaysHowToBegin() {
    keep();
    assertThat(onResults("results list")).isEqualTo(Exit.OK);
    assertThat(out()).isEqualTo("No runs yet: sudo linerate quickstart\n");
  }

  @Test
  void anEmptyListIsJsonAllTheSame() {
    keep();
    assertThat(onResults("results list --format json")).isEqualTo(Exit.OK);
    assertThat(JsonMapper.shared().readTree(out()).isArray()).isTrue();
    assertThat(JsonMapper.shared().readTree(out())).isEmpty();
  }

  @Test
  void aListIsReadByProgramsToo() {
    keep("20261123-101530-k3f9a");
    assertThat(onResults("results list --format JSON")).isEqualTo(Exit.OK);
    JsonNode line = JsonMapper.shared().readTree(out()).get(0);
    assertThat(line.get("id").asString()).isEqualTo("20261123-101530-k3f9a");
    assertThat(line.get("state").asString()).isEqualTo("complete");
    assertThat(line.get("cases").asInt()).isEqualTo(20);
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "results show,there are no runs yet. sudo linerate quickstart makes one",
    "results show 2026,no run begins with \"2026\". There is none yet: linerate run"
  })
  void withoutRunsThereIsNoneToShow(String line, String message) {
    keep();
    assertThat(onResults(line)).isEqualTo(Exit.USAGE);
    assertThat(err()).isEqualTo("linerate: " + message + "   (exit 2)\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "csv", "markdown"})
  void anErrorNeverEndsUpAmongResults(String format) {
    keep("20261123-101530-k3f9a", "20261123-101530-zzzzz");
    assertThat(onResults("results show 2027 --format " + format)).isEqualTo(Exit.USAGE);
    assertThat(out()).isEmpty();
    assertThat(err())
        .startsWith("linerate: no run begins with \"2027\". There are 20261123-")
        .endsWith("   (exit 2)\n");
  }

  @Test
  void aBeginningThatFitsTwoRunsIsNotGuessedAt() {
    keep("20261123-101530-k3f9a", "20261123-101530-zzzzz");
    assertThat(onResults("results export 20261123")).isEqualTo(Exit.USAGE);
    assertThat(err()).contains("2 runs begin with \"20261123\"").contains("Give more of the id");
    assertThat(onResults("results export 20261123-101530-z")).isEqualTo(Exit.OK);
    assertThat(JsonMapper.shared().readTree(out()).toString()).contains("20261123-101530-zzzzz");
  }

  @Test
  void aFileOfAnotherProgramIsRefusedAndLeftAsItIs() throws Exception {
    Files.writeString(results, "precious text, and long enough not to be taken for an empty file");
    assertThat(onResults("results list")).isEqualTo(Exit.USAGE);
    assertThat(err()).contains("is no results file of linerate");
    assertThat(results).content().startsWith("precious text");
  }

  @Test
  void aReportGoesWhereItIsAskedFor() {
    keep("20261123-101530-k3f9a");
    Path report = folder.resolve("again.html");
    assertThat(onResults("results show --report " + report)).isEqualTo(Exit.OK);
    assertThat(report).content().startsWith("<!doctype html>");
    assertThat(err()).isEqualTo("Report: " + report + "\n");
  }

  @Test
  void aReportThatCannotBeWrittenSaysWhyAndWhatIsKept() {
    keep("20261123-101530-k3f9a");
    Path nowhere = folder.resolve("none/again.html");
    assertThat(onResults("results show --report " + nowhere)).isEqualTo(Exit.UNSUPPORTED);
    assertThat(err())
        .startsWith("linerate: cannot write the report: ")
        .contains(nowhere + ": no such file or directory")
        .endsWith(
            "The results are kept: linerate results show --report FILE writes it elsewhere"
                + "   (exit 3)\n");
  }

  @Test
  void aPlanThatIsMisspeltIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> PlanFile.open("quikstart", Map.of()))
        .hasMessage(
            "cannot read the plan quikstart: there is no such file (did you mean quickstart?)");
  }
}
