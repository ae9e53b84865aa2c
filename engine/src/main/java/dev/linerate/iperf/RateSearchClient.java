package dev.linerate.iperf;

import dev.linerate.fault.LinerateException;
import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import dev.linerate.search.RateSearch;
import dev.linerate.search.SearchLimits;
import dev.linerate.search.Trial;
import dev.linerate.search.TrialResult;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Finds the highest UDP rate that arrives without loss: a test against a server for each trial that
 * {@link RateSearch} asks for.
 */
public final class RateSearchClient {
  private static final int PROBE_SECONDS = 1;

  /**
   * The search may go this much beyond what the probe sent: a cold sender is slow, and where the
   * sender ends is to be seen.
   */
  private static final double BEYOND_PROBE = 3;

  /** The lowest load is this share of the highest … */
  private static final int RANGE = 1000;

  /** … and has at least this many datagrams in a full-length trial, so that loss can show. */
  private static final int LEAST_DATAGRAMS = 100;

  /** A trial whose sender is slower than this many times its duration is cut short. */
  private static final int SLOWEST = 4;

  private static final Duration AROUND = Duration.ofSeconds(10);

  /** How long a server may not listen after a test: iperf3's closes its port between two. */
  private static final Duration NEXT_TEST = Duration.ofSeconds(1);

  private static final long PAUSE_NANOS = 10_000_000;
  private static final String INTERRUPTED = "the search was interrupted";

  private final RateSearchOptions options;
  private final Consumer<TrialResult> progress;

  /**
   * A search that says what happens while it happens.
   *
   * @param progress hears of each trial, in the thread of {@link #run}
   */
  public RateSearchClient(RateSearchOptions options, Consumer<TrialResult> progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Searches. An interrupt of the calling thread ends it with the bounds so far, and stays set.
   *
   * @throws LinerateException when the first test did not begin, or came to nothing
   */
  public RateSearchReport run() {
    TestReport probe = probe();
    Parameters test = probe.start().parameters();
    RateSearch search = new RateSearch(options.goal(), limits(probe));
    Optional<String> error = trials(search, test);
    search.stop();
    return new RateSearchReport(options, probe.start(), search.result(), error);
  }

  private TestReport probe() {
    Pace pace = Pace.of(perStream(options.maxBits().orElse(0)));
    TestReport report =
        run(
            options.client().parameters().withAmount(Amount.ofSeconds(PROBE_SECONDS)),
            pace,
            Duration.ofSeconds(PROBE_SECONDS));
    if (report.error().isPresent() || report.sent().isEmpty()) {
      throw LinerateException.internal(
          "the first test of the search came to nothing: "
              + report.error().orElse("the sender did not say what it sent"),
          "");
    }
    return report;
  }

  private SearchLimits limits(TestReport probe) {
    long reached = (long) (BEYOND_PROBE * probe.sent().orElseThrow().bitsPerSecond());
    long most = Math.max(1, options.maxBits().orElse(reached));
    double datagramBits = 8.0 * probe.start().parameters().effectiveBlockBytes();
    long resolved =
        (long) (LEAST_DATAGRAMS * datagramBits / Durations.seconds(options.goal().finalTrial()));
    long least = Math.clamp(Math.max(most / RANGE, resolved), 1, most);
    return new SearchLimits(least, most, options.time(), SearchLimits.DEFAULT_TRIALS);
  }

  /** Until the search ends: then nothing, or why it broke off. */
  private Optional<String> trials(RateSearch search, Parameters test) {
    for (Optional<Trial> trial = search.next(); trial.isPresent(); trial = search.next()) {
      try {
        Optional<TrialResult> result = measure(trial.get(), test);
        if (result.isEmpty()) {
          return Optional.of(INTERRUPTED);
        }
        search.add(result.get());
        progress.accept(result.get());
      } catch (LinerateException e) {
        return Optional.of(
            Thread.currentThread().isInterrupted() ? INTERRUPTED : String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }

  // --- a trial ----------------------------------------------------------------------------------

  /** Empty when it was interrupted. */
  private Optional<TrialResult> measure(Trial wanted, Parameters test) {
    Trial trial = possible(wanted, test);
    double seconds = Durations.seconds(trial.duration());
    int bytes = test.effectiveBlockBytes();
    long datagrams = Math.max(1, Math.round(trial.bitsPerSecond() * seconds / (8.0 * bytes)));
    long began = System.nanoTime();
    TestReport report =
        runNext(
            test.withAmount(amount(trial, test, datagrams)),
            Pace.of(perStream(trial.bitsPerSecond())),
            trial.duration());
    Duration spent = Duration.ofNanos(System.nanoTime() - began);
    if (Thread.currentThread().isInterrupted()) {
      return Optional.empty();
    }
    StreamTotals sent = counted(report, report.sent());
    StreamTotals received = counted(report, report.received());
    return Optional.of(
        new TrialResult(
            trial,
            datagrams,
            sent.bytes() / bytes,
            received.bytes() / bytes,
            Duration.ofNanos(Math.round(sent.seconds() * 1e9)),
            spent));
  }

  private static StreamTotals counted(TestReport report, Optional<StreamTotals> totals) {
    return totals.orElseThrow(() ->
        LinerateException.internal(
            "a trial broke off: " + report.error().orElse("an end did not say what it counted"),
            ""));
  }

  /**
   * A number of datagrams, as RFC 2544 has it; a server's number would never be known to be
   * complete where one is lost, so that it sends for whole seconds.
   */
  private static Amount amount(Trial trial, Parameters test, long datagrams) {
    return test.direction() == Direction.REVERSE
        ? Amount.ofSeconds(Math.toIntExact(trial.duration().toSeconds()))
        : Amount.ofBlocks(datagrams);
  }

  private static Trial possible(Trial wanted, Parameters test) {
    long seconds = Math.ceilDiv(wanted.duration().toMillis(), 1000);
    return test.direction() == Direction.REVERSE
        ? new Trial(wanted.bitsPerSecond(), Duration.ofSeconds(seconds))
        : wanted;
  }

  private long perStream(long bitsPerSecond) {
    return Math.ceilDiv(bitsPerSecond, options.client().parameters().streams());
  }

  /** After another test with that server. */
  private TestReport runNext(Parameters test, Pace pace, Duration duration) {
    Deadline ready = Deadline.after(NEXT_TEST);
    while (true) {
      try {
        return run(test, pace, duration);
      } catch (LinerateException e) {
        if (!refused(e) || ready.passed() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private static boolean refused(LinerateException e) {
    return e.getCause() instanceof LinuxException failed && failed.errno() == Errno.ECONNREFUSED;
  }

  private TestReport run(Parameters test, Pace pace, Duration duration) {
    ClientOptions client =
        options.client().withParameters(test.withPace(pace)).withInterval(Duration.ZERO);
    Duration most = duration.multipliedBy(SLOWEST).plus(AROUND);
    try (Client trial = new Client(client);
        Cutoff _ = Cutoff.after(most, trial::close)) {
      return trial.run();
    }
  }
}
