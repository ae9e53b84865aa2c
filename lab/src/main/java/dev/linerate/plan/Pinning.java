package dev.linerate.plan;

/**
 * Which cores the traffic runs on.
 *
 * @param word as in plans, files and reports; {@code none} leaves it to the scheduler
 */
public record Pinning(String word) {
  public static final Pinning NONE = new Pinning("none");
}
