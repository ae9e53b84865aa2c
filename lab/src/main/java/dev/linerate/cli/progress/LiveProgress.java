package dev.linerate.cli.progress;

import dev.linerate.result.Status;
import dev.linerate.run.RunEvent;
import dev.linerate.run.RunListener;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Durations;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * One line at the bottom that redraws itself: case, trial, rate with its sparkline, time left.
 * Trials that went well leave no line behind; the table says it all in the end.
 */
public final class LiveProgress implements RunListener {
  private static final String CLEAR = "\r\033[K";
  private static final int SPARKS = 20;

  private final PrintStream out;
  private final int columns;
  private Sparkline sparkline = new Sparkline(SPARKS);
  private Duration left = Duration.ZERO;

  public LiveProgress(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public synchronized void on(RunEvent event) {
    switch (event) {
      case RunEvent.StepStarted e -> draw("  " + e.text() + " …");
      case RunEvent.TrialStarted e -> {
        sparkline = new Sparkline(SPARKS);
        left = e.left();
        draw("  " + Lines.position(e.at()) + "  " + Lines.left(left));
      }
      case RunEvent.Live e -> {
        sparkline.add(e.bitsPerSecond());
        draw(live(e));
      }
      case RunEvent.TrialDone e when e.trial().status() == Status.MEASURED -> out.print(CLEAR);
      default -> Lines.lasting(event).ifPresent(line -> out.println(CLEAR + line));
    }
    out.flush();
  }

  private String live(RunEvent.Live e) {
    double seconds = Durations.seconds(e.elapsed());
    double all =
        Durations.seconds(e.at().spec().flow().duration().plus(e.at().spec().flow().omit()));
    Duration remaining = left.minus(e.elapsed());
    return String.format(
        Locale.ROOT,
        "  %s  %s %s  %.0f of %.0f s  %s",
        Lines.position(e.at()),
        new BitRate(Math.max(0, e.bitsPerSecond())),
        sparkline,
        Math.min(seconds, all),
        all,
        Lines.left(remaining.isNegative() ? Duration.ZERO : remaining));
  }

  /** A line that wraps could not be drawn over. */
  private void draw(String line) {
    int most = Math.max(20, columns - 1);
    out.print(CLEAR + (line.length() > most ? line.substring(0, most - 1) + "…" : line));
  }
}
