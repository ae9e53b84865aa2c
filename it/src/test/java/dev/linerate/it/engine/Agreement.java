package dev.linerate.it.engine;

import dev.linerate.iperf.Direction;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/**
 * How far both ends of a test agree.
 *
 * @param sent bytes of all sending ends
 * @param received bytes of all receiving ends; of UDP, of the datagrams that were not lost
 * @param lost datagrams
 * @param exact whether the protocol lets the bytes agree
 * @param problems what must not be
 */
record Agreement(long sent, long received, long lost, boolean exact, List<String> problems) {

  static Agreement of(
      InteropCase test,
      RealIperf3 iperf3,
      Party client,
      Party server,
      EndCounts atClient,
      EndCounts atServer) {
    List<String> problems = new ArrayList<>();
    long sent = 0;
    long received = 0;
    long lost = 0;
    boolean exact = true;
    if (atClient.streams().size() != atServer.streams().size()) {
      problems.add("not the same streams: " + atClient + ", " + atServer);
    }
    for (int i = 0; i < Math.min(atClient.streams().size(), atServer.streams().size()); i++) {
      EndCounts.Stream here = atClient.streams().get(i);
      EndCounts.Stream there = atServer.streams().get(i);
      EndCounts.Stream sender = here.sender() ? here : there;
      EndCounts.Stream receiver = here.sender() ? there : here;
      Party receiving = here.sender() ? server : client;
      boolean settled = settled(test, iperf3, here.sender() ? client : server);
      boolean agrees = settled && agrees(test, receiving);
      sent += sender.sent();
      received += receiver.received();
      lost += Math.max(0, receiver.lost());
      exact &= agrees;
      if (here.sender() == there.sender()) {
        problems.add("both ends of stream " + i + " send, or none");
      } else if (!told(test, client == server, settled, sender, receiver)
          || (agrees && !test.udp() && sender.sent() != receiver.received())) {
        problems.add("stream " + i + ": " + sender + ", " + receiver);
      }
    }
    return test.udp()
        ? new Agreement(sent, sent - lost * InteropCase.DATAGRAM, lost, true, problems)
        : new Agreement(sent, received, lost, exact, problems);
  }

  /**
   * Whether a receiver gets all that was sent: linerate's reads to the end; iperf3's stops when the
   * test is over. The omitted time ends at each end when its own clock says so.
   */
  private static boolean agrees(InteropCase test, Party receiving) {
    return receiving == Party.LINERATE && test.ending() != InteropCase.Ending.OMIT;
  }

  /** Whether what a sender says is all that it has sent. */
  private static boolean settled(InteropCase test, RealIperf3 iperf3, Party sending) {
    return sending == Party.LINERATE
        || test.ending() == InteropCase.Ending.BYTES
        || !iperf3.countsWhileItSends();
  }

  /** Whether each end says of the other what that says of itself. */
  private static boolean told(
      InteropCase test,
      boolean sameParty,
      boolean settled,
      EndCounts.Stream sender,
      EndCounts.Stream receiver) {
    // before 3.14 iperf3 does not tell what of the loss was in the omitted time
    boolean comparable = sameParty || test.ending() != InteropCase.Ending.OMIT;
    return (!settled || same(sender.sent(), receiver.sent()))
        && same(sender.received(), receiver.received())
        && (!comparable || same(sender.lost(), receiver.lost()));
  }

  private static boolean same(long a, long b) {
    return a < 0 || b < 0 || a == b;
  }

  void check(SoftAssertions assertions, InteropCase test) {
    assertions.assertThat(problems).as(test.words()).isEmpty();
    assertions.assertThat(sent).as(test.words() + ": bytes sent").isPositive();
    assertions.assertThat(received).as(test.words() + ": bytes received").isPositive();
    if (test.ending() == InteropCase.Ending.BYTES && test.direction() == Direction.FORWARD) {
      assertions
          .assertThat(sent)
          .as(test.words() + ": bytes sent")
          .isGreaterThanOrEqualTo(test.parameters().amount().bytes());
    }
  }

  String words() {
    if (!problems.isEmpty()) {
      return "**no**";
    }
    if (exact) {
      return lost > 0 ? "= (" + lost + " lost)" : "=";
    }
    return received <= sent ? "−" + (sent - received) : "+" + (received - sent);
  }
}
