import dev.linerate.fault.LinerateException;
import dev.linerate.iperf.Amount;
import dev.linerate.iperf.Client;
import dev.linerate.iperf.ClientOptions;
import dev.linerate.iperf.Direction;
import dev.linerate.iperf.Pace;
import dev.linerate.iperf.Parameters;
import dev.linerate.iperf.Protocol;
import dev.linerate.iperf.RequestClient;
import dev.linerate.iperf.RequestListener;
import dev.linerate.iperf.RequestResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;

/** Clients, one after another in each of a few threads, until they are stopped. */
final class SoakWork {
  private static final int TCP_RATE = 200_000_000;
  private static final int UDP_RATE = 20_000_000;
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final Duration BREAK_AFTER = Duration.ofMillis(200);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final int COOKIE_BYTES = 37;

  private final int port;
  private final Lock turn;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Integer> done = new TreeMap<>();
  private final Map<String, Integer> failed = new TreeMap<>();
  private volatile boolean stopped;

  /** One client; empty when it went as it should, otherwise what went wrong. */
  private interface Job {
    Optional<String> run(int number) throws Exception;
  }

  /**
   * @param turn held by each client as long as it runs, so that all can be made to pause
   */
  SoakWork(int port, Lock turn) {
    this.port = port;
    this.turn = turn;
  }

  void start() {
    begin("TCP", number -> test(Protocol.TCP, number));
    begin("UDP", number -> test(Protocol.UDP, number));
    begin("requests", this::requests);
    begin("told to end", this::toldToEnd);
    begin("broken off", this::brokenOff);
  }

  private void begin(String name, Job job) {
    threads.add(Thread.ofPlatform().name("soak " + name).start(() -> loop(name, job)));
  }

  private void loop(String name, Job job) {
    for (int number = 0; !stopped; number++) {
      turn.lock();
      try {
        Optional<String> failure = job.run(number);
        count(done, name);
        failure.ifPresent(why -> count(failed, name + ": " + why));
      } catch (Exception e) {
        count(failed, name + ": " + e);
      } finally {
        turn.unlock();
      }
    }
  }

  private synchronized void count(Map<String, Integer> where, String what) {
    where.merge(what, 1, Integer::sum);
  }

  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join(STOP_LIMIT);
    }
  }

  synchronized int failures() {
    return failed.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized String words() {
    return "clients: " + done + (failed.isEmpty() ? "" : "\nfailed: " + failed);
  }

  // --- whole tests ------------------------------------------------------------------------------

  private Optional<String> test(Protocol protocol, int number) {
    try (Client client = client(protocol, number, SHORT)) {
      return client.run().error();
    }
  }

  /** Every direction, one stream and four, in turns. */
  private Client client(Protocol protocol, int number, Duration time) {
    Direction[] directions = Direction.values();
    int rate = protocol == Protocol.TCP ? TCP_RATE : UDP_RATE;
    int streams = number / directions.length % 2 == 0 ? 1 : 4;
    Parameters parameters =
        Parameters.of(protocol)
            .withDirection(directions[number % directions.length])
            .withStreams(streams)
            .withPace(Pace.of(rate / streams))
            .withAmount(Amount.of(time));
    return new Client(to().withParameters(parameters));
  }

  private ClientOptions to() {
    return ClientOptions.to("127.0.0.1").withPort(port);
  }

  private Optional<String> requests(int number) {
    RequestResponse.Kind[] kinds = RequestResponse.Kind.values();
    Parameters parameters =
        Parameters.of(Protocol.TCP)
            .withRequestResponse(RequestResponse.of(kinds[number % kinds.length]).withRate(500))
            .withAmount(Amount.ofSeconds(1));
    try (RequestClient client =
        new RequestClient(to().withParameters(parameters), RequestListener.NONE)) {
      return client.run().error();
    }
  }

  // --- tests that do not come to their end --------------------------------------------------------

  /** Ctrl-C in the middle. */
  private Optional<String> toldToEnd(int number) throws InterruptedException {
    Protocol protocol = number % 2 == 0 ? Protocol.TCP : Protocol.UDP;
    try (Client client = client(protocol, number / 2, Duration.ofSeconds(30))) {
      Thread running = Thread.ofPlatform().start(() -> untilTold(client));
      Thread.sleep(BREAK_AFTER);
      client.close();
      return running.join(STOP_LIMIT) ? Optional.empty() : Optional.of("did not end");
    }
  }

  private static void untilTold(Client client) {
    try {
      client.run();
    } catch (LinerateException e) {
      // it was told before the test had begun
    }
  }

  /** Vanishes at each point of the protocol: without a word, in the cookie, in the parameters … */
  private Optional<String> brokenOff(int number) throws Exception {
    try (Socket control = new Socket(InetAddress.getLoopbackAddress(), port)) {
      // closing is a reset then, as of a process that was killed
      control.setSoLinger(number % 2 == 0, 0);
      OutputStream out = control.getOutputStream();
      byte[] cookie = cookie(number);
      int step = number / 2 % 7;
      if (step > 0) {
        out.write(cookie, 0, step == 1 ? 5 : cookie.length);
      }
      if (step > 1) {
        control.getInputStream().read();
      }
      if (step > 2) {
        sendParameters(out, step);
      }
      if (step > 4) {
        control.getInputStream().read();
        streams(control, cookie, step);
      }
      Thread.sleep(BREAK_AFTER.dividedBy(4));
    }
    return Optional.empty();
  }

  private static byte[] cookie(int number) {
    byte[] cookie = new byte[COOKIE_BYTES];
    byte[] digits = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, cookie, 0, digits.length);
    return cookie;
  }

  private static void sendParameters(OutputStream out, int step) throws IOException {
    byte[] json =
        "{\"tcp\":true,\"reverse\":true,\"time\":30,\"parallel\":2}"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] framed = ByteBuffer.allocate(4 + json.length).putInt(json.length).put(json).array();
    out.write(framed, 0, step == 3 ? 10 : framed.length);
  }

  /** One of two streams, or both, of which nothing is read. */
  private void streams(Socket control, byte[] cookie, int step) throws Exception {
    try (Socket one = new Socket(InetAddress.getLoopbackAddress(), port)) {
      one.getOutputStream().write(cookie);
      if (step == 5) {
        return;
      }
      try (Socket two = new Socket(InetAddress.getLoopbackAddress(), port)) {
        two.getOutputStream().write(cookie);
        control.getInputStream().readNBytes(2);
        Thread.sleep(BREAK_AFTER);
      }
    }
  }
}
