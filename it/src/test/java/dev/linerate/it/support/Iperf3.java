package dev.linerate.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Await;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.network.EndpointPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real iperf3 between two endpoints, without linerate's own code around it. */
public final class Iperf3 {
  private static final Duration READY = Duration.ofSeconds(10);
  private static final String PORT = "5999";

  private Iperf3() {}

  /**
   * Fails unless 16 MiB pass. The receiver may be told of the end before it has read everything: it
   * counts no less than what fits in no socket's buffer.
   */
  public static void assertPasses(EndpointPair pair, String... options) {
    List<String> all = new ArrayList<>(List.of("-n", "16M"));
    all.addAll(List.of(options));
    long received =
        end(pair, all.toArray(String[]::new)).path("sum_received").path("bytes").asLong();
    assertThat(received)
        .as("%s → %s", pair.client().label(), pair.server().label())
        .isGreaterThan(1 << 20);
  }

  /** Runs a client with these options and gives the {@code end} of its report. */
  public static JsonNode end(EndpointPair pair, String... options) {
    Output output = client(pair, options);
    JsonNode report = JsonMapper.shared().readTree(output.out());
    if (!output.ok() || report.has("error")) {
      throw new AssertionError(
          pair.client().label()
              + " → "
              + pair.server().label()
              + ": "
              + report.path("error").asString(output.complaint()));
    }
    return report.path("end");
  }

  /** Runs a client, whether that goes well or not. */
  public static Output client(EndpointPair pair, String... options) {
    Endpoint server = pair.server();
    Endpoint client = pair.client();
    try (Task task =
        server.host().start(server.command("iperf3", "-s", "-1", "--forceflush", "-p", PORT))) {
      if (!Await.until(READY, () -> task.outputSoFar().contains("listening"))) {
        throw new AssertionError("no iperf3 server in " + server.label());
      }
      List<String> arguments =
          new ArrayList<>(List.of("iperf3", "-c", server.address(), "-p", PORT, "--json"));
      arguments.addAll(List.of(options));
      return client.host().run(client.command(arguments.toArray(String[]::new)));
    }
  }
}
