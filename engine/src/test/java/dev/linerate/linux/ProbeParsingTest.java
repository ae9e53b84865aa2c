package dev.linerate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Packets as tcpdump -xx shows them: what comes back for ICMP and ARP probes. */
class ProbeParsingTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final int IDENTIFIER = 0x1234;
  private static final int NUMBER = 7;

  /** An IPv4 header of 20 bytes from 198.18.0.2 to 198.18.0.1, protocol ICMP. */
  private static final String IP = "4500003c0000400040010000c6120002c6120001";

  private static final String REQUEST = "0800000012340007";

  private static EchoReply parsed(String hex) {
    byte[] packet = HEX.parseHex(hex);
    return EchoReply.parse(packet, packet.length, IDENTIFIER, NUMBER).orElseThrow();
  }

  private static boolean ignored(String hex) {
    byte[] packet = HEX.parseHex(hex);
    return EchoReply.parse(packet, packet.length, IDENTIFIER, NUMBER).isEmpty();
  }

  @Test
  void anEchoReplyIsOurs() {
    assertThat(parsed(IP + "0000000012340007"))
        .isEqualTo(new EchoReply(EchoReply.Kind.ANSWERED, "198.18.0.2", 0));
  }

  @Test
  void aRouterTellsTheSizeItPasses() {
    assertThat(parsed(IP + "0304000000000578" + IP + REQUEST))
        .isEqualTo(new EchoReply(EchoReply.Kind.TOO_LARGE_THERE, "198.18.0.2", 1400));
  }

  @Test
  void aRouterTellsThatTimeIsOverOrThatThereIsNoWay() {
    assertThat(parsed(IP + "0b00000000000000" + IP + REQUEST).kind())
        .isEqualTo(EchoReply.Kind.EXPIRED);
    assertThat(parsed(IP + "0301000000000000" + IP + REQUEST).kind())
        .isEqualTo(EchoReply.Kind.UNREACHABLE);
  }

  @Test
  void whatOthersAskedForIsIgnored() {
    assertThat(ignored(IP + "0000000012350007")).isTrue();
    assertThat(ignored(IP + "0000000012340008")).isTrue();
    assertThat(ignored(IP + REQUEST)).isTrue();
    assertThat(ignored(IP + "0304000000000578" + IP + "0800000099990007")).isTrue();
  }

  @Test
  void whatIsCutShortOrNoIpv4IsIgnored() {
    assertThat(ignored("")).isTrue();
    assertThat(ignored(IP.substring(0, 30))).isTrue();
    assertThat(ignored(IP + "00000000")).isTrue();
    assertThat(ignored(IP + "0b00000000000000" + IP.substring(0, 20))).isTrue();
    assertThat(ignored("6" + IP.substring(1) + "0000000012340007")).isTrue();
    assertThat(ignored("40" + IP.substring(2) + "0000000012340007")).isTrue();
  }

  @Test
  void theChecksumOfAPacketWithItsChecksumIsZero() {
    byte[] packet = HEX.parseHex("0800000012340007616263");
    int sum = EchoSocket.checksum(packet);
    packet[2] = (byte) (sum >> 8);
    packet[3] = (byte) sum;
    assertThat(EchoSocket.checksum(packet)).isZero();
  }

  @Test
  void anArpRequestAsksEverybodyAndItsAnswerTellsTheOwner() {
    byte[] target = {(byte) 198, 19, 2, 3};
    byte[] request =
        ArpSocket.request(HEX.parseHex("4ea82fb2003e"), new byte[] {(byte) 198, 19, 2, 1}, target);
    assertThat(HEX.formatHex(request))
        .isEqualTo(
            "ffffffffffff4ea82fb2003e0806"
                + "0001080006040001"
                + "4ea82fb2003ec6130201"
                + "000000000000c6130203");
    String answer =
        "4ea82fb2003e02005e0053010806"
            + "0001080006040002"
            + "02005e005301c6130203"
            + "4ea82fb2003ec6130201";
    assertThat(ArpSocket.owner(HEX.parseHex(answer), target)).contains("02:00:5e:00:53:01");
    assertThat(ArpSocket.owner(HEX.parseHex(answer), new byte[] {1, 2, 3, 4})).isEmpty();
    assertThat(ArpSocket.owner(request, target)).isEmpty();
    assertThat(ArpSocket.owner(new byte[10], target)).isEmpty();
  }
}
