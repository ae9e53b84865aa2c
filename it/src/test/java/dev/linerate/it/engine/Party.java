package dev.linerate.it.engine;

import dev.linerate.host.Await;
import dev.linerate.host.Host;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.iperf.Client;
import dev.linerate.iperf.ClientOptions;
import dev.linerate.iperf.Server;
import dev.linerate.iperf.ServerOptions;
import dev.linerate.iperf.TestReport;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Who plays a role in a test. */
enum Party {
  LINERATE {
    @Override
    RunningServer server(LoopbackNamespace inside, Host host, int port) throws Exception {
      BlockingQueue<TestReport> reports = new LinkedBlockingQueue<>();
      Server server =
          inside.inside(() ->
              Server.start(ServerOptions.DEFAULT.withPort(port), () -> new ReportKeeper(reports)));
      return new RunningServer() {
        @Override
        public EndCounts counts() throws InterruptedException {
          TestReport report = reports.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
          if (report == null) {
            throw new AssertionError("the server reported nothing");
          }
          return EndCounts.of(report);
        }

        @Override
        public void close() {
          server.close();
        }
      };
    }

    @Override
    EndCounts client(LoopbackNamespace inside, Host host, int port, InteropCase test)
        throws Exception {
      ClientOptions options =
          ClientOptions.to(LoopbackNamespace.ADDRESS)
              .withPort(port)
              .withParameters(test.parameters());
      return inside.inside(() -> {
        try (Client client = new Client(options)) {
          return EndCounts.of(client.run());
        }
      });
    }
  },

  IPERF3 {
    @Override
    RunningServer server(LoopbackNamespace inside, Host host, int port) {
      String number = Integer.toString(port);
      String program = RealIperf3.on(host).program();
      Task task = host.start(inside.command(program, "-s", "-1", "-J", "-p", number));
      boolean listening =
          Await.until(
              LIMIT,
              () ->
                  !host.run(inside.command("ss", "-Hltn", "sport", "=", ":" + number))
                      .out()
                      .isBlank());
      if (!listening) {
        task.close();
        throw new AssertionError("iperf3 does not listen");
      }
      return new RunningServer() {
        @Override
        public EndCounts counts() {
          Output output = task.await(LIMIT).orElseThrow(() -> new AssertionError("it hangs"));
          return EndCounts.ofIperf3Server(JsonMapper.shared().readTree(output.out()));
        }

        @Override
        public void close() {
          task.close();
        }
      };
    }

    @Override
    EndCounts client(LoopbackNamespace inside, Host host, int port, InteropCase test) {
      Output output =
          host.run(
              inside
                  .command(
                      test.iperf3(RealIperf3.on(host).program(), LoopbackNamespace.ADDRESS, port))
                  .within(LIMIT));
      return EndCounts.ofIperf3Client(JsonMapper.shared().readTree(output.out()));
    }
  };

  static final Duration LIMIT = Duration.ofSeconds(30);

  String words(Host host) {
    return this == LINERATE ? "linerate" : RealIperf3.on(host).words();
  }

  /** A server for one test. */
  interface RunningServer extends AutoCloseable {
    /** What it says when the test has ended. */
    EndCounts counts() throws InterruptedException;

    @Override
    void close();
  }

  abstract RunningServer server(LoopbackNamespace inside, Host host, int port) throws Exception;

  abstract EndCounts client(LoopbackNamespace inside, Host host, int port, InteropCase test)
      throws Exception;
}
