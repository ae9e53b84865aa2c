package dev.linerate.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Reads one output of a process to its end and keeps its beginning. The rest is read too and thrown
 * away: a process must not hang because nobody reads what it says.
 */
final class Gatherer {
  /** A child of the process may hold the pipe open after its end: do not wait for that. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(2);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int limit;
  private final Thread thread;

  /**
   * Begins to read.
   *
   * @param limit how many bytes to keep
   */
  Gatherer(InputStream stream, int limit) {
    this.limit = limit;
    this.thread = Thread.ofVirtual().start(() -> gather(stream));
  }

  private void gather(InputStream stream) {
    byte[] buffer = new byte[16 << 10];
    try (stream) {
      int n;
      while ((n = stream.read(buffer)) >= 0) {
        synchronized (bytes) {
          bytes.write(buffer, 0, Math.min(n, limit - bytes.size()));
        }
      }
    } catch (IOException e) {
      // the process was ended: what came until then is kept
    }
  }

  /** What has come so far. */
  String text() {
    synchronized (bytes) {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  /** All of it, once the process has ended. */
  String finished() throws InterruptedException {
    thread.join(DRAIN_LIMIT);
    return text();
  }
}
