package dev.linerate.iperf;

/** Checks of ranges that name the field and the range. */
final class Limit {
  private Limit() {}

  static void range(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " is " + value + ", which is not within " + least + " to " + most);
    }
  }
}
