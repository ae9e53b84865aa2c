package dev.linerate.cli.progress;

import dev.linerate.result.Status;
import dev.linerate.run.RunEvent;
import dev.linerate.run.RunListener;
import java.io.PrintStream;
import java.time.Duration;

/**
 * One line at the bottom that redraws itself: case, trial, rate with its sparkline, time left.
 * Trials that went well leave no line behind; the table says it all in the end.
 */
public final class LiveProgress implements RunListener {
  private static final String CLEAR = "\r\033[K";

  private final PrintStream out;
  private final int columns;
  private Sparkline sparkline = new Sparkline();
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
        sparkline = new Sparkline();
        left = e.left();
        draw(new LiveLine(e.at(), 0, sparkline, Duration.ZERO, left).text(columns - 1));
      }
      case RunEvent.Live e -> {
        sparkline.add(e.bitsPerSecond());
        draw(
            new LiveLine(e.at(), e.bitsPerSecond(), sparkline, e.elapsed(), left)
                .text(columns - 1));
      }
      case RunEvent.TrialDone e when e.trial().status() == Status.MEASURED -> out.print(CLEAR);
      default -> Lines.lasting(event).ifPresent(line -> out.println(CLEAR + line));
    }
    out.flush();
  }

  /** The last column stays free: some terminals wrap when it is written. */
  private void draw(String line) {
    out.print(CLEAR + LiveLine.cut(line, columns - 1));
  }
}
