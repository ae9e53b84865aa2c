package dev.linerate.telemetry;

import java.util.Arrays;

/**
 * When the samples of a trial were taken: seconds since its first byte, as the intervals count
 * them. Sample k is what happened between instant k and instant k + 1. Immutable.
 */
public final class TimeAxis {
  private final double[] instants;

  private TimeAxis(double[] instants) {
    this.instants = instants;
  }

  /**
   * An axis.
   *
   * @param instants seconds, each after the one before; one more than there are samples
   */
  public static TimeAxis of(double... instants) {
    for (int i = 1; i < instants.length; i++) {
      if (!(instants[i] > instants[i - 1])) {
        throw new IllegalArgumentException("instants of samples must increase");
      }
    }
    return new TimeAxis(instants.clone());
  }

  /** How many samples there are. */
  public int samples() {
    return Math.max(0, instants.length - 1);
  }

  /** When the sample began, seconds since the trial's first byte; the first may be before it. */
  public double start(int sample) {
    return instants[sample];
  }

  /** When it ended: the next one's start. */
  public double end(int sample) {
    return instants[sample + 1];
  }

  /** Its length. */
  public double seconds(int sample) {
    return end(sample) - start(sample);
  }

  /** The first sample that ends after that instant; {@link #samples} when there is none. */
  public int sampleAt(double instant) {
    int sample = 0;
    while (sample < samples() && end(sample) <= instant) {
      sample++;
    }
    return sample;
  }

  /** All instants: one more than there are samples. */
  public double[] instants() {
    return instants.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeAxis axis && Arrays.equals(instants, axis.instants);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(instants);
  }

  @Override
  public String toString() {
    return Arrays.toString(instants);
  }
}
