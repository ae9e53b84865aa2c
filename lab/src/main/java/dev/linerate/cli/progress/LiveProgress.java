package dev.linerate.cli.progress;

import dev.linerate.result.Status;
import dev.linerate.run.RunEvent;
import dev.linerate.run.RunListener;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Durations;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One line at the bottom that redraws itself: case, trial, rate with its sparkline, time left.
 * Trials that went well leave no line behind; the table says it all in the end.
 */
public final class LiveProgress implements RunListener {
  private static final String CLEAR = "\r\033[K";
  private static final int SPARKS = 20;
  private static final int FEWEST_SPARKS = 4;
  private static final int NARROWEST = 20;

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
        String full = "  " + Lines.position(e.at()) + "  " + Lines.left(left);
        draw(full.length() <= most() ? full : "  " + Lines.briefPosition(e.at()));
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

  /** The fullest form that fits: rate and case come first, then time left, then all of it. */
  private String live(RunEvent.Live e) {
    String position = Lines.position(e.at());
    String brief = Lines.briefPosition(e.at());
    String rate = new BitRate(Math.max(0, e.bitsPerSecond())).toString();
    String rest = "  " + Lines.left(left.minus(e.elapsed()));
    String all = "  " + time(e) + rest;
    return Stream.of(
            new Form(position, rate, all),
            new Form(brief, rate, all),
            new Form(brief, rate, rest),
            new Form(brief, rate, ""))
        .filter(form -> form.room(most()) >= FEWEST_SPARKS)
        .findFirst()
        .map(form -> form.with(sparkline.last(form.room(most()))))
        .orElse("  " + rate + "  " + brief);
  }

  /** A line with a place for the sparkline behind the rate. */
  private record Form(String position, String rate, String rest) {
    String with(String sparks) {
      return "  " + position + "  " + rate + " " + sparks + rest;
    }

    int room(int most) {
      return most - with("").length();
    }
  }

  private static String time(RunEvent.Live e) {
    Duration all = e.at().spec().flow().duration().plus(e.at().spec().flow().omit());
    return String.format(
        Locale.ROOT,
        "%.0f of %.0f s",
        Math.min(Durations.seconds(e.elapsed()), Durations.seconds(all)),
        Durations.seconds(all));
  }

  /** A line that wraps could not be drawn over. */
  private void draw(String line) {
    out.print(CLEAR + (line.length() > most() ? line.substring(0, most() - 1) + "…" : line));
  }

  /** A terminal wraps when its last column is written to. */
  private int most() {
    return Math.max(NARROWEST, columns - 1);
  }
}
