package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.plan.EffortOptions;
import dev.linerate.plan.Flow;
import dev.linerate.plan.FlowOptions;
import dev.linerate.plan.Pinnings;
import dev.linerate.plan.Placement;
import dev.linerate.plan.PlanOptions;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.plan.ToolChoice;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import dev.linerate.unit.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that change a plan, shared by the verbs that run one. */
final class PlanFlags {
  private static final String AUTO = "auto";

  @Option(
      names = "--networks",
      split = ",",
      paramLabel = "NAME",
      description = "only these networks, for example linux-bridge,docker-overlay")
  private List<String> networks = new ArrayList<>();

  @Option(
      names = "--placements",
      split = ",",
      paramLabel = "WHERE",
      description = "only these: same-host, cross-host")
  private List<String> placements = new ArrayList<>();

  @Option(
      names = "--protocols",
      split = ",",
      paramLabel = "NAME",
      description = "only these: tcp, udp")
  private List<String> protocols = new ArrayList<>();

  @Option(
      names = "--pin",
      paramLabel = "CORES",
      description = {
        "cores of the traffic's threads: none (left to the scheduler), auto (two that linerate",
        "chooses and names), SENDER,RECEIVER; several, as in --pin none,auto, measure each case so"
      })
  private List<String> pinnings = new ArrayList<>();

  @Option(names = "--duration", paramLabel = "TIME", description = "measured time of a trial: 10s")
  private @Nullable String duration;

  @Option(
      names = "--repeat",
      paramLabel = "N|auto",
      description =
          "trials of each case; auto goes on until --precision is reached or --budget is spent")
  private @Nullable String repeat;

  @Option(
      names = "--precision",
      paramLabel = "PERCENT",
      description = "of --repeat auto: half the confidence interval against the median (2%%)")
  private @Nullable String precision;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      description = "of --repeat auto: time for all trials together (10min)")
  private @Nullable String budget;

  @Option(
      names = "--omit",
      paramLabel = "auto",
      description = "find the warm-up of each trial and leave it out (MSER-5)")
  private @Nullable String omit;

  @Option(
      names = "--link",
      paramLabel = "RATE",
      description = "rate of the link between hosts: 1gbit, 10gbit, 25gbit, 100gbit")
  private @Nullable String link;

  @Option(names = "--mtu", paramLabel = "BYTES", description = "MTU of that link")
  private @Nullable Integer mtu;

  @Option(names = "--hosts", paramLabel = "N", description = "lab hosts")
  private @Nullable Integer hosts;

  @Option(names = "--streams", paramLabel = "N", description = "parallel streams of each flow")
  private @Nullable Integer streams;

  @Option(
      names = "--window",
      paramLabel = "BYTES",
      description = "socket buffers of each flow: 4M; otherwise the kernel's")
  private @Nullable String window;

  @Option(
      names = "--congestion",
      paramLabel = "NAME",
      description = "congestion control of TCP: cubic, bbr; otherwise the machine's")
  private @Nullable String congestion;

  @Option(
      names = "--udp-rate",
      paramLabel = "RATE|search",
      description =
          "of each UDP stream: 900M, unlimited, or search, which finds the highest rate without"
              + " loss")
  private @Nullable String udpRate;

  @Option(
      names = "--tool",
      paramLabel = "NAME",
      description =
          "what makes the traffic: builtin (the plan's default), iperf3, or both, which measures"
              + " each case with either and shows the difference")
  private @Nullable String tool;

  @Option(
      names = "--telemetry-rate",
      paramLabel = "HZ",
      description = "samples of cores, threads and interfaces a second: 10; 0 takes none")
  private @Nullable Double telemetryRate;

  @Option(
      names = "--inside",
      description = {
        "send and receive within the control groups of the endpoints' containers, so that their",
        "limits of processor time and memory count"
      })
  private boolean inside;

  PlanOptions options() {
    return new PlanOptions(
        networks,
        words("--placements", placements, Placement.values(), Placement::word),
        words("--protocols", protocols, Protocol.values(), Protocol::word),
        parsed("--pin", pinnings, Pinnings::parse).orElse(List.of()),
        repeats(),
        parsed("--link", link, BitRate::parse),
        number(mtu),
        number(hosts),
        tool(),
        telemetryRate == null ? OptionalDouble.empty() : OptionalDouble.of(telemetryRate),
        flow(),
        effort());
  }

  private FlowOptions flow() {
    return new FlowOptions(
        parsed("--duration", duration, Durations::parse),
        number(streams),
        parsed("--udp-rate", udpRate, Rate::parse),
        parsed("--window", window, ByteCount::parse),
        parsed("--congestion", congestion, Flow::congestionName),
        inside);
  }

  private OptionalInt repeats() {
    return AUTO.equals(repeat)
        ? OptionalInt.empty()
        : parsed("--repeat", repeat, PlanFlags::trials)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty());
  }

  private static int trials(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("\"" + text + "\" is neither a number nor auto");
    }
    return Integer.parseInt(text);
  }

  private EffortOptions effort() {
    return new EffortOptions(
        parsed("--omit", omit, PlanFlags::auto).isPresent(),
        AUTO.equals(repeat),
        parsed("--precision", precision, text -> Percentage.parse(text).share()),
        parsed("--budget", budget, Durations::parse));
  }

  private static String auto(String text) {
    if (!text.equals(AUTO)) {
      throw new IllegalArgumentException("takes auto; a plan's flows have times of their own");
    }
    return text;
  }

  private Optional<ToolChoice> tool() {
    return parsed(
        "--tool", tool, text -> Choice.of("tool", text, ToolChoice.values(), ToolChoice::word));
  }

  /** Whether {@code --tool} asks for the real iperf3. */
  boolean asksForIperf3() {
    return tool().filter(ToolChoice::hasIperf3).isPresent();
  }

  private static OptionalInt number(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static <S, T> Optional<T> parsed(String flag, @Nullable S text, Function<S, T> parser) {
    try {
      return Optional.ofNullable(text).map(parser);
    } catch (IllegalArgumentException e) {
      throw LinerateException.user(flag + ": " + e.getMessage(), "");
    }
  }

  /** {@code --protocols} takes protocols. */
  private static <E> List<E> words(
      String flag, List<String> given, E[] values, Function<E, String> word) {
    String what = flag.substring(2, flag.length() - 1);
    return given.stream()
        .flatMap(text -> parsed(flag, text, t -> Choice.of(what, t, values, word)).stream())
        .toList();
  }

  /** The number of trials where no flag gives it. */
  void repeatUnlessTold(int trials) {
    if (repeat == null) {
      repeat = Integer.toString(trials);
    }
  }
}
