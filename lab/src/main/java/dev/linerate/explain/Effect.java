package dev.linerate.explain;

import dev.linerate.analysis.RatioInterval;
import java.util.Locale;
import java.util.Optional;

/**
 * What a change did: how many times as much the changed case delivers as the original, from the
 * trials of both. A trial, not an interval of it, is one observation.
 *
 * @param times ratio of the medians, with the interval that holds the true one in 95 of 100
 *     experiments; 1 is no effect
 */
public record Effect(Measure measure, RatioInterval times) {
  /** From here on an effect is a factor, not a percentage. */
  private static final double FACTOR = 3;

  /** Empty with fewer than three trials of either, and where a case delivered nothing. */
  static Optional<Effect> of(Measure measure, double[] original, double[] changed) {
    return RatioInterval.of(original, changed).map(times -> new Effect(measure, times));
  }

  /** Whether the whole interval is above no effect. */
  public boolean better() {
    return times.low() > 1;
  }

  /** Whether it is below. */
  public boolean worse() {
    return times.high() < 1;
  }

  /** {@code +28 % [24, 33], n=7+7}; {@code 35 times [33, 37], n=7+7}. */
  public String text() {
    return "%s%s [%s, %s], n=%d+%d"
        .formatted(
            typical(),
            measure.suffix(),
            number(times.low()),
            number(times.high()),
            times.from(),
            times.to());
  }

  private String typical() {
    if (isFactor()) {
      return number(times.ratio()) + " times";
    }
    String percent = number(times.ratio());
    boolean signed = percent.startsWith("−") || percent.equals("0");
    return (signed ? percent : "+" + percent) + " %";
  }

  private boolean isFactor() {
    return times.ratio() >= FACTOR;
  }

  private String number(double ratio) {
    return plain(isFactor() ? ratio : (ratio - 1) * 100);
  }

  /** Two digits that matter, and a minus sign that is one. */
  private static String plain(double value) {
    String text = String.format(Locale.ROOT, Math.abs(value) < 9.95 ? "%.1f" : "%.0f", value);
    String trimmed = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    return trimmed.equals("-0") ? "0" : trimmed.replace('-', '−');
  }
}
