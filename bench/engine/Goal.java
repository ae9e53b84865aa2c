/** What a ratio is to reach, and whether a measured one has. */
record Goal(double bound, boolean least) {
  static Goal atLeast(double bound) {
    return new Goal(bound, true);
  }

  static Goal atMost(double bound) {
    return new Goal(bound, false);
  }

  /** By the interval of the median: it may leave the question open. */
  String verdict(Spread measured) {
    double worst = least ? measured.low() : measured.high();
    double best = least ? measured.high() : measured.low();
    return reached(worst) ? "reached" : reached(best) ? "spans the goal" : "missed";
  }

  private boolean reached(double value) {
    return least ? value >= bound : value <= bound;
  }

  @Override
  public String toString() {
    return String.format("%s %.4g", least ? "≥" : "≤", bound);
  }
}
