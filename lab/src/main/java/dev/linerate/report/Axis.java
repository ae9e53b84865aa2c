package dev.linerate.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale from 0 with ticks at round numbers.
 *
 * @param end the value at its far end, > 0
 */
record Axis(double end, double step) {
  /**
   * A tick.
   *
   * @param percent position along the axis, 0 … 100
   */
  record Tick(double percent, String text) {}

  /** Reaches a little above {@code most}, with about {@code ticks} ticks. */
  static Axis upTo(double most, int ticks) {
    double wanted = most > 0 ? most : 1;
    double step = round(wanted / ticks);
    return new Axis(Math.ceil(wanted * 1.02 / step) * step, step);
  }

  /** The same for things that are counted: no tick between two whole numbers. */
  static Axis ofCounts(double most, int ticks) {
    double wanted = Math.max(1, most);
    double step = Math.max(1, round(wanted / ticks));
    return new Axis(Math.ceil(wanted * 1.02 / step) * step, step);
  }

  /** Ends exactly at {@code end}. */
  static Axis exactly(double end, int ticks) {
    return new Axis(end, round(end / ticks));
  }

  /** 0 … 100. */
  double percent(double value) {
    return Math.clamp(100 * value / end, 0, 100);
  }

  List<Tick> ticks() {
    int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i * step <= end * (1 + 1e-9); i++) {
      ticks.add(new Tick(percent(i * step), Text.decimals(i == 0 ? 0 : digits, i * step)));
    }
    return ticks;
  }

  /** The next of 1, 2, 5 × 10ⁿ. */
  private static double round(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    double lead = value / power;
    return power * (lead <= 1.0001 ? 1 : lead <= 2.0001 ? 2 : lead <= 5.0001 ? 5 : 10);
  }
}
