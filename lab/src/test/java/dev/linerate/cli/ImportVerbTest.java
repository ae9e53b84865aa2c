package dev.linerate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.result.CaseRecord;
import dev.linerate.result.Run;
import dev.linerate.store.ResultStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Isolated("takes System.out for itself")
class ImportVerbTest {
  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final InputStream realIn = System.in;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path folder;
  private final Path results;

  ImportVerbTest(@TempDir Path folder) {
    this.folder = folder;
    this.results = folder.resolve("results.sqlite");
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveStreamsBack() {
    System.setOut(realOut);
    System.setErr(realErr);
    System.setIn(realIn);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--results", results.toString()));
    return Main.execute(all.toArray(String[]::new));
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream in = ImportVerbTest.class.getResourceAsStream("/iperf3/iperf3-" + name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }

  private String file(String name) throws IOException {
    return Files.write(folder.resolve(name), fixture(name)).toString();
  }

  private Run kept() {
    try (ResultStore store = ResultStore.open(results)) {
      return store.latest().orElseThrow();
    }
  }

  @Test
  void filesBecomeARunThatTheOtherVerbsShow() throws IOException {
    int code =
        run(
            "import",
            file("3.12-udp-loss-client.json"),
            file("3.12-udp-loss-server.json"),
            file("3.1.3-tcp-server-docker-overlay.txt"),
            "--network",
            "docker-overlay",
            "--placement",
            "cross-host",
            "--link",
            "1gbit",
            "--fact",
            "cpu.model=Kunpeng 920");

    assertThat(code).isEqualTo(Exit.OK);
    assertThat(err()).isEmpty();
    assertThat(out())
        .contains("2 trials, 18 intervals", "docker-overlay cross-host tcp", "900 Mbit/s");
    Run run = kept();
    assertThat(run.state()).isEqualTo(Run.State.COMPLETE);
    assertThat(run.platform().facts()).containsEntry("cpu.model", "Kunpeng 920");
    out.reset();
    assertThat(run("results", "show")).isEqualTo(Exit.OK);
    assertThat(out()).contains("Cross host, 1 Gbit/s", "docker-overlay", "900");
    assertThat(run("results", "export", "--format", "csv")).isEqualTo(Exit.OK);
    assertThat(run("explain")).isEqualTo(Exit.OK);
  }

  @Test
  void standardInputIsALogLikeOthers() throws IOException {
    System.setIn(new ByteArrayInputStream(fixture("3.17.1-tcp-client.jsonl")));

    assertThat(run("import", "-", "--format", "json")).isEqualTo(Exit.OK);
    JsonNode said = JsonMapper.shared().readTree(out());
    assertThat(said.path("runs").path(0).path("intervals").asInt()).isEqualTo(4);
    assertThat(said.path("problems").asInt()).isZero();
    assertThat(kept().cases().getFirst().spec().network()).isEqualTo("unnamed");
  }

  @Test
  void whatCannotBeReadIsListedAndTheRestKept() throws IOException {
    Path notes =
        Files.writeString(folder.resolve("notes.txt"), "one\ntwo\nServer listening on 1\n");

    int code = run("import", notes.toString(), file("3.12-tcp-client.json"));

    assertThat(code).isEqualTo(Exit.OK);
    assertThat(err()).isEqualTo(notes + ":1-2: nothing that iperf3 writes\n");
    assertThat(kept().cases()).hasSize(1);
  }

  @Test
  void nothingReadableIsAFailureThatLeavesNothing() throws IOException {
    Path letter = Files.writeString(folder.resolve("letter.txt"), "Dear Sir\n");

    assertThat(run("import", letter.toString())).isEqualTo(Exit.FAILED);
    assertThat(err())
        .contains(
            letter + ":1: nothing that linerate can read; --from forces a format",
            "linerate: nothing could be read   (exit 4)");
    try (ResultStore store = ResultStore.open(results)) {
      assertThat(store.list()).isEmpty();
    }
  }

  @Test
  void thePlatformFileNamesTheLogs() throws IOException {
    file("3.12-tcp-client.json");
    Path yaml =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            name: mine
            network: vxlan
            placement: same-host
            platform: {cpu.count: 4}
            logs: [{file: 3.12-tcp-client.json, pinning: "0,1"}]
            """);

    assertThat(run("import", "--platform", yaml.toString())).isEqualTo(Exit.OK);
    Run run = kept();
    assertThat(run.plan()).isEqualTo("mine");
    assertThat(run.cases().getFirst().spec().label()).contains("vxlan same-host tcp", "pin 0,1");
    assertThat(run.platform().facts()).containsEntry("cpu.count", "4");
  }

  @Test
  void mistakesAreSaid() {
    assertThat(run("import")).isEqualTo(Exit.USAGE);
    assertThat(err()).contains("there is no log to import. Name files, or - for standard input");
    assertThat(run("import", folder + "/none.txt")).isEqualTo(Exit.USAGE);
    assertThat(err()).contains("/none.txt: no such file or directory");
    assertThat(run("import", "-", "--from", "iperf4")).isEqualTo(Exit.USAGE);
    assertThat(err()).contains("no format \"iperf4\"");
    assertThat(run("import", "-", "--placement", "here")).isEqualTo(Exit.USAGE);
    assertThat(err()).contains("--placement: no placement \"here\"");
    assertThat(run("import", "-", "--mtu", "9000")).isEqualTo(Exit.USAGE);
    assertThat(err()).contains("--mtu is of the link; there is no --link");
  }

  @Test
  void anExportIsTakenOnce() throws IOException {
    run("import", file("3.12-tcp-client.json"));
    out.reset();
    run("results", "export");
    Path export = Files.writeString(folder.resolve("run.json"), out());

    assertThat(run("import", export.toString())).isEqualTo(Exit.FAILED);
    assertThat(err()).contains("the run " + kept().id() + " is in ");
    Path elsewhere = folder.resolve("other.sqlite");
    assertThat(Main.execute("import", export.toString(), "--results", elsewhere.toString()))
        .isEqualTo(Exit.OK);
    try (ResultStore store = ResultStore.open(elsewhere)) {
      Run again = store.run(kept().id()).orElseThrow();
      assertThat(again.started()).isEqualTo(kept().started());
      assertThat(again.cases())
          .extracting(CaseRecord::spec)
          .isEqualTo(kept().cases().stream().map(CaseRecord::spec).toList());
      assertThat(again.cases().getFirst().trials().getFirst().intervals()).hasSize(4);
    }
  }

  @Test
  void theReferenceIsThereWithoutAResultsFile() {
    assertThat(Main.execute("results", "list", "--reference")).isEqualTo(Exit.OK);
    assertThat(out()).contains("study-kunpeng-920", "study-intel-6248", "8 of 8", "6 of 6");
    out.reset();
    assertThat(Main.execute("results", "show", "--reference", "study-intel")).isEqualTo(Exit.OK);
    assertThat(out()).contains("docker-overlay", "876");
    out.reset();
    assertThat(Main.execute("results", "export", "--reference", "study-kun")).isEqualTo(Exit.OK);
    assertThat(JsonMapper.shared().readTree(out()).path("id").asString())
        .isEqualTo("study-kunpeng-920");
  }
}
