package dev.linerate.iperf;

/** The numbers by which the two sides name streams in results: 1, 3, 4, 5, … */
public final class StreamIds {
  private StreamIds() {}

  /** Of the stream opened {@code index}th, from 0. */
  public static int of(int index) {
    return index == 0 ? 1 : index + 2;
  }

  /** Its inverse; −1 for a number that no stream has. */
  public static int index(int id) {
    return switch (id) {
      case 1 -> 0;
      case 2 -> -1;
      default -> id > 2 ? id - 2 : -1;
    };
  }
}
