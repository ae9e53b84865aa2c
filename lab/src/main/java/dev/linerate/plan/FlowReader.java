package dev.linerate.plan;

import dev.linerate.unit.ByteCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one entry of {@code flows}. */
final class FlowReader {
  static final List<String> KEYS =
      List.of(
          "protocol",
          "direction",
          "streams",
          "rate",
          "loss-ratio",
          "length",
          "window",
          "mss",
          "congestion",
          "zerocopy",
          "duration",
          "omit",
          "interval",
          "inside");

  /** What only a TCP flow can have. */
  static final List<String> TCP_ONLY = List.of("mss", "congestion", "zerocopy");

  /** The word for no limit; iperf3's own, 0, is read too. */
  static final String UNLIMITED = "unlimited";

  /** The word for the highest rate without loss. */
  static final String SEARCH = "search";

  /** For those who think in iperf3's options. */
  private static final Map<String, String> HINTS =
      Map.of(
          "reverse", "direction: reverse",
          "bidir", "direction: bidir",
          "parallel", "streams",
          "bandwidth", "rate",
          "bitrate", "rate",
          "time", "duration",
          "len", "length");

  private final Section section;
  private final Timing defaults;

  private FlowReader(Section section, Timing defaults) {
    this.section = section;
    this.defaults = defaults;
  }

  /** Empty when it has no readable protocol; the problem is noted then. */
  static Optional<Flow> read(Node node, String path, Timing defaults, Problems problems) {
    return Section.open(node, path, problems, KEYS, HINTS)
        .flatMap(section -> new FlowReader(section, defaults).flow());
  }

  private Optional<Flow> flow() {
    section.required("protocol", "protocol: tcp");
    Optional<Protocol> protocol = section.word("protocol", Words.PROTOCOLS);
    Flow any = flow(protocol.orElse(Protocol.TCP));
    if (protocol.equals(Optional.of(Protocol.UDP))) {
      refuseTcpOnly();
    }
    refuseInSearch(any);
    if (any.inside() && defaults.tool().hasIperf3()) {
      section.problem("inside", "only the built-in tool goes there; write tool: builtin");
    }
    return protocol.map(p -> any);
  }

  private Flow flow(Protocol protocol) {
    Timing timing = Timing.read(section, defaults);
    Optional<Integer> mss = section.count("mss", Limits.MSS);
    return new Flow(
        protocol,
        section.word("direction", Words.DIRECTIONS).orElse(Direction.FORWARD),
        section.count("streams", Limits.STREAMS).orElse(1),
        rate(),
        length(protocol),
        section.quantity("window", Limits.WINDOW),
        mss.isPresent() ? OptionalInt.of(mss.get()) : OptionalInt.empty(),
        section.text("congestion", Flow::congestionName),
        section.truth("zerocopy").orElse(false),
        timing.duration(),
        timing.omit(),
        timing.interval(),
        section.truth("inside").orElse(false));
  }

  private Rate rate() {
    if (section.says("rate", SEARCH)) {
      return section
          .quantity("loss-ratio", Limits.LOSS_RATIO)
          .map(Rate.Search::new)
          .orElse(Rate.Search.DEFAULT);
    }
    return section.says("rate", UNLIMITED) || section.says("rate", "0")
        ? Rate.UNLIMITED
        : section.quantity("rate", Limits.RATE).map(Rate::of).orElse(Rate.UNLIMITED);
  }

  private Optional<ByteCount> length(Protocol protocol) {
    return section.quantity(
        "length", protocol == Protocol.UDP ? Limits.UDP_LENGTH : Limits.TCP_LENGTH);
  }

  private void refuseInSearch(Flow flow) {
    if (!(flow.rate() instanceof Rate.Search)) {
      if (section.has("loss-ratio")) {
        section.problem("loss-ratio", "belongs to rate: search; leave it out, or add that");
      }
      return;
    }
    if (flow.protocol() != Protocol.UDP) {
      section.problem("rate", "search is for udp, and this flow is tcp, which finds its own rate");
    }
    if (flow.direction() == Direction.BIDIR) {
      section.problem("direction", "a search is one of one direction; write forward or reverse");
    }
    if (section.has("omit")) {
      section.problem("omit", "a search has a test before it instead; leave it out");
    }
    if (defaults.tool().hasIperf3()) {
      section.problem("rate", "only the built-in tool searches for a rate; write tool: builtin");
    }
  }

  private void refuseTcpOnly() {
    for (String key : TCP_ONLY) {
      if (section.has(key)) {
        section.problem(key, "is for tcp, and this flow is udp; leave it out");
      }
    }
  }
}
