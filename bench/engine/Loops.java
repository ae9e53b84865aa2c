import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the engine's loops with iperf3, pair by pair.
 *
 * <p>Arguments: the sender's and the receiver's namespace, the receiver's address, then
 * {@code [--pinned] [--free] [--rounds N] [--seconds N] [--iperf3 PATH]
 * [--congestion NAME] [CASE...]}.
 */
final class Loops {
  private static final int DATAGRAM = 1448;
  private static final Goal CPU = Goal.atMost(1);

  /** One thing to compare: each side tells what it received in a trial. */
  record Case(Goal goal, boolean tcp, Trial ours, Trial theirs) {}

  /** Runs once. */
  interface Trial {
    Outcome run() throws Exception;
  }

  /**
   * What a trial came to.
   *
   * @param rate bits or datagrams a second that the receiver got
   * @param cpuPerGigabyte seconds of both ends for 10⁹ bytes
   */
  record Outcome(double rate, double cpuPerGigabyte) {}

  public static void main(String[] args) throws Exception {
    Settings settings = Settings.of(args);
    System.out.printf(
        "%d pairs of %d s; ratios are medians of the pairs' [95 %% interval]; baseline: %s; %s%n",
        settings.rounds(),
        settings.seconds(),
        new Iperf3(settings).version(),
        settings.congestionInForce());
    System.out.printf(
        "%-16s %-6s %11s %11s %24s %8s %-15s %24s%n",
        "case", "cores", "engine", "iperf3", "ratio", "goal", "", "CPU s/GB ratio");
    for (boolean pinned : settings.pinnings()) {
      Settings these = settings.withPinned(pinned);
      Map<String, Case> cases = cases(these);
      for (String name :
          settings.cases().isEmpty() ? List.copyOf(cases.keySet()) : settings.cases()) {
        compare(name, cases.get(name), these);
      }
    }
  }

  /** The goals are those against iperf3 3.12; a newer one is to be matched. */
  private static Map<String, Case> cases(Settings settings) {
    boolean usual = settings.usualBaseline();
    Engine engine = new Engine(settings);
    Iperf3 iperf3 = new Iperf3(settings);
    Peers peers = new Peers(settings);
    String[] fastest = usual ? new String[] {"-Z"} : new String[] {"-Z", "--skip-rx-copy"};
    double several = usual ? 1.6 : 1;
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("tcp-1", tcp(1, () -> engine.tcp(1), () -> iperf3.tcp(1)));
    cases.put("tcp-1-client", tcp(1, peers::client, () -> iperf3.tcp(1)));
    cases.put("tcp-1-server", tcp(1, peers::server, () -> iperf3.tcp(1)));
    cases.put("tcp-1-fast", tcp(usual ? 1.2 : 1, () -> engine.fastTcp(1), () -> iperf3.tcp(1)));
    cases.put("tcp-1-fast-Z", tcp(usual ? 1.05 : 1, () -> engine.fastTcp(1), () -> iperf3.tcp(1, fastest)));
    cases.put("tcp-1-Z", tcp(1, engine::zeroCopyTcp, () -> iperf3.tcp(1, "-Z")));
    cases.put("tcp-2", tcp(several, () -> engine.tcp(2), () -> iperf3.tcp(2)));
    cases.put("tcp-4", tcp(several, () -> engine.tcp(4), () -> iperf3.tcp(4)));
    cases.put("tcp-2-fast", tcp(several, () -> engine.fastTcp(2), () -> iperf3.tcp(2)));
    cases.put("tcp-4-fast", tcp(several, () -> engine.fastTcp(4), () -> iperf3.tcp(4)));
    cases.put("udp-1448", udp(1, settings, DATAGRAM, false));
    cases.put("udp-1448-gso", udp(usual ? 16 : 1, settings, DATAGRAM, true));
    cases.put("udp-64", udp(1, settings, 64, false));
    cases.put("udp-64-gso", udp(usual ? 60 : 1, settings, 64, true));
    return cases;
  }

  private static Case tcp(double goal, Trial ours, Trial theirs) {
    return new Case(Goal.atLeast(goal), true, ours, theirs);
  }

  /** A baseline that can offload, does; iperf3 3.12 cannot. */
  private static Case udp(double goal, Settings settings, int bytes, boolean offload) {
    boolean theirs = offload && !settings.usualBaseline();
    return new Case(
        Goal.atLeast(goal),
        false,
        () -> new Engine(settings).udp(bytes, offload),
        () -> new Iperf3(settings).udp(bytes, theirs));
  }

  private static void compare(String name, Case what, Settings settings) throws Exception {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int round = 0; round < settings.rounds(); round++) {
      boolean first = round % 2 == 0;
      Outcome before = first ? what.ours().run() : what.theirs().run();
      Outcome after = first ? what.theirs().run() : what.ours().run();
      Outcome our = first ? before : after;
      Outcome their = first ? after : before;
      ours.add(our.rate());
      theirs.add(their.rate());
      ratios.add(our.rate() / their.rate());
      cpu.add(our.cpuPerGigabyte() / their.cpuPerGigabyte());
    }
    Spread ratio = Spread.of(ratios);
    Spread cores = Spread.of(cpu);
    System.out.printf(
        "%-16s %-6s %11.4g %11.4g %24s %8s %-15s %24s %s%n",
        name,
        settings.words(),
        Spread.of(ours).median(),
        Spread.of(theirs).median(),
        ratio,
        what.goal(),
        what.goal().verdict(ratio),
        cores,
        what.tcp() ? CPU + " " + CPU.verdict(cores) : "");
  }
}
