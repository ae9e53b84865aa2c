package dev.linerate.imports;

import dev.linerate.plan.Placement;
import dev.linerate.result.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Imports logs into memory. */
final class Logs {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final MemoryShelf shelf = new MemoryShelf();
  private final Importer importer;
  private final List<Imported> imported = new ArrayList<>();

  Logs() {
    this(Origin.NONE);
  }

  Logs(Origin origin) {
    importer = new Importer(_ -> shelf, "the-run", origin);
  }

  /** Said of every log: this network, across hosts. */
  static Origin on(String network) {
    Setting setting =
        new Setting(
            Optional.of(network),
            Optional.of(Placement.CROSS_HOST),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return Origin.NONE.or(
        new Origin(
            Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), setting, List.of()));
  }

  /** A captured log of iperf3. */
  static byte[] fixture(String name) {
    try (InputStream in = Logs.class.getResourceAsStream("/iperf3/iperf3-" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no fixture " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String name) {
    return new String(fixture(name), StandardCharsets.UTF_8);
  }

  Logs add(String name, String text) {
    return add(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Logs add(String name, byte[] bytes) {
    return add(name, bytes, Optional.empty());
  }

  Logs add(String name, byte[] bytes, Optional<Format> format) {
    importer.read(new LogSource(name, new ByteArrayInputStream(bytes), Optional.empty()), format);
    return this;
  }

  Logs addFixture(String name) {
    return add(name, fixture(name));
  }

  /** Ends the import; the run of it. */
  Run run() {
    finish();
    return shelf.run().orElseThrow();
  }

  /** Ends the import. */
  List<Imported> finish() {
    imported.addAll(importer.finish("1", NOW));
    return imported;
  }

  List<String> problems() {
    return importer.problems().stream().map(Problem::toString).toList();
  }
}
