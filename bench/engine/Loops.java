import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the engine's loops with iperf3, pair by pair.
 *
 * <p>Arguments: the sender's and the receiver's namespace, the receiver's address, then
 * {@code [--pinned] [--rounds N] [--seconds N] [CASE...]}.
 */
final class Loops {
  private static final int DATAGRAM = 1448;

  /** One thing to compare: each side tells what it received in a trial. */
  record Case(Trial ours, Trial theirs) {}

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
    Map<String, Case> cases = cases(new Engine(settings), new Iperf3(settings));
    List<String> chosen = settings.cases().isEmpty() ? List.copyOf(cases.keySet()) : settings.cases();
    System.out.printf(
        "%d rounds of %d s, %s%n%-16s %12s %22s %12s %22s %20s %10s%n",
        settings.rounds(),
        settings.seconds(),
        settings.pinned() ? "pinned" : "free",
        "case",
        "engine",
        "[from, to]",
        "iperf3",
        "[from, to]",
        "ratio [95 %]",
        "CPU ratio");
    for (String name : chosen) {
      compare(name, cases.get(name), settings.rounds());
    }
  }

  private static Map<String, Case> cases(Engine engine, Iperf3 iperf3) {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("tcp-1", new Case(() -> engine.tcp(1), () -> iperf3.tcp(1)));
    cases.put("tcp-1-fast", new Case(engine::fastTcp, () -> iperf3.tcp(1)));
    cases.put("tcp-1-fast-Z", new Case(engine::fastTcp, () -> iperf3.tcp(1, "-Z")));
    cases.put("tcp-1-Z", new Case(engine::zeroCopyTcp, () -> iperf3.tcp(1, "-Z")));
    cases.put("tcp-2", new Case(() -> engine.tcp(2), () -> iperf3.tcp(2)));
    cases.put("tcp-4", new Case(() -> engine.tcp(4), () -> iperf3.tcp(4)));
    cases.put("udp-1448", udp(engine, iperf3, DATAGRAM, false));
    cases.put("udp-1448-gso", udp(engine, iperf3, DATAGRAM, true));
    cases.put("udp-64", udp(engine, iperf3, 64, false));
    cases.put("udp-64-gso", udp(engine, iperf3, 64, true));
    return cases;
  }

  private static Case udp(Engine engine, Iperf3 iperf3, int bytes, boolean offload) {
    return new Case(() -> engine.udp(bytes, offload), () -> iperf3.udp(bytes));
  }

  private static void compare(String name, Case what, int rounds) throws Exception {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
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
    System.out.printf(
        "%-16s %s %s %s %10.2f%n",
        name, rates(ours), rates(theirs), Spread.of(ratios), Spread.of(cpu).median());
  }

  private static String rates(List<Double> values) {
    Spread spread = Spread.of(values);
    return String.format(
        "%12.4g %22s",
        spread.median(), String.format("[%.4g, %.4g]", spread.least(), spread.most()));
  }
}
