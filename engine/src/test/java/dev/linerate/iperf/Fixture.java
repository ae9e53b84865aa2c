package dev.linerate.iperf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Captures of iperf3 3.12; see their README. */
final class Fixture {
  private static final Path ROOT = Path.of("src/test/resources/iperf3-3.12");

  private Fixture() {}

  static Path path(String name) {
    return ROOT.resolve(name);
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }
}
