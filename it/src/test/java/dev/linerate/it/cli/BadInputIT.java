package dev.linerate.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Sandbox;
import dev.linerate.it.support.SideBySide;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user can get wrong: a sentence with the next step, exit code 2, and nothing made. */
@SideBySide
class BadInputIT {
  @AutoClose private final Sandbox sandbox = new Sandbox();
  private final Linerate linerate = Linerate.in(sandbox);
  private final MachineState before = MachineState.now();

  @BeforeEach
  void requirements() {
    Requirements.need("netns", "iperf3");
  }

  @AfterEach
  void nothingIsLeft() {
    before.assertRestored(sandbox);
    assertThat(sandbox.owners()).isEmpty();
    assertThat(sandbox.work().toFile().list((_, name) -> name.endsWith(".html"))).isEmpty();
  }

  private Outcome refused(String... arguments) {
    return refused(linerate, arguments);
  }

  private static Outcome refused(Linerate linerate, String... arguments) {
    Outcome outcome = linerate.run(arguments);
    assertThat(outcome.exit()).as(outcome.text()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).doesNotContain("\tat ", "Exception");
    assertThat(outcome.complaint()).as(outcome.text()).isNotEmpty();
    return outcome;
  }

  @Test
  void anUnknownNetworkIsNamedWithThoseThereAre() {
    assertThat(refused("run", "--networks", "linux-brigde").err())
        .contains("linux-brigde", "linux-bridge");
  }

  @Test
  void aPlanThatIsNotThere() {
    assertThat(refused("run", "plans/none.yaml").complaint())
        .contains("plans/none.yaml", "no such file", "kernel-only");
  }

  @Test
  void aPlanThatIsADirectory() {
    String directory = sandbox.home().toString();
    assertThat(refused("run", directory).complaint()).contains(directory, "it is a directory");
  }

  @Test
  void aPlanThatMayNotBeRead() {
    String plan = sandbox.file("secret.yaml", "name: secret\n").toString();
    sandbox.require("chmod", "600", plan);
    assertThat(refused(linerate.asNobody().without("LINERATE_STATE"), "run", plan).complaint())
        .contains(plan, "permission denied");
  }

  @Test
  void aSyntaxErrorHasItsLine() {
    sandbox.file(
        "broken.yaml", "name: broken\nhosts: 2\nflows: {tcp: {protocol: tcp}\ncases: []\n");
    assertThat(refused("run", "broken.yaml").complaint())
        .containsPattern("broken\\.yaml:\\d+")
        .doesNotContain("snakeyaml");
  }

  @Test
  void everyErrorOfAPlanIsToldAtOnceWithItsLine() {
    sandbox.file(
        "bad.yaml",
        """
        name: bad
        hosts: two
        link: {rate: 1furlong}
        repeat: 0
        flows:
          tcp: {protocol: sctp}
        cases:
          - networks: [linux-bridge, nosuch]
            placements: [cross-host]
            flows: [tcp, udp]
        """);
    assertThat(refused("run", "bad.yaml").err())
        .contains("bad.yaml:2:", "bad.yaml:3:", "bad.yaml:4:", "bad.yaml:6:", "bad.yaml:8:");
  }

  static Stream<List<String>> wrongFlags() {
    return Stream.of(
        List.of("--nosuch"),
        List.of("--duration", "soon"),
        List.of("--duration", "0s"),
        List.of("--repeat", "many"),
        List.of("--repeat", "0"),
        List.of("--link", "fast"),
        List.of("--mtu", "1"),
        List.of("--hosts", "1"),
        List.of("--placements", "everywhere"),
        List.of("--protocols", "sctp"),
        List.of("--format", "pdf"),
        List.of("--port", "99999"),
        List.of("--docker", "tcp://192.0.2.1:2375"));
  }

  @ParameterizedTest
  @MethodSource("wrongFlags")
  void aWrongFlagIsNamed(List<String> flag) {
    String[] arguments = Stream.concat(Stream.of("run"), flag.stream()).toArray(String[]::new);
    assertThat(refused(arguments).complaint()).contains(flag.getLast());
  }

  static Stream<List<String>> wrongVerbs() {
    return Stream.of(List.of(), List.of("nosuch"), List.of("lab"), List.of("results"));
  }

  @ParameterizedTest
  @MethodSource("wrongVerbs")
  void withoutAVerbTheUsageIsShown(List<String> arguments) {
    refused(arguments.toArray(String[]::new));
  }

  @Test
  void resultsOfNoRun() {
    assertThat(refused("results", "show").complaint()).contains("there are no runs yet");
    assertThat(refused("results", "export").complaint()).contains("there are no runs yet");
    assertThat(refused("results", "show", "2026").complaint()).contains("2026");
  }

  @Test
  void aResultsFileOfAnotherProgram() {
    String file = sandbox.file("notes.txt", "these are my notes, not a database\n").toString();
    assertThat(refused("results", "list", "--results", file).complaint()).contains(file);
    assertThat(refused("run", "kernel-only", "--results", file).complaint()).contains(file);
    assertThat(sandbox.require("cat", file)).startsWith("these are my notes");
  }

  @Test
  void labsThatAreNotThereAndNamesThatAreNone() {
    assertThat(refused("lab", "down", "nosuch").complaint()).contains("nosuch");
    assertThat(refused("lab", "exec", "--name", "nosuch", "h1", "true").complaint())
        .contains("nosuch");
    assertThat(refused("lab", "up", "--name", "Not a name").complaint()).contains("Not a name");
    assertThat(refused("lab", "up", "--hosts", "0").complaint()).contains("0");
    assertThat(refused("lab", "up", "--mtu", "5").complaint()).contains("5");
  }
}
