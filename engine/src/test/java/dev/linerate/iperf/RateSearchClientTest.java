package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.search.SearchEnd;
import dev.linerate.search.SearchGoal;
import dev.linerate.search.TrialResult;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches over loopback, at rates far below what it carries. */
class RateSearchClientTest {
  private static final long MOST = 4_000_000;
  private static final SearchGoal QUICK = SearchGoal.of(0.2, 0.1, Duration.ofMillis(250), 3);
  private static final Parameters UDP = Parameters.of(Protocol.UDP).withBlockBytes(1000);

  private static RateSearchOptions options(int port, Parameters test) {
    return new RateSearchOptions(
        ClientOptions.to("127.0.0.1").withPort(port).withParameters(test),
        QUICK,
        Duration.ofMinutes(1),
        OptionalLong.of(MOST));
  }

  @ParameterizedTest
  @EnumSource(
      value = Direction.class,
      names = {"FORWARD", "REVERSE"})
  void trialsAreTestsAgainstTheServer(Direction direction) {
    List<TrialResult> heard = new ArrayList<>();
    try (Server server = Server.start(ServerOptions.DEFAULT.withPort(0))) {
      RateSearchOptions options =
          options(server.port(), UDP.withDirection(direction).withStreams(2));
      RateSearchReport report = new RateSearchClient(options, heard::add).run();
      assertThat(report.error()).isEmpty();
      assertThat(report.datagramBytes()).isEqualTo(1000);
      assertThat(report.result().end()).isNotIn(SearchEnd.RUNNING, SearchEnd.STOPPED);
      assertThat(report.result().trials()).isEqualTo(heard).isNotEmpty();
      assertThat(heard).allSatisfy(trial -> assertThat(trial.sent()).isPositive());
      assertThat(heard.getFirst().trial().bitsPerSecond()).isEqualTo(MOST);
      String text = RateSearchText.result(report);
      assertThat(text).contains("1000 bytes", "loss ratio 0.2, precision 10 %");
      StringWriter json = new StringWriter();
      RateSearchJson.write(json, report);
      assertThat(json.toString())
          .contains("\"datagram_bytes\" : 1000", "\"trials\"", "\"stopped\"");
    }
  }

  @Test
  void anInterruptEndsItWithTheBoundsSoFar() {
    try (Server server = Server.start(ServerOptions.DEFAULT.withPort(0))) {
      Thread here = Thread.currentThread();
      RateSearchOptions options = options(server.port(), UDP);
      RateSearchReport report =
          new RateSearchClient(
                  new RateSearchOptions(
                      options.client(),
                      SearchGoal.of(0.2, 0.1, Duration.ofSeconds(1), 100),
                      options.time(),
                      options.maxBits()),
                  trial -> here.interrupt())
              .run();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(report.error()).hasValue("the search was interrupted");
      assertThat(report.result().end()).isEqualTo(SearchEnd.STOPPED);
      assertThat(report.result().trials()).hasSize(1);
    }
  }

  @Test
  void aServerThatIsGoneEndsItWithTheBoundsSoFar() {
    Server server = Server.start(ServerOptions.DEFAULT.withPort(0));
    RateSearchReport report =
        new RateSearchClient(options(server.port(), UDP), trial -> server.close()).run();
    assertThat(report.result().trials()).hasSize(1);
    assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains("listens"));
    assertThat(report.result().end()).isEqualTo(SearchEnd.STOPPED);
  }

  /** As iperf3's does not, for a moment after each test. */
  @Test
  void aServerThatListensAgainSoonIsWaitedFor() throws Exception {
    Server first = Server.start(ServerOptions.DEFAULT.withPort(0));
    int port = first.port();
    List<CompletableFuture<Server>> second = new ArrayList<>();
    RateSearchReport report =
        new RateSearchClient(
                options(port, UDP),
                trial -> {
                  if (second.isEmpty()) {
                    first.close();
                    second.add(
                        CompletableFuture.supplyAsync(
                            () -> Server.start(ServerOptions.DEFAULT.withPort(port))));
                  }
                })
            .run();
    second.getFirst().get().close();
    assertThat(report.error()).isEmpty();
    assertThat(report.result().trials()).hasSizeGreaterThan(1);
  }

  @Test
  void nobodyListens() {
    int port;
    try (Server server = Server.start(ServerOptions.DEFAULT.withPort(0))) {
      port = server.port();
    }
    assertThatThrownBy(() -> new RateSearchClient(options(port, UDP), trial -> {}).run())
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("no server listens");
  }

  @Test
  void whatSaysLittleOfLossIsRefused() {
    UdpSettings bunches = new UdpSettings(false, true, 0, 0, false, 0);
    assertThatThrownBy(() -> options(1, UDP.withUdp(bunches))).hasMessageContaining("--gso");
    assertThatThrownBy(() -> options(1, Parameters.of(Protocol.TCP))).hasMessageContaining("-u");
    assertThatThrownBy(() -> options(1, UDP.withDirection(Direction.BIDIRECTIONAL)))
        .hasMessageContaining("one direction");
  }
}
