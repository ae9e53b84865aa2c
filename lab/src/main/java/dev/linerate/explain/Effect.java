package dev.linerate.explain;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a change did, from the trials of both cases: all ratios (or differences) of a changed trial
 * to an original one, their median, and between which two of them the true one lies.
 *
 * <p>The estimate is Hodges and Lehmann's, the interval Moses': the exact distribution of Mann and
 * Whitney's U says how many of the sorted ratios to leave out at either end (M. Hollander, D. A.
 * Wolfe and E. Chicken, Nonparametric Statistical Methods, 3rd ed., §4.2 and §4.3). It supposes
 * nothing but that the change multiplies (or shifts) what there was, and takes each trial, not each
 * interval of it, for one observation.
 *
 * @param typical 1 is no effect for ratios, 0 for differences
 * @param confidence coverage of [low, high], 0 to 1; below 0.95 when there are too few trials
 * @param original trials of the case as it was
 * @param changed trials of the changed one
 */
public record Effect(
    Measure measure,
    double typical,
    double low,
    double high,
    double confidence,
    int original,
    int changed) {
  static final double WANTED = 0.95;

  /** Above this an effect is a factor, not a percentage. */
  private static final double FACTOR = 3;

  /** Of at least one trial each; ratios need originals above 0. */
  static Effect of(Measure measure, double[] original, double[] changed) {
    double[] all = new double[original.length * changed.length];
    for (int i = 0; i < all.length; i++) {
      double before = original[i % original.length];
      double after = changed[i / original.length];
      all[i] = measure == Measure.BITRATE ? after / before : after - before;
    }
    Arrays.sort(all);
    double[] below = MannWhitney.below(original.length, changed.length);
    int left = leftOut(below);
    return new Effect(
        measure,
        (all[(all.length - 1) / 2] + all[all.length / 2]) / 2,
        all[left],
        all[all.length - 1 - left],
        Math.max(0, coverage(below, left)),
        original.length,
        changed.length);
  }

  /** As many at either end as leave the wanted coverage. */
  private static int leftOut(double[] below) {
    int left = 0;
    while (2 * (left + 2) < below.length && coverage(below, left + 1) >= WANTED) {
      left++;
    }
    return left;
  }

  private static double coverage(double[] below, int left) {
    return 1 - 2 * below[left + 1];
  }

  /** Whether enough trials were made for an interval of 95 %. */
  public boolean certain() {
    return confidence >= WANTED;
  }

  /** Whether the whole interval is on the better side of no effect. */
  public boolean better() {
    return measure == Measure.BITRATE ? low > 1 : high < 0;
  }

  /** Whether it is on the worse side. */
  public boolean worse() {
    return measure == Measure.BITRATE ? high < 1 : low > 0;
  }

  /** {@code +28 % [24, 33], n=7+7}; {@code 35 times [33, 37]}; {@code −52 points [−53, −51]}. */
  public String text() {
    String interval = "%s [%s, %s]".formatted(typicalText(), number(low), number(high));
    String coverage =
        certain() ? "" : String.format(Locale.ROOT, " at %.0f %%", Math.floor(confidence * 100));
    return interval + coverage + ", n=" + original + "+" + changed;
  }

  private String typicalText() {
    if (measure == Measure.LOSS) {
      return signed(typical * 100) + " points of loss";
    }
    return typical >= FACTOR ? number(typical) + " times" : signed((typical - 1) * 100) + " %";
  }

  private String number(double value) {
    if (measure == Measure.LOSS) {
      return plain(value * 100);
    }
    return typical >= FACTOR ? plain(value) : plain((value - 1) * 100);
  }

  private static String signed(double value) {
    String text = plain(value);
    return text.startsWith("−") || text.equals("0") ? text : "+" + text;
  }

  /** Two digits that matter, and a minus sign that is one. */
  private static String plain(double value) {
    String text = String.format(Locale.ROOT, Math.abs(value) < 9.95 ? "%.1f" : "%.0f", value);
    String trimmed = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    return trimmed.equals("-0") ? "0" : trimmed.replace('-', '−');
  }
}
