package dev.linerate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.FactKeys;
import dev.linerate.result.Path;
import dev.linerate.result.Platform;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import dev.linerate.unit.BitRate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HostBaselineTest {
  private static final CaseSpec BRIDGE =
      new CaseSpec(
          "linux-bridge",
          Placement.SAME_HOST,
          Flow.of(Protocol.TCP, Duration.ofSeconds(1)),
          Pinning.NONE);

  private static CaseSummary summary(CaseSpec spec, String tool, double bitrate) {
    Totals totals =
        new Totals(
            1,
            Math.round(bitrate / 8),
            Math.round(bitrate / 8),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());
    Trial trial =
        new Trial(
            1,
            Instant.EPOCH,
            Status.MEASURED,
            Optional.empty(),
            Optional.of(totals),
            List.of(),
            "",
            List.of());
    boolean wire = spec.placement() == Placement.CROSS_HOST;
    CaseRecord record =
        new CaseRecord(
            1,
            spec,
            tool,
            Optional.of(new Path("a", "b", 1500, 0, wire)),
            Status.MEASURED,
            Optional.empty(),
            bitrate > 0 ? List.of(trial) : List.of());
    return CaseSummary.of(record, LinkSpec.GIGABIT, new Platform(Map.of()));
  }

  private static OptionalDouble share(CaseSummary... summaries) {
    return HostBaseline.apply(Arrays.asList(summaries)).getFirst().hostShare();
  }

  @Test
  void aCaseIsAShareOfHostWithTheSameFlow() {
    CaseSummary bridge = summary(BRIDGE, "builtin", 15e9);
    CaseSummary host = summary(BRIDGE.on("host"), "builtin", 20e9);
    assertThat(share(bridge, host)).hasValue(0.75);
    assertThat(share(host, bridge)).isEmpty();
    assertThat(HostBaseline.apply(List.of(bridge, host)).getFirst().warnings())
        .isEqualTo(bridge.warnings());
  }

  @Test
  void anotherPinningToolFlowOrPlacementIsNoBaseline() {
    CaseSummary bridge = summary(BRIDGE, "builtin", 15e9);
    CaseSpec host = BRIDGE.on("host");
    CaseSpec far = new CaseSpec("host", Placement.CROSS_HOST, BRIDGE.flow(), Pinning.NONE);
    CaseSpec udp =
        new CaseSpec(
            "host",
            Placement.SAME_HOST,
            Flow.of(Protocol.UDP, Duration.ofSeconds(1)),
            Pinning.NONE);
    assertThat(share(bridge, summary(host.with(Pinning.AUTO), "builtin", 20e9))).isEmpty();
    assertThat(share(bridge, summary(host, "iperf3", 20e9))).isEmpty();
    assertThat(share(bridge, summary(far, "builtin", 20e9))).isEmpty();
    assertThat(share(bridge, summary(udp, "builtin", 20e9))).isEmpty();
  }

  @Test
  void withoutANumberThereIsNoShare() {
    CaseSummary host = summary(BRIDGE.on("host"), "builtin", 20e9);
    assertThat(share(summary(BRIDGE, "builtin", 0), host)).isEmpty();
    assertThat(share(summary(BRIDGE, "builtin", 15e9), summary(BRIDGE.on("host"), "builtin", 0)))
        .isEmpty();
  }

  @Test
  void acrossTheWireTheWireIsTheReference() {
    CaseSpec far = new CaseSpec("vxlan", Placement.CROSS_HOST, BRIDGE.flow(), Pinning.NONE);
    assertThat(share(summary(far, "builtin", 9e8), summary(far.on("host"), "builtin", 9e8)))
        .isEmpty();
  }

  @Test
  void aCoresMemoryCopyIsReadFromThePlatform() {
    Platform platform = new Platform(Map.of(FactKeys.MEMORY_COPY, "8.5", FactKeys.L2_COPY, "30.0"));
    assertThat(MemoryReference.of(platform))
        .contains(new MemoryReference(new BitRate(68e9), new BitRate(240e9)));
    assertThat(MemoryReference.of(new Platform(Map.of(FactKeys.MEMORY_COPY, "8.5")))).isEmpty();
    assertThat(
            MemoryReference.of(
                new Platform(Map.of(FactKeys.MEMORY_COPY, "fast", FactKeys.L2_COPY, "30.0"))))
        .isEmpty();
  }
}
