package dev.linerate.it.engine;

import dev.linerate.iperf.Amount;
import dev.linerate.iperf.Direction;
import dev.linerate.iperf.Pace;
import dev.linerate.iperf.Parameters;
import dev.linerate.iperf.Protocol;
import dev.linerate.iperf.SocketSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One cell of the matrix: a test, short and not too fast for two cores. */
record InteropCase(Protocol protocol, Direction direction, int streams, Ending ending) {
  static final int DATAGRAM = 1200;

  private static final int TCP_BLOCK = 128 << 10;
  private static final int TCP_BYTES = 8 << 20;
  private static final int UDP_BYTES = 600_000;
  private static final int UDP_RATE = 8_000_000;

  /** Too fast for a buffer of that size: some datagrams are lost. */
  private static final int LOSSY_RATE = 40_000_000;

  private static final int LOSSY_BUFFER = 8192;

  /** What ends the test. */
  enum Ending {
    /** {@code -n}. */
    BYTES("-n"),
    /** {@code -t 1}. */
    TIME("-t"),
    /** {@code -t 1} after an omitted second. */
    OMIT("-O");

    private final String flag;

    Ending(String flag) {
      this.flag = flag;
    }

    String flag() {
      return flag;
    }
  }

  static List<InteropCase> all() {
    List<InteropCase> cases = new ArrayList<>();
    for (Protocol protocol : Protocol.values()) {
      for (Direction direction : Direction.values()) {
        for (int streams : new int[] {1, 4}) {
          for (Ending ending : Ending.values()) {
            cases.add(new InteropCase(protocol, direction, streams, ending));
          }
        }
      }
    }
    return cases;
  }

  /** For linerate. */
  Parameters parameters() {
    return Parameters.of(protocol)
        .withDirection(direction)
        .withStreams(streams)
        .withPace(Pace.of(rate()))
        .withSocket(
            new SocketSettings(
                0, false, lossy() ? LOSSY_BUFFER : 0, 0, 0, Optional.empty(), false, false))
        .withBlockBytes(udp() ? DATAGRAM : TCP_BLOCK)
        .withAmount(
            switch (ending) {
              case BYTES -> Amount.ofBytes(bytes());
              case TIME -> Amount.ofSeconds(1);
              case OMIT -> Amount.ofSeconds(1).withOmitSeconds(1);
            });
  }

  /** For iperf3. */
  String[] iperf3(String program, String server, int port) {
    List<String> arguments = new ArrayList<>(List.of(program, "-c", server, "-J"));
    arguments.addAll(List.of("-p", Integer.toString(port), "-P", Integer.toString(streams)));
    if (udp()) {
      arguments.addAll(List.of("-u", "-b", Integer.toString(rate())));
    }
    if (lossy()) {
      arguments.addAll(List.of("-w", Integer.toString(LOSSY_BUFFER)));
    }
    arguments.addAll(List.of("-l", Integer.toString(udp() ? DATAGRAM : TCP_BLOCK)));
    switch (direction) {
      case FORWARD -> {}
      case REVERSE -> arguments.add("-R");
      case BIDIRECTIONAL -> arguments.add("--bidir");
    }
    switch (ending) {
      case BYTES -> arguments.addAll(List.of("-n", Integer.toString(bytes())));
      case TIME -> arguments.addAll(List.of("-t", "1"));
      case OMIT -> arguments.addAll(List.of("-t", "1", "-O", "1"));
    }
    return arguments.toArray(String[]::new);
  }

  private int bytes() {
    return udp() ? UDP_BYTES : TCP_BYTES;
  }

  private int rate() {
    return !udp() ? 0 : lossy() ? LOSSY_RATE : UDP_RATE;
  }

  private boolean lossy() {
    return udp() && ending == Ending.TIME;
  }

  boolean udp() {
    return protocol == Protocol.UDP;
  }

  String words() {
    return protocol
        + " "
        + direction.name().toLowerCase(Locale.ROOT)
        + ", "
        + streams
        + (streams == 1 ? " stream, " : " streams, ")
        + ending.flag();
  }
}
