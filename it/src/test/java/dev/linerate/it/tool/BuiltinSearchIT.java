package dev.linerate.it.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import dev.linerate.it.Requirements;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.result.Search;
import dev.linerate.search.SearchGoal;
import dev.linerate.tool.BuiltinTool;
import dev.linerate.tool.InterruptedMeasurement;
import dev.linerate.tool.Measurement;
import dev.linerate.unit.ByteCount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for the highest rate without loss, through a link of 100 Mbit/s. */
class BuiltinSearchIT {
  /** So much that a machine which leaves a thread waiting for some 50 ms of a second finds it. */
  private static final double LOSS_RATIO = 0.05;

  private static final int DATAGRAM = 1400;

  /** tc-tbf counts the Ethernet, IP and UDP headers. */
  private static final double CAPACITY = 100e6 * DATAGRAM / (DATAGRAM + 14 + 20 + 8);

  /** What the link's bucket and queue take beyond its rate, bit/s over a test of one second. */
  private static final double QUEUED = 8 * (10_240 + 131_072);

  private static Optional<TwoNamespaces> namespaces = Optional.empty();

  private final BuiltinTool tool = new BuiltinTool();

  @BeforeAll
  static void setUp(@TempDir Path state) {
    Requirements.need("netns");
    Host host = new LocalHost(state, Map.of());
    TwoNamespaces made = new TwoNamespaces(host);
    namespaces = Optional.of(made);
    made.limitLeftRate("100mbit", "128kb");
  }

  @AfterAll
  static void tearDown() {
    namespaces.ifPresent(TwoNamespaces::close);
  }

  @AfterEach
  void noThreadIsLeftInANamespace() {
    ThreadsElsewhere.none();
  }

  private static Flow flow(Duration duration) {
    Flow f = Flow.of(Protocol.UDP, duration);
    return new Flow(
        f.protocol(),
        f.direction(),
        f.streams(),
        new Rate.Search(LOSS_RATIO),
        Optional.of(new ByteCount(DATAGRAM)),
        Optional.of(new ByteCount(4 << 20)),
        f.mss(),
        f.congestion(),
        f.zerocopy(),
        f.duration(),
        f.omit(),
        f.interval());
  }

  /** What arrives at the rate that is found is the link's rate, to what the goal may lose. */
  @Test
  void findsTheRateOfTheLink() {
    Measurement measured =
        tool.measure(
            namespaces.orElseThrow().client(),
            namespaces.orElseThrow().server(),
            flow(Duration.ofSeconds(3)),
            _ -> {});

    assertThat(measured.failure()).isEmpty();
    Search search = measured.search().orElseThrow();
    assertThat(search.unmet()).isEmpty();
    assertThat(measured.totals().orElseThrow().bitsPerSecond())
        .isBetween(
            CAPACITY * (1 - LOSS_RATIO - SearchGoal.DEFAULT_WIDTH),
            (CAPACITY + QUEUED) * (1 + SearchGoal.DEFAULT_WIDTH));
    double lower = search.lower().orElseThrow().bitsPerSecond();
    double upper = search.upper().orElseThrow().bitsPerSecond();
    assertThat(upper - lower).isBetween(1.0, SearchGoal.DEFAULT_WIDTH * upper + 1);
  }

  @Test
  void anInterruptKeepsTheBoundsSoFar() {
    InterruptedMeasurement interrupted =
        catchThrowableOfType(
            InterruptedMeasurement.class,
            () ->
                tool.measure(
                    namespaces.orElseThrow().client(),
                    namespaces.orElseThrow().server(),
                    flow(Duration.ofMinutes(1)),
                    _ -> Thread.currentThread().interrupt()));

    assertThat(interrupted).isNotNull();
    assertThat(Thread.interrupted()).isFalse();
    Search search = interrupted.partial().search().orElseThrow();
    assertThat(search.tests()).isPositive();
    assertThat(search.unmet()).contains("the search was interrupted");
    assertThat(interrupted.partial().intervals()).hasSize(2 * search.tests());
    assertThat(interrupted.partial().totals()).isEmpty();
  }
}
