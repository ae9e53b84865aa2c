package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A server among several clients, and its end. */
class ServerBehaviourTest {
  private static final Parameters LONG =
      Parameters.of(Protocol.TCP)
          .withAmount(Amount.ofSeconds(60))
          .withPace(Pace.of(1_000_000))
          .withBlockBytes(1000);
  private static final Parameters SHORT =
      Parameters.of(Protocol.TCP).withAmount(Amount.ofBytes(100_000));

  @Test
  void severalClientsAreServedAtTheSameTime() throws Exception {
    try (Server server = Server.start(ServerOptions.DEFAULT.withPort(0))) {
      try (Running first = new Running(server, LONG);
          Running second = new Running(server, LONG.withDirection(Direction.REVERSE))) {
        assertThat(server.running()).isEqualTo(2);
        assertThat(run(server, SHORT).error()).isEmpty();
        assertThat(first.end().error()).contains("the test was interrupted");
        assertThat(second.end().error()).contains("the test was interrupted");
      }
    }
  }

  @Test
  void clientsOfDatagramsDoNotMixTheirStreams() throws Exception {
    Parameters test =
        Parameters.of(Protocol.UDP)
            .withAmount(Amount.ofBlocks(40))
            .withPace(Pace.of(4_000_000))
            .withBlockBytes(500)
            .withStreams(3);
    try (Server server = Server.start(ServerOptions.DEFAULT.withPort(0))) {
      List<FutureTask<TestReport>> clients = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        FutureTask<TestReport> client = new FutureTask<>(() -> run(server, test));
        Thread.ofPlatform().start(client);
        clients.add(client);
      }
      for (FutureTask<TestReport> client : clients) {
        TestReport report = client.get(30, TimeUnit.SECONDS);
        assertThat(report.error()).isEmpty();
        assertThat(report.sent().orElseThrow().bytes()).isEqualTo(40 * 500);
        assertThat(report.received().orElseThrow().bytes()).isEqualTo(40 * 500);
      }
    }
  }

  @Test
  void oneAtATimeRefusesTheSecond() throws Exception {
    ServerOptions options =
        ServerOptions.DEFAULT.withPort(0).withLimits(ServerLimits.DEFAULT.withTests(1));
    try (Server server = Server.start(options);
        Running first = new Running(server, LONG)) {
      assertThatThrownBy(() -> run(server, SHORT))
          .isInstanceOf(LinerateException.class)
          .hasMessageContaining("busy");
      first.end();
    }
  }

  @Test
  void aServerForOneTestEndsAfterIt() throws Exception {
    try (Server server = Server.start(ServerOptions.DEFAULT.withPort(0).withTests(1))) {
      assertThat(run(server, SHORT).error()).isEmpty();
      server.await();
      assertThat(server.running()).isZero();
      assertThatThrownBy(() -> run(server, SHORT)).isInstanceOf(LinerateException.class);
    }
  }

  @Test
  void clientsHearOfTheServersEnd() throws Exception {
    Keeper keeper = new Keeper();
    Running client;
    try (Server server = Server.start(ServerOptions.DEFAULT.withPort(0), () -> keeper)) {
      client = new Running(server, LONG);
    }
    TestReport report = client.report();
    assertThat(report.error()).contains("the server has terminated");
    assertThat(report.streams()).hasSize(1);
    assertThat(keeper.report().error()).contains("the server was told to end");
  }

  @Test
  void aTestThatMovesMoreThanAllowedIsEnded() {
    ServerOptions options =
        ServerOptions.DEFAULT
            .withPort(0)
            .withLimits(ServerLimits.DEFAULT.withRate(10_000, Duration.ofMillis(100)));
    Parameters test =
        Parameters.of(Protocol.TCP).withAmount(Amount.ofSeconds(60)).withBlockBytes(1000);
    try (Server server = Server.start(options)) {
      assertThat(run(server, test).error())
          .contains("the test needs a higher rate than the server allows");
    }
  }

  @Test
  void strangersAreRefusedAndFriendsAreNot() {
    ServerOptions options =
        ServerOptions.DEFAULT
            .withPort(0)
            .withAuthentication(
                new ServerAuthentication(
                    RsaKeys.privateKey(Fixture.path("auth/private-pkcs8.pem")),
                    AuthorizedUsers.read(Fixture.path("auth/users.csv")),
                    AuthorizedUsers.DEFAULT_SKEW,
                    AuthToken.Padding.OAEP));
    try (Server server = Server.start(options)) {
      ClientOptions stranger = options(server, SHORT);
      assertThatThrownBy(() -> run(stranger)).hasMessageContaining("did not accept user");
      assertThatThrownBy(() -> run(stranger.withCredentials(credentials("wrong"))))
          .hasMessageContaining("did not accept user");
      assertThat(run(stranger.withCredentials(credentials("rossi"))).error()).isEmpty();
    }
  }

  private static Credentials credentials(String password) {
    return new Credentials(
        "mario",
        password,
        RsaKeys.publicKey(Fixture.path("auth/public.pem")),
        AuthToken.Padding.OAEP);
  }

  @Test
  void theClientGetsTheServersReport() {
    try (Server server = Server.start(ServerOptions.DEFAULT.withPort(0).withJsonOutput(true))) {
      TestReport report = run(server, SHORT.withServerOutput(true));
      assertThat(report.serverOutput())
          .containsInstanceOf(ServerOutput.Json.class)
          .get()
          .asString()
          .contains("accepted_connection");
    }
  }

  @Test
  void aPortInUseSaysSo() {
    try (Server server = Server.start(ServerOptions.DEFAULT.withPort(0))) {
      ServerOptions same = ServerOptions.DEFAULT.withPort(server.port());
      assertThatThrownBy(() -> Server.start(same))
          .isInstanceOf(LinerateException.class)
          .hasMessageContaining("in use");
    }
  }

  /** Between fork and exec a child has the listening socket, too. */
  @Test
  void aPortOnceClosedIsFreeAlsoWhileProgramsAreStarted() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Future<Integer> starting = CompletableFuture.supplyAsync(() -> startPrograms(done));
    // none that the kernel gives to others
    ServerOptions fixed = ServerOptions.DEFAULT.withPort(25_201);
    for (int i = 0; i < 200; i++) {
      Server.start(fixed).close();
    }
    done.set(true);
    assertThat(starting.get()).isPositive();
  }

  private static int startPrograms(AtomicBoolean done) {
    int started = 0;
    while (!done.get()) {
      try {
        new ProcessBuilder("true").start().waitFor();
        started++;
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return started;
  }

  private static ClientOptions options(Server server, Parameters parameters) {
    return ClientOptions.to("127.0.0.1").withPort(server.port()).withParameters(parameters);
  }

  private static TestReport run(Server server, Parameters parameters) {
    return run(options(server, parameters));
  }

  private static TestReport run(ClientOptions options) {
    try (Client client = new Client(options)) {
      return client.run();
    }
  }

  /** A client whose test has begun. */
  private static final class Running implements AutoCloseable {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Client client;
    private final FutureTask<TestReport> test;

    Running(Server server, Parameters parameters) throws InterruptedException {
      client =
          new Client(
              options(server, parameters),
              new TestListener() {
                @Override
                public void started(TestStart start) {
                  begun.countDown();
                }

                @Override
                public void interval(TestInterval interval) {}

                @Override
                public void ended(TestReport report) {}

                @Override
                public void failed(String error) {}
              });
      test = new FutureTask<>(client::run);
      Thread.ofPlatform().start(test);
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    }

    TestReport report() throws Exception {
      return test.get(20, TimeUnit.SECONDS);
    }

    TestReport end() throws Exception {
      client.close();
      return report();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
