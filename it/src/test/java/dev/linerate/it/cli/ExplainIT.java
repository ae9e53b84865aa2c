package dev.linerate.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Command;
import dev.linerate.host.Task;
import dev.linerate.it.Requirements;
import dev.linerate.it.support.CpuQuota;
import dev.linerate.it.support.LabOfRun;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.MovedThreads;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Running;
import dev.linerate.it.support.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Causes that are made for real, and what {@code linerate explain} then says first. The table of
 * all verdicts is written to {@code it/target/confusion-matrix.md}; docs/FINDINGS.md has to agree.
 */
class ExplainIT {
  private static final int MADE = 16;
  private static final String FOREIGN_LOAD = "LR-CPU-04";
  private static final ConfusionMatrix MATRIX = new ConfusionMatrix();

  @AutoClose private final Sandbox sandbox = new Sandbox();
  private final Linerate linerate = Linerate.in(sandbox);
  private final MachineState before = MachineState.now();

  @BeforeEach
  void requirements() {
    Requirements.need("netns");
  }

  @AfterEach
  void nothingIsLeft() {
    before.assertRestored(sandbox);
  }

  /** Only when every cause was made: part of the table would not be the documentation's. */
  @AfterAll
  static void theTableIsTheDocumentations() throws IOException {
    List<String> table = MATRIX.table();
    if (table.size() == MADE + 2) {
      Files.write(Linerate.root().resolve("it/target/confusion-matrix.md"), table);
      String page = Files.readString(Linerate.root().resolve("docs/FINDINGS.md"));
      assertThat(MATRIX.disagreements(page)).isEmpty();
    }
  }

  // --- how a case is measured and explained -----------------------------------------------------

  private static String[] trials(String... how) {
    return Stream.of(
            Stream.of("run"),
            Stream.of(how),
            Stream.of("--duration", "1s", "--repeat", "3", "--no-report"))
        .flatMap(part -> part)
        .toArray(String[]::new);
  }

  /** Measures one case, three trials of a second, and gives its explanation. */
  private JsonNode explained(String... how) {
    return undisturbed(() -> explanation(linerate.run(trials(how))));
  }

  /** The same, with a network that somebody meddles with before the first trial. */
  private JsonNode explainedAfter(Consumer<LabOfRun> meddling, String network, String... how) {
    return undisturbed(() -> {
      Running run = linerate.start(trials(how)).awaitErr("✓ " + network);
      meddling.accept(LabOfRun.of(sandbox));
      return explanation(run.end());
    });
  }

  /**
   * Where another program of this machine was in the way, and is found to be, once or twice more.
   */
  private static JsonNode undisturbed(Supplier<JsonNode> measured) {
    JsonNode told = measured.get();
    for (int again = 0; again < 2 && ids(told).indexOf(FOREIGN_LOAD) == 0; again++) {
      told = measured.get();
    }
    return told;
  }

  private JsonNode explanation(Outcome run) {
    // a case in which nothing arrives is a failed one, and is explained like others
    assertThat(run.exit()).as(run.text()).isIn(0, 4);
    Outcome told = linerate.run("explain", "--format", "json");
    assertThat(told.exit()).as(told.text()).isZero();
    JsonNode cases = JsonMapper.shared().readTree(told.out());
    assertThat(cases.size()).isEqualTo(1);
    return cases.path(0);
  }

  private static List<String> ids(JsonNode explanation) {
    return explanation
        .path("findings")
        .valueStream()
        .map(finding -> finding.path("id").asString())
        .toList();
  }

  /** One of these comes first, and the shares are of one gap. */
  private static void assertFirst(String made, JsonNode told, String... right) {
    MATRIX.add(made, List.of(right), told);
    assertThat(ids(told)).as(told.toPrettyString()).isNotEmpty();
    assertThat(ids(told).getFirst()).as(told.toPrettyString()).isIn((Object[]) right);
    double sum =
        told.path("findings")
            .valueStream()
            .mapToDouble(finding -> finding.path("share").asDouble(0))
            .sum();
    assertThat(sum + told.path("unexplained_share").asDouble(0)).isLessThan(1.01);
  }

