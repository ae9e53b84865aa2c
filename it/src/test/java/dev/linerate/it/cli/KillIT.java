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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SIGKILL in the middle of a quickstart, at 20 points: afterwards {@code linerate cleanup} leaves
 * nothing.
 */
class KillIT {
  private static final String[] QUICKSTART = {
    "run", "quickstart", "--duration", "1s", "--repeat", "1", "--protocols", "tcp"
  };

  /** How long the phases of a run take that is left alone, in order. */
  private static final List<Duration> LENGTHS = new ArrayList<>();

  private static final AtomicBoolean WARNED = new AtomicBoolean();

  @AutoClose private final Sandbox sandbox = new Sandbox();
  private final Linerate linerate = Linerate.in(sandbox);
  private final MachineState before = MachineState.now();

  /**
   * Where a run is killed: after a line it says, when a share of that phase has passed.
   *
   * @param from what it says when the phase begins; empty for the start of the process
   * @param until what it says when the phase has ended; empty for the end of the process
   */
  record Phase(String name, String from, String until, int points) {}

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

  /**
   * @param number 1 … 20
   * @param phase its place in {@link #PHASES}
   * @param part which of the phase's points
   */
  record Point(int number, int phase, int part) {
    Phase of() {
      return PHASES.get(phase);
    }

    /** Since the phase began: the middle of its part. */
    Duration into() {
      return LENGTHS.get(phase).multipliedBy(2L * part + 1).dividedBy(2L * of().points());
    }

    @Override
    public String toString() {
      return number + ", in " + of().name();
    }
  }

  static List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (int phase = 0; phase < PHASES.size(); phase++) {
      for (int part = 0; part < PHASES.get(phase).points(); part++) {
        points.add(new Point(points.size() + 1, phase, part));
      }
    }
    assertThat(points).hasSize(20);
    return points;
  }

  /** Runs to the end and notes how long each phase took. */
  @BeforeAll
  static void undisturbed() {
    Requirements.need("netns", "docker", "ovs", "iperf3");
    MachineState before = MachineState.now();
    try (Sandbox sandbox = new Sandbox()) {
      Running run = Linerate.in(sandbox).start(QUICKSTART);
      for (Phase phase : PHASES) {
        long start = System.nanoTime();
        if (phase.until().isEmpty()) {
          assertWhole(run.end());
        } else {
          run.awaitErr(phase.until());
        }
        LENGTHS.add(since(start));
        System.out.printf("undisturbed: %-9s %s%n", phase.name(), LENGTHS.getLast());
      }
      before.assertRestored(sandbox);
    }
  }

  private static void assertWhole(Outcome ended) {
    assertThat(ended.out()).as(ended.text()).contains("docker-overlay", "ovs-overlay");
    assertThat(ended.exit()).as(ended.text()).isZero();
  }

  @ParameterizedTest
  @MethodSource("points")
  void nothingIsLeftOfAKilledRun(Point point) {
    Phase phase = point.of();
    Running run = started(phase);
    long begun = System.nanoTime();
    boolean hit = run.stillRunsAfter(point.into());
    Duration reached = since(begun);
    run.kill();
    List<String> said = run.err().lines().toList();
    if (phase.name().equals("traffic")) {
      assertMeasuredIsKept(said.stream().filter(line -> line.startsWith("✓ case")).count());
      if (!WARNED.getAndSet(true)) {
        assertNextRunWarns();
      }
    }
    long start = System.nanoTime();
    Outcome cleanup = linerate.run("cleanup");
    assertThat(cleanup.exit()).as(cleanup.text()).isZero();
    before.assertRestored(sandbox);
    System.out.printf(
        "point %s: killed %s into it%s, last said \"%s\"; clean-up took %s: %s%n",
        point,
        reached,
        hit ? "" : " (had ended)",
        said.isEmpty() ? "" : said.getLast(),
        since(start),
        kinds(cleanup));
    assertThat(linerate.run("cleanup").out()).startsWith("Nothing to clean up");
  }

  /** A run in which a phase begins. */
  private Running started(Phase phase) {
    Running run = linerate.start(QUICKSTART);
    if (AFTER_TRAFFIC.contains(phase.name())) {
      run.awaitErr("round 1/1").signal("INT");
    }
    return phase.from().isEmpty() ? run : run.awaitErr(phase.from());
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
