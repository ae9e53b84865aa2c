package dev.linerate.store;

import dev.linerate.result.DoctorFinding;
import dev.linerate.result.TelemetryJson;
import dev.linerate.result.Topology;
import dev.linerate.telemetry.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What is kept as JSON text: lists of lines, and topologies; packed, telemetry. */
final class Json {
  /** Bytes; the longest trial on 1024 cores is a third of it. */
  private static final int MOST_TELEMETRY = 256 << 20;

  /** Apart, so that commands which read none of it do not load it. */
  private static final class Mapper {
    static final JsonMapper SHARED = JsonMapper.shared();
  }

  private Json() {}

  static String text(Object value) {
    return Mapper.SHARED.writeValueAsString(value);
  }

  static List<String> lines(String text) {
    return List.of(read(text, String[].class));
  }

  static Topology topology(String text) {
    return read(text, Topology.class);
  }

  static List<DoctorFinding> findings(String text) {
    return List.of(read(text, DoctorFinding[].class));
  }

  /** JSON in gzip: a tenth of the text. */
  static byte[] packed(Telemetry telemetry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(TelemetryJson.bytes(telemetry));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  static Telemetry telemetry(byte[] packed) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] json = gzip.readNBytes(MOST_TELEMETRY + 1);
      if (json.length > MOST_TELEMETRY) {
        throw new IllegalArgumentException("telemetry is larger than any that is written");
      }
      return TelemetryJson.read(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("telemetry is damaged: " + e.getMessage(), e);
    }
  }

  private static <T> T read(String text, Class<T> type) {
    try {
      return Mapper.SHARED.readValue(text, type);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }
}
