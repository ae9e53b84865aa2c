package dev.linerate.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import dev.linerate.it.Requirements;
import dev.linerate.it.support.SideBySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * linerate's engine and the real iperf3 in each role of every kind of test. With the system
 * property {@code linerate.interop} the matrix is written to the file that it names; another iperf3
 * than the installed one is named as {@link RealIperf3} says. The pairs are tested at the same
 * time.
 */
@SideBySide
@Execution(ExecutionMode.CONCURRENT)
class InteropIT {
  private static final int PORT = 5201;

  private static final Optional<String> FILE =
      Optional.ofNullable(System.getProperty("linerate.interop"));

  private static final Map<Pair, Map<InteropCase, Agreement>> MATRIX =
      new ConcurrentSkipListMap<>();
  private static Optional<LoopbackNamespace> namespace = Optional.empty();
  private static Host host;
  private static RealIperf3 iperf3;

  /** Who asks whom, and where the server listens. */
  record Pair(Party client, Party server, int port) implements Comparable<Pair> {
    String words() {
      return client.words(host) + " → " + server.words(host);
    }

    @Override
    public int compareTo(Pair other) {
      return Integer.compare(port, other.port);
    }
  }

  @BeforeAll
  static void setUp(@TempDir Path state) {
    Requirements.need("netns", "iperf3");
    host = new LocalHost(state, Map.of());
    iperf3 = RealIperf3.on(host);
    namespace = Optional.of(new LoopbackNamespace(host));
  }

  @AfterAll
  static void tearDown() throws IOException {
    if (namespace.isPresent()) {
      try (LoopbackNamespace inside = namespace.orElseThrow()) {
        assertThat(inside.processes()).isBlank();
      }
    }
    if (FILE.isPresent() && !MATRIX.isEmpty()) {
      Map<String, Map<InteropCase, Agreement>> named = new LinkedHashMap<>();
      MATRIX.forEach((pair, row) -> named.put(pair.words(), row));
      Files.writeString(Path.of(FILE.get()), InteropTable.of(named));
    }
  }

  /** iperf3 with itself is for comparison, in the written matrix. */
  static Stream<Pair> pairs() {
    Stream<Pair> ours =
        Stream.of(
            new Pair(Party.LINERATE, Party.LINERATE, PORT),
            new Pair(Party.LINERATE, Party.IPERF3, PORT + 1),
            new Pair(Party.IPERF3, Party.LINERATE, PORT + 2));
    return FILE.isPresent()
        ? Stream.concat(ours, Stream.of(new Pair(Party.IPERF3, Party.IPERF3, PORT + 3)))
        : ours;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bothEndsAgree(Pair pair) throws Exception {
    LoopbackNamespace inside = namespace.orElseThrow();
    Map<InteropCase, Agreement> row = new LinkedHashMap<>();
    MATRIX.put(pair, row);
    SoftAssertions assertions = new SoftAssertions();
    for (InteropCase test : InteropCase.all()) {
      try (Party.RunningServer running = pair.server().server(inside, host, pair.port())) {
        EndCounts atClient = pair.client().client(inside, host, pair.port(), test);
        Agreement agreement =
            Agreement.of(test, iperf3, pair.client(), pair.server(), atClient, running.counts());
        row.put(test, agreement);
        agreement.check(assertions, test);
      } catch (AssertionError | RuntimeException e) {
        assertions.fail(test.words() + ": " + e.getMessage(), e);
      }
    }
    assertions.assertAll();
  }
}
