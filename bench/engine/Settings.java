import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where and how long.
 *
 * @param iperf3 the baseline: a name on the PATH, or a path
 * @param pinned senders on core 0, receivers on core 1; of several streams each has one core
 * @param pinnings what is measured, one after the other
 */
record Settings(
    String sender,
    String receiver,
    String address,
    int rounds,
    int seconds,
    boolean pinned,
    List<Boolean> pinnings,
    String iperf3,
    List<String> cases) {
  private static final String USUAL = "iperf3";

  static Settings of(String[] args) {
    int rounds = 10;
    int seconds = 2;
    List<Boolean> pinnings = new ArrayList<>();
    String iperf3 = USUAL;
    List<String> cases = new ArrayList<>();
    for (int i = 3; i < args.length; i++) {
      switch (args[i]) {
        case "--pinned" -> pinnings.add(true);
        case "--free" -> pinnings.add(false);
        case "--rounds" -> rounds = Integer.parseInt(args[++i]);
        case "--seconds" -> seconds = Integer.parseInt(args[++i]);
        case "--iperf3" -> iperf3 = args[++i];
        default -> cases.add(args[i]);
      }
    }
    List<Boolean> both = pinnings.isEmpty() ? List.of(true, false) : List.copyOf(pinnings);
    return new Settings(
        args[0], args[1], args[2], rounds, seconds, both.getFirst(), both, iperf3, cases);
  }

  Settings withPinned(boolean changed) {
    return new Settings(
        sender, receiver, address, rounds, seconds, changed, pinnings, iperf3, cases);
  }

  /** Whether the baseline is the machine's own, for which the goals were set. */
  boolean usualBaseline() {
    return iperf3.equals(USUAL);
  }

  String words() {
    return pinned ? "pinned" : "free";
  }

  static Path path(String namespace) {
    return Path.of("/run/netns", namespace);
  }
}