  /** With the congestion control that every kernel has: what others add is no matter of a cause. */
  private static String[] bridge(String... more) {
    return Stream.concat(
            Stream.of("--networks", "linux-bridge", "--protocols", "tcp", "--congestion", "reno"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static String[] wire(String protocol, String link, String... more) {
    return Stream.concat(
            Stream.of(
                "--networks",
                "host",
                "--placements",
                "cross-host",
                "--protocols",
                protocol,
                "--link",
                link),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private String plan(String name, String network, String placement, String flow)
      throws IOException {
    return plan(name, "10gbit", network, placement, flow);
  }

  private String plan(String name, String link, String network, String placement, String flow)
      throws IOException {
    Path plan = sandbox.folder().resolve(name + ".yaml");
    Files.writeString(
        plan,
        """
        name: %s
        hosts: 2
        link: {rate: %s}
        flows:
          it: {%s}
        cases:
          - networks: [%s]
            placements: [%s]
            flows: [it]
        """
            .formatted(name, link, flow, network, placement));
    return plan.toString();
  }

  // --- the causes -------------------------------------------------------------------------------

  @Test
  void aFullWireIsTheLimitAndNoProcessorIs() {
    JsonNode told = explained(wire("tcp", "100mbit"));

    assertFirst("a wire of 100 Mbit/s", told, "LR-WIRE-01");
    assertThat(ids(told)).noneMatch(id -> id.startsWith("LR-CPU"));
  }

  /** Half of what the wire carries, all of which arrives: nothing holds that flow back. */
  @Test
  void aCleanCaseHasNoCause() {
    JsonNode told = explained(wire("udp", "100mbit", "--udp-rate", "40M"));

    assertFirst("nothing: 40 of 100 Mbit/s offered", told, "LR-RATE-01");
    assertThat(ids(told)).containsExactly("LR-RATE-01");
  }

  @Test
  void senderAndReceiverOnOneCore() {
    assertFirst("sender and receiver on one core", explained(bridge("--pin", "0,0")), "LR-CPU-02");
  }

  /** Both ends pinned, and a program that never sleeps on the receiver's core. */
  @Test
  void anotherProgramOnTheReceiversCore() {
    try (Task _ =
        sandbox
            .machine()
            .start(
                Command.of("taskset", "-c", "1", "sha256sum", "/dev/zero")
                    .within(Duration.ofMinutes(1)))) {
      JsonNode told = explanation(linerate.run(trials(bridge("--pin", "0,1"))));
      assertFirst("another program on the receiver's core", told, FOREIGN_LOAD);
    }
    if (Runtime.getRuntime().availableProcessors() == 2) {
      assertNothingIsTried();
    }
  }

  /** With two cores there is nowhere to go. */
  private void assertNothingIsTried() {
    Outcome told = linerate.run("explain", "--prove", "--finding", FOREIGN_LOAD);

    assertThat(told.exit()).as(told.text()).isZero();
    assertThat(told.out()).contains(FOREIGN_LOAD + " was not tried. No two cores were free of it");
    assertThat(told.err()).doesNotContain("experiment:");
  }

  @Test
  void threadsThatAreMovedTenTimesASecond() {
    JsonNode told =
        undisturbed(() -> {
          Running run = linerate.start(trials(bridge())).awaitErr("✓ linux-bridge");
          try (MovedThreads _ = new MovedThreads(sandbox.machine(), run.pid())) {
            return explanation(run.end());
          }
        });
    assertFirst("threads moved every 100 ms", told, "LR-CPU-03");
  }

  @Test
  void aContainersQuota() throws IOException {
    try (CpuQuota quota = new CpuQuota(0.6)) {
      Linerate limited = linerate.under(quota.entering());
      JsonNode told = undisturbed(() -> explanation(limited.run(trials(bridge()))));
      assertFirst("a quota of 0.6 cores", told, "LR-CPU-01");
    }
  }

  @Test
  void offloadsSwitchedOff() {
    JsonNode told =
        explainedAfter(
            lab -> lab.in("lb-a", "ethtool", "-K", "eth0", "tso", "off", "gso", "off"),
            "linux-bridge",
            bridge("--pin", "0,1"));

    assertFirst("segmentation offloads off", told, "LR-PKT-01");
    assertThat(shown(newest()).path("change").asString()).isEqualTo("offloads on");
  }

  /** At the last port before the receiver, whose interface does not put them together again. */
  @Test
  void segmentsCutOnTheWay() {
    JsonNode told =
        explainedAfter(
            lab -> {
              lab.in("h1", "ethtool", "-K", "lr-lbb", "tso", "off", "gso", "off");
              lab.in("lb-b", "ethtool", "-K", "eth0", "gro", "off");
            },
            "linux-bridge",
            bridge("--pin", "0,1"));

    assertFirst("segments cut on the way, GRO off", told, "LR-PKT-02");
  }

  @Test
  void severalStreamsInOneThread() {
    Requirements.need("iperf3");
    JsonNode told = explained(bridge("--tool", "iperf3", "--streams", "4", "--pin", "0,1"));

    assertFirst("four streams in the one thread of iperf3 3.12", told, "LR-GEN-01");
  }

  /** The bucket is at the far end of the path: the endpoints see nothing of its drops. */
  private static Consumer<LabOfRun> policed(String rate) {
    return lab ->
        lab.in(
            "h1", "tc", "qdisc", "add", "dev", "lr-lbb", "root", "tbf", "rate", rate, "burst",
            "32kb", "limit", "60kb");
  }

  /** As the first of the places, and with nearly all that was dropped. */
  private static void assertNamesTheBucket(JsonNode told) {
    JsonNode finding = told.path("findings").path(0);
    assertThat(finding.path("evidence").valueStream().map(JsonNode::asString))
        .as(told.toPrettyString())
        .filteredOn(said -> said.contains(" packets dropped "))
        .first(InstanceOfAssertFactories.STRING)
        .matches(
            "\\d+ packets dropped by the queue \\(tbf\\) of lr-lbb in h1:"
                + " (100|9\\d) % of the drops counted on the path");
    assertThat(finding.path("remedy").asString()).contains("tc -s qdisc show dev lr-lbb");
  }

  @Test
  void aBucketThatDrops() {
    JsonNode told = explainedAfter(policed("300mbit"), "linux-bridge", bridge());

    assertFirst("a token bucket that drops, TCP", told, "LR-TCP-03");
    assertNamesTheBucket(told);
  }

  /** What is offered is little enough for a machine that has little time to send it in. */
  @Test
  void aBucketThatDropsDatagrams() {
    JsonNode told =
        explainedAfter(
            policed("60mbit"),
            "linux-bridge",
            "--networks",
            "linux-bridge",
            "--protocols",
            "udp",
            "--udp-rate",
            "100M");

    assertFirst("a token bucket that drops, UDP", told, "LR-UDP-02");
    assertNamesTheBucket(told);
  }

  @Test
  void aReceivingSocketThatOverflows() throws IOException {
    JsonNode told =
        explained(
            plan(
                "overflow", "linux-bridge", "same-host", "protocol: udp, rate: 1gbit, window: 4K"));

    assertFirst("a receive buffer of 4 KiB, UDP", told, "LR-UDP-01");
  }

  @Test
  void moreDatagramsThanTheWireCarries() {
    assertFirst(
        "60 Mbit/s offered to a wire of 30",
        explained(wire("udp", "30mbit", "--udp-rate", "60M")),
        "LR-RATE-02");
  }

  /**
   * A queue of two packets, which the wire would empty in time if they came evenly. But four
   * streams send three fragments at once, and begin together.
   */
  @Test
  void burstsThatAQueueCannotHold() throws IOException {
    String flow = "protocol: udp, streams: 4, rate: 15mbit, length: 4200";
    JsonNode told =
        explainedAfter(
            lab ->
                lab.in(
                    "h1", "tc", "qdisc", "replace", "dev", "eth0", "root", "tbf", "rate", "100mbit",
                    "burst", "1600", "limit", "3400"),
            "host",
            plan("bursts", "100mbit", "host", "cross-host", flow));

    assertFirst("a queue of two packets at 60 % of the wire", told, "LR-UDP-03");
  }

  /** The overlay's own endpoints have 1450; the router's word that 1500 is too much is lost. */
  @Test
  void anMtuOf1500OverAnOverlay() {
    JsonNode told =
        explainedAfter(
            lab -> {
              for (String end : List.of("vx-a", "vx-c")) {
                lab.in(end, "ip", "link", "set", "eth0", "mtu", "1500");
                lab.in(end, "iptables", "-A", "INPUT", "-p", "icmp", "-j", "DROP");
              }
            },
            "vxlan",
            "--networks",
            "vxlan",
            "--placements",
            "cross-host",
            "--protocols",
            "tcp");

    assertFirst("an MTU of 1500 over VXLAN, ICMP lost", told, "LR-MTU-01");
  }

  // --- proof ------------------------------------------------------------------------------------

  /** Measures with and without the cause, four trials of each, and gives what that showed. */
  private JsonNode shown(String run) {
    Outcome proven = linerate.run("explain", run, "--prove", "--trials", "4", "--format", "json");
    assertThat(proven.exit()).as(proven.text()).isZero();
    assertThat(proven.err()).contains("case 1/2", "case 2/2");
    JsonNode proof = JsonMapper.shared().readTree(proven.out()).path(0).path("proofs").path(0);
    assertThat(proof.path("verdict").asString()).as(proven.text()).isEqualTo("shown");
    assertThat(proof.path("effect").path("low").asDouble()).isGreaterThan(1);
    assertThat(proof.path("effect").path("n_changed").asInt()).isEqualTo(4);
    assertThat(proof.path("seen_again").asBoolean()).as(proven.text()).isTrue();
    return proof;
  }

  /** Found; proven by leaving it to the kernel; and proven as far as it went until Ctrl-C. */
  @Test
  void aTinySocketBuffer() throws IOException {
    JsonNode told = explained(plan("tiny", "host", "cross-host", "protocol: tcp, window: 4K"));
    assertFirst("a window of 4 KiB", told, "LR-TCP-01", "LR-TCP-02");
    String run = newest();

    assertInterruptedProofIsTold();

    JsonNode proof = shown(run);
    assertThat(proof.path("change").asString()).isEqualTo("window left to the kernel");
    // the experiment is a run like others, from which the proof can be read again
    Outcome again = linerate.run("explain", proof.path("run").asString());
    assertThat(again.out()).contains("window left to the kernel: ", "n=4+4");
  }

  private void assertInterruptedProofIsTold() {
    Running proving = linerate.start("explain", "--prove", "--trials", "20").awaitErr("trial 4/20");
    proving.signal("INT");
    Outcome told = proving.end();

    assertThat(told.exit()).as(told.text()).isEqualTo(130);
    assertThat(told.out()).containsPattern("window left to the kernel: .*, n=[3-5]\\+[3-5]");
  }

  /** The run that was measured last. */
  private String newest() {
    return linerate.run("results", "list").out().lines().toList().get(1).split(" ", 2)[0];
  }
}
