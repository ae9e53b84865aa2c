package dev.linerate.cli.progress;

import dev.linerate.run.RunEvent.TrialPosition;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The line a trial is shown by, as full as the terminal is wide. It wraps nowhere, since a line
 * that wraps could not be drawn over.
 *
 * @param rates as a sparkline
 * @param whole from the trial's start until the run's last trial has ended, estimated
 */
record LiveLine(
    TrialPosition at, double bitsPerSecond, Sparkline rates, Duration elapsed, Duration whole) {
  private static final String BETWEEN = "  ";
  private static final int FEWER_SPARKS = 8;

  /** The fullest form that fits in so many columns. */
  String text(int columns) {
    String position = Lines.position(at);
    String network = counts() + " " + at.spec().network();
    List<String> forms =
        List.of(
            line(position, rate(Sparkline.LONGEST), time(), Lines.left(remaining())),
            line(position, rate(Sparkline.LONGEST), Lines.left(remaining())),
            line(brief(), rate(FEWER_SPARKS), left()),
            line(brief(), rate(0), left()),
            line(network, rate(0), left()),
            line(network, rate(0)));
    return forms.stream()
        .filter(form -> form.length() <= columns)
        .findFirst()
        .orElseGet(() -> cut(forms.getLast(), columns));
  }

  /** A line that is too long ends in an ellipsis. */
  static String cut(String line, int columns) {
    return line.length() <= columns ? line : line.substring(0, Math.max(0, columns - 1)) + "…";
  }

  private static String line(String... parts) {
    return Stream.of(parts)
        .filter(part -> !part.isEmpty())
        .map(part -> BETWEEN + part)
        .collect(Collectors.joining());
  }

  /** {@code 5/14 docker-overlay cross-host tcp 2/3}. */
  private String brief() {
    return counts() + " " + at.label() + " " + at.repeat() + "/" + at.repeats();
  }

  private String counts() {
    return at.position() + "/" + at.cases();
  }

  /** Empty before the first sample, which is not a rate of 0. */
  private String rate(int sparks) {
    return rates.isEmpty()
        ? ""
        : new BitRate(Math.max(0, bitsPerSecond)) + (sparks > 0 ? " " + rates.last(sparks) : "");
  }

  private String time() {
    Duration all = at.spec().flow().sending();
    return String.format(
        Locale.ROOT,
        "%.0f of %.0f s",
        Math.min(Durations.seconds(elapsed), Durations.seconds(all)),
        Durations.seconds(all));
  }

  private String left() {
    return Durations.human(remaining()) + " left";
  }

  private Duration remaining() {
    Duration remaining = whole.minus(elapsed);
    return remaining.isNegative() ? Duration.ZERO : remaining;
  }
}
