package dev.linerate.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Files under {@code src/test/resources/platform}. */
final class Fixture {
  private Fixture() {}

  static String read(String name) {
    try (InputStream file = Fixture.class.getResourceAsStream("/platform/" + name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
