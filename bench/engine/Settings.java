import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where and how long.
 *
 * @param iperf3 the baseline: a name on the PATH, or a path
 * @param congestion the congestion control of both sides; empty is the machine's
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
    Optional<String> congestion,
    List<String> cases) {
  private static final String USUAL = "iperf3";

  static Settings of(String[] args) {
    int rounds = 10;
    int seconds = 2;
    List<Boolean> pinnings = new ArrayList<>();
    String iperf3 = USUAL;
    Optional<String> congestion = Optional.empty();
    List<String> cases = new ArrayList<>();
    for (int i = 3; i < args.length; i++) {
      switch (args[i]) {
        case "--pinned" -> pinnings.add(true);
        case "--free" -> pinnings.add(false);
        case "--rounds" -> rounds = Integer.parseInt(args[++i]);
        case "--seconds" -> seconds = Integer.parseInt(args[++i]);
        case "--iperf3" -> iperf3 = args[++i];
        case "--congestion" -> congestion = Optional.of(args[++i]);
        default -> cases.add(args[i]);
      }
    }
    List<Boolean> both = pinnings.isEmpty() ? List.of(true, false) : List.copyOf(pinnings);
    return new Settings(
        args[0],
        args[1],
        args[2],
        rounds,
        seconds,
        both.getFirst(),
        both,
        iperf3,
        congestion,
        cases);
  }

  Settings withPinned(boolean changed) {
    return new Settings(
        sender, receiver, address, rounds, seconds, changed, pinnings, iperf3, congestion, cases);
  }

  /** Whether the baseline is the machine's own, for which the goals were set. */
  boolean usualBaseline() {
    return iperf3.equals(USUAL);
  }

  /** What TCP's figures depend on most, after the cores. */
  String congestionInForce() throws IOException {
    return congestion.isPresent()
        ? congestion.get()
        : Files.readString(Path.of("/proc/sys/net/ipv4/tcp_congestion_control")).strip();
  }

  String words() {
    return pinned ? "pinned" : "free";
  }

  static Path path(String namespace) {
    return Path.of("/run/netns", namespace);
  }
}
