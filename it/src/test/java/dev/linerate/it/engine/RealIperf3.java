package dev.linerate.it.engine;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Output;
import dev.linerate.tool.Iperf3Version;

/**
 * The iperf3 that linerate is tested with: the installed one, or the one that the environment names
 * by {@value #VARIABLE}.
 *
 * @param program a name on the PATH, or a path
 */
record RealIperf3(String program, Iperf3Version version) {
  static final String VARIABLE = "LINERATE_IPERF3";

  private static final Iperf3Version THREADS_SINCE = new Iperf3Version(3, 16, 0);

  static RealIperf3 on(Host host) {
    String program = System.getenv().getOrDefault(VARIABLE, "iperf3");
    Output output = host.run(Command.of(program, "--version"));
    return new RealIperf3(
        program,
        Iperf3Version.parse(output.out())
            .orElseThrow(() -> new AssertionError(program + ": " + output.complaint())));
  }

  /**
   * Whether it sends in threads that still send, uncounted, while it tells what it has sent: when a
   * test ends by the clock.
   */
  boolean countsWhileItSends() {
    return version.compareTo(THREADS_SINCE) >= 0;
  }

  /** {@code iperf3 3.12}. */
  String words() {
    return "iperf3 " + version;
  }
}
