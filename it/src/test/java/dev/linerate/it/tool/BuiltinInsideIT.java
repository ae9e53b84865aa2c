package dev.linerate.it.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import dev.linerate.it.Requirements;
import dev.linerate.it.support.Resident;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.tool.BuiltinTool;
import dev.linerate.tool.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads of linerate within a container's control groups, whose quota then counts. */
class BuiltinInsideIT {
  private static final String GROUP = "lr-it" + ProcessHandle.current().pid() + "-quota";

  /** A fifth of a core. */
  private static final Duration QUOTA = Duration.ofMillis(20);

  private static Optional<TwoNamespaces> namespaces = Optional.empty();
  private static Optional<Resident> resident = Optional.empty();

  private final BuiltinTool tool = new BuiltinTool();
  private final Set<String> groups = new TreeSet<>();

  @BeforeAll
  static void setUp(@TempDir Path state) {
    Requirements.need("netns");
    Host host = new LocalHost(state, Map.of());
    namespaces = Optional.of(new TwoNamespaces(host));
    resident = Optional.of(new Resident(host, client().netns(), GROUP));
    resident.get().quota(QUOTA);
  }

  @AfterAll
  static void tearDown() {
    resident.ifPresent(Resident::close);
    namespaces.ifPresent(TwoNamespaces::close);
  }

  @AfterEach
  void noThreadIsLeft() {
    ThreadsElsewhere.none();
    assertThat(resident.orElseThrow().members()).containsExactly(resident.get().pid());
  }

  private static Endpoint client() {
    return namespaces.orElseThrow().client();
  }

  /** The client's end as that of a container. */
  private static Endpoint container() {
    Endpoint bare = client();
    return new Endpoint(
        bare.host(),
        resident.orElseThrow().namespace(),
        bare.label(),
        bare.iface(),
        bare.address(),
        bare.mtu());
  }

  private Measurement measured(Flow flow) {
    Measurement measured =
        tool.measure(
            container(), namespaces.orElseThrow().server(), flow, _ -> groups.addAll(ofStreams()));
    assertThat(measured.failure()).isEmpty();
    return measured;
  }

  /** The groups of that name with a thread that sends or receives. */
  private static Set<String> ofStreams() {
    Set<String> found = new TreeSet<>();
    for (Path thread : ThreadsElsewhere.elsewhere()) {
      if (read(thread.resolve("comm")).startsWith("iperf-stream")) {
        read(thread.resolve("cgroup"))
            .lines()
            .filter(line -> line.matches("\\d+:[^:]*\\bcpu\\b.*|0::.*"))
            .map(line -> line.substring(line.lastIndexOf(':') + 1))
            .filter(group -> group.contains(GROUP))
            .forEach(found::add);
      }
    }
    return found;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // the thread has just ended
    }
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void theQuotaCountsInside(Protocol protocol) {
    Flow flow = Flow.of(protocol, Duration.ofSeconds(1)).withRate(Rate.UNLIMITED).withInside(true);
    if (!Resident.versionOne()) {
      assertThat(tool.check(client().host(), flow).supported()).isFalse();
      return;
    }
    long before = resident.orElseThrow().throttled();
    Measurement measured = measured(flow);

    assertThat(groups).containsExactly("/" + GROUP);
    assertThat(resident.get().throttled()).isGreaterThan(before);
    assertThat(measured.totals().orElseThrow().senderCpuPercent().orElseThrow())
        .as("a fifth of a core")
        .isLessThan(50);
    assertThat(measured.commands().getLast()).contains(" --inside " + resident.get().pid() + " ");
  }

  @Test
  void andNotOutside() {
    long before = resident.orElseThrow().throttled();
    measured(Flow.of(Protocol.TCP, Duration.ofSeconds(1)));

    assertThat(groups).isEmpty();
    assertThat(resident.get().throttled()).isEqualTo(before);
  }
}
