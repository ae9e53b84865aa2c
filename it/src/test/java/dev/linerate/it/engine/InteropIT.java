package dev.linerate.it.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import dev.linerate.it.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * linerate's engine and the real iperf3 in each role of every kind of test. With the system
 * property {@code linerate.interop} the matrix is written to the file that it names; another iperf3
 * than the installed one is named as {@link RealIperf3} says.
 */
class InteropIT {
  private static final int PORT = 5201;

  private static final Optional<String> FILE =
      Optional.ofNullable(System.getProperty("linerate.interop"));

  private static final Map<String, Map<InteropCase, Agreement>> MATRIX = new LinkedHashMap<>();
  private static Optional<LoopbackNamespace> namespace = Optional.empty();
  private static Host host;
  private static RealIperf3 iperf3;

  @BeforeAll
  static void setUp(@TempDir Path state) {
    Requirements.need("netns", "iperf3");
    host = new LocalHost(state, Map.of());
    iperf3 = RealIperf3.on(host);
    namespace = Optional.of(new LoopbackNamespace(host));
  }

  @AfterAll
  static void tearDown() throws IOException {
    namespace.ifPresent(LoopbackNamespace::close);
    if (FILE.isPresent() && !MATRIX.isEmpty()) {
      Files.writeString(Path.of(FILE.get()), InteropTable.of(MATRIX));
    }
  }

  /** iperf3 with itself is for comparison, in the written matrix. */
  static Stream<Arguments> pairs() {
    Stream<Arguments> ours =
        Stream.of(
            arguments(Party.LINERATE, Party.LINERATE),
            arguments(Party.LINERATE, Party.IPERF3),
            arguments(Party.IPERF3, Party.LINERATE));
    return FILE.isPresent()
        ? Stream.concat(ours, Stream.of(arguments(Party.IPERF3, Party.IPERF3)))
        : ours;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bothEndsAgree(Party client, Party server) throws Exception {
    LoopbackNamespace inside = namespace.orElseThrow();
    Map<InteropCase, Agreement> row = new LinkedHashMap<>();
    MATRIX.put(client.words(host) + " → " + server.words(host), row);
    SoftAssertions assertions = new SoftAssertions();
    for (InteropCase test : InteropCase.all()) {
      try (Party.RunningServer running = server.server(inside, host, PORT)) {
        EndCounts atClient = client.client(inside, host, PORT, test);
        Agreement agreement =
            Agreement.of(test, iperf3, client, server, atClient, running.counts());
        row.put(test, agreement);
        agreement.check(assertions, test);
      } catch (AssertionError | RuntimeException e) {
        assertions.fail(test.words() + ": " + e.getMessage(), e);
      }
    }
    assertions.assertAll();
    assertThat(inside.processes()).isBlank();
  }
}
