package dev.linerate.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Status;
import dev.linerate.result.Topology;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import dev.linerate.run.RunEvent;
import dev.linerate.run.RunEvent.TrialPosition;
import dev.linerate.run.RunListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  private static final String CLEAR = "\r\033[K";
  private static final TrialPosition AT =
      new TrialPosition(
          new CaseSpec(
              "docker-overlay",
              Placement.CROSS_HOST,
              Flow.of(Protocol.TCP, Duration.ofSeconds(10)),
              Pinning.NONE),
          Optional.empty(),
          7,
          5,
          14,
          2,
          3);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String shown(RunListener progress, RunEvent... events) {
    List.of(events).forEach(progress::on);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private String live(int columns, RunEvent... events) {
    return shown(new LiveProgress(out, columns), events);
  }

  private String plain(RunEvent... events) {
    return shown(new PlainProgress(out), events);
  }

  /** What stands in the last line of the screen. */
  private static String lastLine(String shown) {
    return shown.substring(shown.lastIndexOf(CLEAR) + CLEAR.length());
  }

  private static RunEvent[] tenSamples() {
    RunEvent[] events = new RunEvent[11];
    events[0] = new RunEvent.TrialStarted(AT, Duration.ofMinutes(4));
    for (int i = 1; i <= 10; i++) {
      events[i] = new RunEvent.Live(AT, 921e6, Duration.ofMillis(300L * i));
    }
    return events;
  }

  private static RunEvent.TrialDone done(Optional<String> failure, OptionalLong lost) {
    OptionalLong none = OptionalLong.empty();
    OptionalDouble no = OptionalDouble.empty();
    OptionalLong packets = lost.isPresent() ? OptionalLong.of(1000) : none;
    Totals totals =
        new Totals(10, 1_250_000_000, 1_250_000_000, none, no, lost, packets, none, no, no);
    return new RunEvent.TrialDone(
        AT,
        new Trial(
            2,
            Instant.EPOCH,
            failure.isEmpty() ? Status.MEASURED : Status.FAILED,
            failure,
            failure.isEmpty() ? Optional.of(totals) : Optional.empty(),
            List.of(),
            "iperf 3.12",
            List.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 40, 60, 79, 80, 81, 100, 120, 300})
  void noLineIsAsWideAsTheTerminalForThenItWouldWrap(int columns) {
    for (String line : live(columns, tenSamples()).split(Pattern.quote(CLEAR), -1)) {
      assertThat(line.length()).isLessThan(columns);
    }
  }

  @Test
  void aTerminalThatSaysItIsTinyIsWrittenToAllTheSame() {
    assertThat(lastLine(live(1, tenSamples()))).isEqualTo("…");
  }

  @Test
  void moreTimeThanPlannedCountsNoFurther() {
    assertThat(live(120, new RunEvent.Live(AT, -1, Duration.ofSeconds(12))))
        .contains("0 bit/s ▁")
        .contains("10 of 10 s  about 0 s left");
  }

  @Test
  void aNewTrialStartsItsBarsAnew() {
    RunEvent[] first = tenSamples();
    LiveProgress progress = new LiveProgress(out, 120);
    shown(progress, first);
    bytes.reset();
    assertThat(shown(progress, first[0], first[1])).contains("921 Mbit/s █ ");
  }

  @Test
  void aTrialThatWentWellLeavesNoLineOnATerminal() {
    assertThat(live(100, done(Optional.empty(), OptionalLong.empty()))).isEqualTo(CLEAR);
  }

  @Test
  void aTrialThatFailedStays() {
    assertThat(live(100, done(Optional.of("no route to host"), OptionalLong.empty())))
        .isEqualTo(
            CLEAR
                + "✗ case 5/14 docker-overlay cross-host tcp  trial 2/3  failed: no route to host\n");
  }

  @Test
  void stepsAreDrawnOverByTheirEnd() {
    assertThat(
            live(
                100,
                new RunEvent.StepStarted("3 lab hosts"),
                new RunEvent.StepDone("3 lab hosts", Duration.ofMillis(940))))
        .isEqualTo(CLEAR + "  3 lab hosts …" + CLEAR + "✓ 3 lab hosts  0.9 s\n");
  }

  @Test
  void plainLinesCarryNoControlCharacters() {
    String text =
        plain(
            new RunEvent.StepStarted("3 lab hosts"),
            new RunEvent.StepDone("3 lab hosts", Duration.ofMillis(940)),
            new RunEvent.TrialStarted(AT, Duration.ofMinutes(4)),
            new RunEvent.Live(AT, 1e9, Duration.ofSeconds(1)),
            done(Optional.empty(), OptionalLong.of(9)),
            new RunEvent.Warning("a killed run left things behind"));
    assertThat(text)
        .isEqualTo(
            """
            3 lab hosts …
            ✓ 3 lab hosts  0.9 s
            ✓ case 5/14 docker-overlay cross-host tcp  trial 2/3  1.00 Gbit/s, 0.90 % lost
            ! a killed run left things behind
            """);
    assertThat(text.chars()).noneMatch(c -> c < ' ' && c != '\n');
  }

  @Test
  void aRoundIsAnnouncedWithItsFirstCaseOnly() {
    TrialPosition first = new TrialPosition(AT.spec(), Optional.empty(), 3, 1, 14, 2, 3);
    assertThat(plain(new RunEvent.TrialStarted(first, Duration.ofMinutes(4))))
        .isEqualTo("round 2/3, about 4 min left\n");
  }

  @Test
  void trialsSayTheirToolWhereThereAreSeveral() {
    TrialPosition at = new TrialPosition(AT.spec(), Optional.of("iperf3"), 8, 6, 14, 2, 3);
    assertThat(Lines.position(at))
        .isEqualTo("case 6/14 docker-overlay cross-host tcp iperf3  trial 2/3");
  }

  @Test
  void networksSayHowTheyWentAndWhy() {
    NetworkRecord built =
        new NetworkRecord(
            "vxlan",
            Status.MEASURED,
            Optional.empty(),
            "kernel",
            List.of(),
            Topology.EMPTY,
            List.of());
    assertThat(
            plain(
                new RunEvent.NetworkDone(built, Duration.ofMillis(1250)),
                network("macvlan", Status.SKIPPED, "no module"),
                network("ovs-bridge", Status.FAILED, "no space")))
        .isEqualTo(
            """
            ✓ vxlan (kernel)  1.3 s
            – macvlan skipped: no module
            ✗ ovs-bridge not built: no space
            """);
  }

  private static RunEvent network(String driver, Status status, String reason) {
    return new RunEvent.NetworkDone(NetworkRecord.unbuilt(driver, status, reason), Duration.ZERO);
  }
}
