package dev.linerate.explain;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Rate;
import dev.linerate.unit.ByteCount;
import dev.linerate.unit.Mtu;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One thing of a case that linerate can change, to see whether it is the cause. The case as it was
 * and the changed one differ by that and nothing else.
 */
public sealed interface Experiment {
  /** What is changed, in few words, as it stands before the effect: {@code pinning auto}. */
  String words();

  /** The case as it was. */
  default CaseSpec original(CaseSpec spec) {
    return spec;
  }

  /** The case with the cause changed. */
  CaseSpec changed(CaseSpec spec);

  /** The link that both cases are measured on. */
  default LinkSpec link(LinkSpec link) {
    return link;
  }

  /** What must move when the cause is the cause. */
  default Measure measure() {
    return Measure.BITRATE;
  }

  /** The traffic's threads stay on cores. */
  record Pinned(Pinning to) implements Experiment {
    @Override
    public String words() {
      return "pinning " + to.word();
    }

    @Override
    public CaseSpec changed(CaseSpec spec) {
      return spec.with(to);
    }
  }

  /** Socket buffers of that size; empty leaves them to the kernel, which grows them. */
  record Window(Optional<ByteCount> size, Measure measure) implements Experiment {
    @Override
    public String words() {
      return size.map(bytes -> "window " + bytes).orElse("window left to the kernel");
    }

    @Override
    public CaseSpec changed(CaseSpec spec) {
      return spec.with(spec.flow().withWindow(size));
    }
  }

  /** TCP with another congestion control. */
  record Congestion(String algorithm) implements Experiment {
    @Override
    public String words() {
      return "congestion " + algorithm;
    }

    @Override
    public CaseSpec changed(CaseSpec spec) {
      return spec.with(spec.flow().withCongestion(Optional.of(algorithm)));
    }
  }

  /** Senders that offer less; the rate is that of each stream. */
  record LowerRate(Rate.Fixed rate) implements Experiment {
    @Override
    public String words() {
      return "rate " + rate.label();
    }

    @Override
    public CaseSpec changed(CaseSpec spec) {
      return spec.with(spec.flow().withRate(rate));
    }

    @Override
    public Measure measure() {
      return Measure.DELIVERY;
    }
  }

  /**
   * Packets as large as a larger MTU lets them be. Both cases run on a link with that MTU; the
   * original's segments are cut to what its own MTU carried, so that nothing else differs.
   *
   * @param segment largest TCP segment of the original's MTU, bytes
   */
  record LargerMtu(Mtu mtu, int segment) implements Experiment {
    @Override
    public String words() {
      return "MTU " + mtu;
    }

    @Override
    public CaseSpec original(CaseSpec spec) {
      return spec.with(spec.flow().withMss(OptionalInt.of(segment)));
    }

    @Override
    public CaseSpec changed(CaseSpec spec) {
      return spec.with(spec.flow().withMss(OptionalInt.empty()));
    }

    @Override
    public LinkSpec link(LinkSpec link) {
      return new LinkSpec(link.rate(), mtu);
    }
  }

  /** Segments that pass where larger ones disappear, bytes. */
  record SmallerSegments(int segment) implements Experiment {
    @Override
    public String words() {
      return "segments of " + segment + " bytes";
    }

    @Override
    public CaseSpec changed(CaseSpec spec) {
      return spec.with(spec.flow().withMss(OptionalInt.of(segment)));
    }
  }

  /** More parallel connections. */
  record MoreStreams(int streams) implements Experiment {
    @Override
    public String words() {
      return streams + " streams";
    }

    @Override
    public CaseSpec changed(CaseSpec spec) {
      return spec.with(spec.flow().withStreams(streams));
    }
  }

  /** The same traffic from the built-in tool instead of iperf3. */
  record BuiltinTool() implements Experiment {
    @Override
    public String words() {
      return "tool builtin";
    }

    @Override
    public CaseSpec changed(CaseSpec spec) {
      return spec;
    }
  }

  /** Segmentation, receive and checksum offloads of the endpoints' interfaces on, against off. */
  record OffloadsOn() implements Experiment {
    @Override
    public String words() {
      return "offloads on";
    }

    @Override
    public CaseSpec changed(CaseSpec spec) {
      return spec;
    }
  }

  /** Receive offload (GRO) of the endpoints' interfaces on, against off. */
  record ReceiveOffloadOn() implements Experiment {
    @Override
    public String words() {
      return "GRO on";
    }

    @Override
    public CaseSpec changed(CaseSpec spec) {
      return spec;
    }
  }

  /** Soft interrupts of received packets on a core that was idle. */
  record Steered(int core) implements Experiment {
    @Override
    public String words() {
      return "soft interrupts on core " + core;
    }

    @Override
    public CaseSpec changed(CaseSpec spec) {
      return spec;
    }
  }

  /** Threads outside the containers' control groups, whose quotas then do not count. */
  record Outside() implements Experiment {
    @Override
    public String words() {
      return "outside the quota";
    }

    @Override
    public CaseSpec changed(CaseSpec spec) {
      return spec.with(spec.flow().withInside(false));
    }
  }

  /** The same case again, as often as it takes to say how much it varies. */
  record MoreTrials() implements Experiment {
    @Override
    public String words() {
      return "more trials";
    }

    @Override
    public CaseSpec changed(CaseSpec spec) {
      return spec;
    }
  }
}
