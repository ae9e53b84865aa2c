import dev.linerate.iperf.Amount;
import dev.linerate.iperf.Client;
import dev.linerate.iperf.ClientOptions;
import dev.linerate.iperf.CpuUse;
import dev.linerate.iperf.Parameters;
import dev.linerate.iperf.Protocol;
import dev.linerate.iperf.Server;
import dev.linerate.iperf.ServerOptions;
import dev.linerate.iperf.SocketSettings;
import dev.linerate.iperf.StreamTotals;
import dev.linerate.iperf.TestReport;
import java.util.List;

/** Trials of the whole engine with a real iperf3 as its peer: TCP, one stream. */
record Peers(Settings settings) {
  private static final int CLIENT_CORE = 0;
  private static final int SERVER_CORE = 1;

  /** The engine sends to an iperf3 server. */
  Loops.Outcome client() throws Exception {
    Parameters usual =
        Parameters.of(Protocol.TCP)
            .withAmount(Amount.ofSeconds(settings.seconds()))
            .withSocket(congestion());
    Parameters parameters = settings.pinned() ? usual.withServerCore(SERVER_CORE) : usual;
    ClientOptions anywhere = ClientOptions.to(settings.address()).withParameters(parameters);
    ClientOptions options = settings.pinned() ? anywhere.withCore(CLIENT_CORE) : anywhere;
    TestReport report =
        new Iperf3(settings)
            .beside(
                () ->
                    Engine.in(
                        settings.sender(),
                        () -> {
                          try (Client client = new Client(options)) {
                            return client.run();
                          }
                        }));
    report.error().ifPresent(error -> {
      throw new IllegalStateException(error);
    });
    StreamTotals received = report.received().orElseThrow();
    double percent =
        report.cpu().total() + report.peerCpu().map(CpuUse::total).orElseThrow();
    double gigabytes = received.bytes() / 1e9;
    return new Loops.Outcome(
        received.bitsPerSecond(), percent / 100 * settings.seconds() / gigabytes);
  }

  private SocketSettings congestion() {
    return new SocketSettings(0, false, 0, 0, 0, settings.congestion(), false, false);
  }

  /** The engine receives from an iperf3 client. */
  Loops.Outcome server() throws Exception {
    Iperf3 iperf3 = new Iperf3(settings);
    try (Server _ = Engine.in(settings.receiver(), () -> Server.start(ServerOptions.DEFAULT))) {
      return iperf3.tcp(iperf3.client(List.of()));
    }
  }
}
