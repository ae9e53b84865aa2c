import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Trials of the real iperf3, a server for each. */
record Iperf3(Settings settings) {
  Loops.Outcome tcp(int streams, String... more) throws Exception {
    List<String> flags = new ArrayList<>(List.of("-P", String.valueOf(streams)));
    flags.addAll(List.of(more));
    return tcp(run(flags));
  }

  /** For small datagrams the rate is in datagrams. */
  Loops.Outcome udp(int bytes, boolean offload) throws Exception {
    List<String> flags = new ArrayList<>(List.of("-u", "-b", "0", "-l", String.valueOf(bytes)));
    if (offload) {
      flags.add("--gsro");
    }
    String json = run(flags);
    String sum = json.substring(json.lastIndexOf("\"sum\""));
    double got = number(sum, "packets") - number(sum, "lost_packets");
    double rate = got / number(sum, "seconds");
    return new Loops.Outcome(bytes > 100 ? rate * bytes * 8 : rate, cpu(json, got * bytes));
  }

  private double cpu(String json, double bytes) {
    String use = json.substring(json.indexOf("\"cpu_utilization_percent\""));
    double percent = number(use, "host_total") + number(use, "remote_total");
    return percent / 100 * settings.seconds() / (bytes / 1e9);
  }

  /** {@code iperf 3.12 (cJSON 1.7.15)}. */
  String version() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(settings.iperf3(), "--version").start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.lines().findFirst().orElse("?");
  }

  private String run(List<String> flags) throws Exception {
    return beside(() -> client(flags));
  }

  /** Does something while a server waits for one test. */
  <T> T beside(Callable<T> work) throws Exception {
    Process server = in(settings.receiver(), List.of("-s", "-1", "--forceflush"));
    try (BufferedReader lines = reader(server)) {
      // "Server listening on" is its first line but one
      String line = lines.readLine();
      while (line != null && !line.startsWith("Server listening")) {
        line = lines.readLine();
      }
      T done = work.call();
      while (lines.readLine() != null) {}
      return done;
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  /** Runs a client and gives its JSON. */
  String client(List<String> flags) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-c", settings.address(), "-J", "-t", String.valueOf(settings.seconds())));
    arguments.addAll(flags);
    if (settings.congestion().isPresent() && !flags.contains("-u")) {
      arguments.addAll(List.of("-C", settings.congestion().get()));
    }
    if (settings.pinned()) {
      arguments.addAll(List.of("-A", "0,1"));
    }
    Process client = in(settings.sender(), arguments);
    String json = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    client.waitFor();
    return json;
  }

  /** What a client of TCP says. */
  Loops.Outcome tcp(String json) {
    String received = json.substring(json.lastIndexOf("\"sum_received\""));
    return new Loops.Outcome(
        number(received, "bits_per_second"), cpu(json, number(received, "bytes")));
  }

  Process in(String namespace, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("ip", "netns", "exec", namespace, settings.iperf3()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static double number(String json, String key) {
    Matcher m = Pattern.compile("\"" + key + "\":\\s*([-0-9.e+]+)").matcher(json);
    if (!m.find()) {
      throw new IllegalStateException("iperf3 did not say " + key + ": " + json);
    }
    return Double.parseDouble(m.group(1));
  }
}
