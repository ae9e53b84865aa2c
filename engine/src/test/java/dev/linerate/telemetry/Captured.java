package dev.linerate.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files of {@code /proc} as kernels wrote them; the directory is named by the kernel. */
final class Captured {
  private static final Path ROOT = Path.of("src/test/resources/proc-6.18");

  private Captured() {}

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(ROOT.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Lines lines(String name) {
    return new Lines().over(bytes(name));
  }

  /** A row in which nothing is known. */
  static long[] row(int width) {
    long[] row = new long[width];
    Arrays.fill(row, Column.ABSENT);
    return row;
  }
}
