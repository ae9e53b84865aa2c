package dev.linerate.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.it.Requirements;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Running;
import dev.linerate.it.support.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL in the middle of a quickstart, at 20 points: afterwards {@code linerate cleanup} leaves
 * nothing.
 */
class KillIT {
  private static final String[] QUICKSTART = {
    "run", "quickstart", "--duration", "1s", "--repeat", "1", "--protocols", "tcp"
  };

  @AutoClose private final Sandbox sandbox = new Sandbox();
  private final Linerate linerate = Linerate.in(sandbox);
  private final MachineState before = MachineState.now();
  private boolean warned;

  /**
   * Where a run is killed: after a line it says, when a share of that phase has passed.
   *
   * @param from what it says when the phase begins; empty for the start of the process
   * @param until what it says when the phase has ended; empty for the end of the process
   */
  private record Phase(String name, String from, String until, int points) {}

  private static final List<Phase> PHASES =
      List.of(
          new Phase("start", "", "lab hosts on a", 2),
          new Phase("lab hosts", "lab hosts on a", "building host", 2),
          new Phase("networks", "building host", "round 1/1", 7),
          new Phase("traffic", "round 1/1", "removing networks", 4),
          new Phase("teardown", "removing networks", "networks and lab hosts removed", 4),
          new Phase("report", "networks and lab hosts removed", "", 1));

  /** Come sooner, and are no different, after Ctrl-C. */
  private static final Set<String> AFTER_TRAFFIC = Set.of("teardown", "report");

  @BeforeAll
  static void requirements() {
    Requirements.need("netns", "docker", "ovs", "iperf3");
  }

  @Test
  void nothingIsLeftOfARunKilledAtTwentyPoints() {
    long start = System.nanoTime();
    List<Duration> lengths = undisturbed();
    assertThat(PHASES.stream().mapToInt(Phase::points).sum()).isEqualTo(20);
    int point = 0;
    for (int i = 0; i < PHASES.size(); i++) {
      Phase phase = PHASES.get(i);
      for (int k = 0; k < phase.points(); k++) {
        Duration into = lengths.get(i).multipliedBy(2L * k + 1).dividedBy(2L * phase.points());
        killed(++point, phase, into);
      }
    }
    System.out.printf("20 points in %s%n", since(start));
  }

  /** Runs to the end and gives how long each phase took. */
  private List<Duration> undisturbed() {
    List<Duration> lengths = new ArrayList<>();
    Running run = linerate.start(QUICKSTART);
    long start = System.nanoTime();
    for (Phase phase : PHASES) {
      Outcome ended = phase.until().isEmpty() ? run.end() : null;
      if (ended == null) {
        run.awaitErr(phase.until());
      } else {
        assertThat(ended.out()).as(ended.text()).contains("docker-overlay", "ovs-overlay");
        assertThat(ended.exit()).as(ended.text()).isZero();
      }
      lengths.add(Duration.ofNanos(System.nanoTime() - start));
      start = System.nanoTime();
      System.out.printf("undisturbed: %-9s %s%n", phase.name(), lengths.getLast());
    }
    before.assertRestored(sandbox);
    return lengths;
  }

  private void killed(int point, Phase phase, Duration into) {
    long start = System.nanoTime();
    Running run = linerate.start(QUICKSTART);
    if (AFTER_TRAFFIC.contains(phase.name())) {
      run.awaitErr("round 1/1").signal("INT");
    }
    if (!phase.from().isEmpty()) {
      run.awaitErr(phase.from());
    }
    boolean hit = run.stillRunsAfter(into);
    Duration reached = since(start);
    run.kill();
    List<String> said = run.err().lines().toList();
    if (phase.name().equals("traffic")) {
      assertMeasuredIsKept(said.stream().filter(line -> line.startsWith("✓ case")).count());
    }
    if (phase.name().equals("traffic") && !warned) {
      warned = true;
      assertNextRunWarns();
    }
    start = System.nanoTime();
    Outcome cleanup = linerate.run("cleanup");
    assertThat(cleanup.exit()).as(cleanup.text()).isZero();
    before.assertRestored(sandbox);
    System.out.printf(
        "point %2d: killed in %-9s at %s%s, last said \"%s\"; clean-up took %s: %s%n",
        point,
        phase.name(),
        reached,
        hit ? "" : " (had ended)",
        said.isEmpty() ? "" : said.getLast(),
        since(start),
        kinds(cleanup));
    assertThat(linerate.run("cleanup").out()).startsWith("Nothing to clean up");
  }

  /** The results file of a killed run opens and has every trial that was told. */
  private void assertMeasuredIsKept(long trials) {
    String newest = linerate.run("results", "list").out().lines().skip(1).findFirst().orElse("");
    Matcher counted = Pattern.compile(" running +(\\d+) of 10").matcher(newest);
    assertThat(counted.find()).as(newest).isTrue();
    // one may have been stored and not yet told
    long kept = Long.parseLong(counted.group(1));
    assertThat(kept).isBetween(trials, trials + 1);
    Outcome shown = linerate.run("results", "show");
    assertThat(shown.exit()).as(shown.text()).isZero();
    assertThat(shown.out())
        .containsPattern(kept > 0 ? "  host +\\d" : "the run ended before its first trial");
  }

  /** It can run beside what was left, and says how to remove that. */
  private void assertNextRunWarns() {
    String left = String.join(", ", linerate.sandbox().leftovers());
    Outcome next =
        linerate.run(
            "run",
            "kernel-only",
            "--networks",
            "linux-bridge",
            "--protocols",
            "tcp",
            "--duration",
            "1s",
            "--repeat",
            "1",
            "--no-report");
    assertThat(next.exit()).as(next.text()).isZero();
    assertThat(next.err())
        .contains("a killed run left things behind (" + left + ")", "linerate cleanup");
    assertThat(linerate.sandbox().leftovers()).hasSize(1).containsExactly(left);
  }

  /** What was removed, counted by its first word. */
  private static String kinds(Outcome cleanup) {
    List<String> words =
        cleanup
            .out()
            .lines()
            .filter(line -> line.startsWith("  "))
            .map(line -> line.strip().split(" ", 2)[0])
            .toList();
    return words.stream()
        .distinct()
        .map(word -> words.stream().filter(word::equals).count() + " " + word)
        .reduce((a, b) -> a + ", " + b)
        .orElse("nothing");
  }

  private static Duration since(long start) {
    return Duration.ofMillis((System.nanoTime() - start) / 1_000_000);
  }
}
