package dev.linerate.it.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The threads of this process that are in another network namespace than it. */
final class ThreadsElsewhere {
  private ThreadsElsewhere() {}

  /**
   * Every thread of this process is where it was; one that was joined may still be on its way out.
   */
  static void none() {
    assertThat(Await.until(Duration.ofSeconds(2), () -> elsewhere().isEmpty()))
        .as("threads in another namespace: %s", elsewhere())
        .isTrue();
  }

  /** Their folders. */
  static List<Path> elsewhere() {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      Path here = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
      return threads.filter(thread -> !isIn(thread, here)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isIn(Path thread, Path namespace) {
    try {
      return Files.readSymbolicLink(thread.resolve("ns/net")).equals(namespace);
    } catch (IOException e) {
      return true; // it has just ended
    }
  }
}
