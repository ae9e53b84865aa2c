package dev.linerate.it.engine;

import dev.linerate.iperf.Direction;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/**
 * How far both ends of a test agree.
 *
 * @param told each end was told what the other counted
 * @param sent bytes of all sending ends
 * @param received bytes of all receiving ends
 * @param lost datagrams
 * @param exact whether the protocol lets the bytes agree
 * @param problems what must not be
 */
record Agreement(
    boolean told, long sent, long received, long lost, boolean exact, List<String> problems) {

  static Agreement of(
      InteropCase test, Party client, Party server, EndCounts atClient, EndCounts atServer) {
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
      if (here.sender() == there.sender()) {
        problems.add("stream " + i + ": both ends, or none, send");
      }
      EndCounts.Stream sender = here.sender() ? here : there;
      EndCounts.Stream receiver = here.sender() ? there : here;
      Party receiving = here.sender() ? server : client;
      sent += sender.sent();
      lost += Math.max(0, receiver.lost());
      if (test.udp()) {
        udp(test, i, sender, receiver, client == server, problems);
      } else {
        received += receiver.received();
        boolean agrees = agrees(test, receiving);
        exact &= agrees;
        tcp(i, sender, receiver, agrees, problems);
      }
    }
    if (test.udp()) {
      received = sent - lost * InteropCase.DATAGRAM;
    }
    return new Agreement(problems.isEmpty(), sent, received, lost, exact, problems);
  }

  /**
   * Whether a receiver gets all that was sent: linerate's reads to the end; iperf3's stops when the
   * test is over. The omitted time ends at each end when its own clock says so.
   */
  private static boolean agrees(InteropCase test, Party receiving) {
    return receiving == Party.LINERATE && test.ending() != InteropCase.Ending.OMIT;
  }

  private static void tcp(
      int i,
      EndCounts.Stream sender,
      EndCounts.Stream receiver,
      boolean exact,
      List<String> problems) {
    if (sender.received() != receiver.received() || sender.sent() != receiver.sent()) {
      problems.add("stream " + i + ": told " + sender + ", counted " + receiver);
    }
    if (exact && sender.sent() != receiver.received()) {
      problems.add("stream " + i + ": sent and received differ: " + sender + ", " + receiver);
    }
  }

  private static void udp(
      InteropCase test,
      int i,
      EndCounts.Stream sender,
      EndCounts.Stream receiver,
      boolean sameParty,
      List<String> problems) {
    // before 3.14 iperf3 does not tell what of the loss was in the omitted time
    boolean knows = sameParty || test.ending() != InteropCase.Ending.OMIT;
    if (knows && sender.lost() != receiver.lost()) {
      problems.add("stream " + i + ": lost " + sender + ", " + receiver);
    }
    if (sender.sent() != receiver.sent()) {
      problems.add("stream " + i + ": told " + sender + ", counted " + receiver);
    }
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
      return "=";
    }
    return received <= sent ? "−" + (sent - received) : "+" + (received - sent);
  }
}
