package dev.linerate.analysis;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/** What the bit rates of a case's trials look like: distributions whose median is known. */
public enum Shape {
  /** A steady machine: ± 3 %. */
  NORMAL(1),
  /** Three times as much. */
  WIDE(1),
  /** A noisy machine. */
  LOGNORMAL(1),
  /** Up to a wall, such as the wire's limit. */
  LEFT_SKEWED(1 - 0.1 * Math.log(2)),
  /** Now and then one far off: Student's t with 4 degrees of freedom. */
  HEAVY_TAILED(1),
  /** One trial of four on a worse core. */
  BIMODAL(Double.NaN);

  private final double median;

  Shape(double median) {
    this.median = median;
  }

  /** The median of the distribution; not a number where only equal shapes are compared. */
  public double median() {
    return median;
  }

  /** So many values that are independent of each other. */
  public double[] sample(int n, SplittableRandom random) {
    return DoubleStream.generate(() -> draw(random)).limit(n).toArray();
  }

  private double draw(SplittableRandom random) {
    return switch (this) {
      case NORMAL -> 1 + 0.03 * random.nextGaussian();
      case WIDE -> 1 + 0.09 * random.nextGaussian();
      case LOGNORMAL -> Math.exp(0.2 * random.nextGaussian());
      case LEFT_SKEWED -> Math.max(0.01, 1 + 0.1 * Math.log(1 - random.nextDouble()));
      case HEAVY_TAILED -> Math.exp(0.03 * student4(random));
      case BIMODAL -> (random.nextInt(4) == 0 ? 0.8 : 1) + 0.02 * random.nextGaussian();
    };
  }

  private static double student4(SplittableRandom random) {
    double squares = 0;
    for (int i = 0; i < 4; i++) {
      double normal = random.nextGaussian();
      squares += normal * normal;
    }
    return random.nextGaussian() / Math.sqrt(squares / 4);
  }
}
