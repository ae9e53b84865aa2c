import dev.linerate.iperf.Amount;
import dev.linerate.iperf.ClientOptions;
import dev.linerate.iperf.Parameters;
import dev.linerate.iperf.Protocol;
import dev.linerate.iperf.RequestClient;
import dev.linerate.iperf.RequestListener;
import dev.linerate.iperf.RequestReport;
import dev.linerate.iperf.RequestResponse;
import dev.linerate.iperf.Server;
import dev.linerate.iperf.ServerOptions;
import dev.linerate.linux.NetworkNamespace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests and responses beside sockperf's ping-pong: round trips, microseconds. */
final class Requests {
  private static final int BYTES = 64;
  private static final int PORT = 11_111;
  private static final Goal GOAL = Goal.atMost(1.05);
  private static final Duration START_LIMIT = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(10);

  /** What the compiler and the caches take is before that; sockperf has a warm-up of its own. */
  private static final int WARM_UP_SECONDS = 1;

  private static final int ROUNDS_OF_AN_INTERVAL = 6;
  private static final int CLIENT_CORE = 0;
  private static final int SERVER_CORE = 1;

  private final Settings settings;

  private Requests(Settings settings) {
    this.settings = settings;
  }

  private record Latency(double p50, double p99) {}

  public static void main(String[] args) throws Exception {
    new Requests(Settings.of(args)).run();
  }

  private void run() throws Exception {
    List<String> cases =
        settings.cases().isEmpty()
            ? List.of("tcp", "udp", "tcp-spin", "udp-spin")
            : settings.cases();
    System.out.printf(
        "%d pairs of %d s; round trips in us; ratios are medians of the pairs' %s, goal %s%n",
        settings.rounds(),
        settings.seconds(),
        settings.rounds() < ROUNDS_OF_AN_INTERVAL
            ? "[extremes: too few rounds for an interval]"
            : "[95 % interval]",
        GOAL);
    System.out.printf(
        "%-8s %-6s %-4s %9s %9s  %s%n", "case", "cores", "", "linerate", "sockperf", "ratio");
    for (boolean pinned : settings.pinnings()) {
      Requests these = new Requests(settings.withPinned(pinned));
      for (String name : cases) {
        these.pairs(name);
      }
    }
  }

  private void pairs(String name) throws Exception {
    List<Latency> ours = new ArrayList<>();
    List<Latency> theirs = new ArrayList<>();
    for (int i = 0; i < settings.rounds(); i++) {
      // who is first changes, so that neither always follows the other
      if (i % 2 == 0) {
        ours.add(ours(name));
        theirs.add(theirs(name));
      } else {
        theirs.add(theirs(name));
        ours.add(ours(name));
      }
    }
    row(name, "p50", ours, theirs, Latency::p50);
    row(name, "p99", ours, theirs, Latency::p99);
  }

  private void row(
      String name,
      String what,
      List<Latency> ours,
      List<Latency> theirs,
      ToDoubleFunction<Latency> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(theirs.get(i)));
    }
    Spread ratio = Spread.of(ratios);
    System.out.printf(
        "%-8s %-6s %-4s %9.1f %9.1f  %s %s%n",
        name,
        settings.words(),
        what,
        median(ours, figure),
        median(theirs, figure),
        ratio,
        GOAL.verdict(ratio));
  }

  private static double median(List<Latency> all, ToDoubleFunction<Latency> figure) {
    return Spread.of(all.stream().map(each -> figure.applyAsDouble(each)).toList()).median();
  }

  private Latency ours(String name) throws Exception {
    RequestResponse wanted =
        RequestResponse.of(
                RequestResponse.Kind.ofWord(name.startsWith("tcp") ? "tcp" : "udp"))
            .withSizes(BYTES, BYTES)
            .withSpin(name.endsWith("-spin"));
    Parameters free =
        Parameters.of(Protocol.TCP)
            .withAmount(Amount.ofSeconds(settings.seconds()).withOmitSeconds(WARM_UP_SECONDS))
            .withRequestResponse(wanted);
    Parameters parameters = settings.pinned() ? free.withServerCore(SERVER_CORE) : free;
    try (Server _ = in(settings.receiver(), () -> Server.start(ServerOptions.DEFAULT))) {
      RequestReport report =
          in(
              settings.sender(),
              () -> {
                ClientOptions anywhere =
                    ClientOptions.to(settings.address()).withParameters(parameters);
                ClientOptions options =
                    settings.pinned() ? anywhere.withCore(CLIENT_CORE) : anywhere;
                try (RequestClient client = new RequestClient(options, RequestListener.NONE)) {
                  return client.run();
                }
              });
      report.error().ifPresent(error -> {
        throw new IllegalStateException(error);
      });
      return new Latency(report.latencies().p50() / 1e3, report.latencies().p99() / 1e3);
    }
  }

  private static <T> T in(String namespace, Callable<T> work) throws Exception {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              NetworkNamespace.enter(Settings.path(namespace));
              return work.call();
            });
    Thread.ofPlatform().start(task);
    return task.get();
  }

  private Latency theirs(String name) throws Exception {
    List<String> flags = new ArrayList<>(List.of("-i", settings.address(), "-p", "" + PORT));
    if (name.startsWith("tcp")) {
      flags.add("--tcp");
    }
    if (name.endsWith("-spin")) {
      flags.add("--nonblocked");
    }
    Process server = sockperf(settings.receiver(), "server", flags);
    try {
      awaitListening(server);
      flags.addAll(
          List.of("-m", "" + BYTES, "-t", "" + settings.seconds(), "--full-rtt"));
      Process client = sockperf(settings.sender(), "ping-pong", flags);
      String text =
          new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      client.waitFor();
      return new Latency(percentile(text, "50"), percentile(text, "99"));
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private Process sockperf(String namespace, String role, List<String> flags)
      throws Exception {
    List<String> command =
        new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    if (settings.pinned()) {
      int core = role.equals("server") ? SERVER_CORE : CLIENT_CORE;
      command.addAll(List.of("taskset", "-c", "" + core));
    }
    command.addAll(List.of("sockperf", role));
    command.addAll(flags);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    return role.equals("server")
        ? builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
        : builder.start();
  }

  /** It says no word when it listens, so its namespace's sockets are looked at. */
  private static void awaitListening(Process server) throws Exception {
    String port = String.format(":%04X ", PORT);
    Path net = Path.of("/proc", Long.toString(server.pid()), "net");
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!server.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      if (Files.readString(net.resolve("tcp")).contains(port)
          || Files.readString(net.resolve("udp")).contains(port)) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("sockperf does not listen on port " + PORT);
      }
    }
    throw new IllegalStateException("sockperf ended with " + server.exitValue());
  }

  private static double percentile(String text, String which) {
    Matcher m = Pattern.compile("percentile " + which + "\\.000\\s*=\\s*([0-9.]+)").matcher(text);
    if (!m.find()) {
      throw new IllegalStateException("sockperf did not say percentile " + which + ": " + text);
    }
    return Double.parseDouble(m.group(1));
  }
}
