package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.linux.SocketOption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UdpLoopsTest {
  private static final int BYTES = 1000;

  private final StreamCounters sent = new StreamCounters();
  private final StreamCounters received = new StreamCounters();
  private final StopFlag stop = new StopFlag();
  private Loopback pair;

  @BeforeEach
  void connect() throws Exception {
    pair = Loopback.udp();
  }

  @AfterEach
  void close() {
    pair.close();
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false",
    "false, true, true",
    "true, false, true",
    "true, true, false",
    "true, true, true"
  })
  void whatIsSentIsReceivedOrLost(boolean segmentation, boolean coalescing, boolean wide)
      throws Exception {
    UdpSending sending = UdpSending.of(BYTES).withSegmentation(segmentation).withWideCounters(wide);
    UdpReceiving receiving =
        UdpReceiving.of(BYTES).withCoalescing(coalescing).withWideCounters(wide);
    UdpReceiver listening = receiver(receiving);
    TrafficThread receiver = Running.start(listening);
    // it listens when it has a core
    Running.await(() -> received.datagramCounts().socketDrops().isPresent());
    UdpSender loop = sender(sending, Budget.ofBlocks(10_007));
    Running.finish(Running.start(loop));
    stop.stop();
    Running.finish(receiver);
    assertThat(loop.segments()).isEqualTo(segmentation ? 65 : 1);
    assertThat(listening.coalesces()).isEqualTo(coalescing);
    assertThat(sent.datagrams()).isEqualTo(10_007);
    assertThat(sent.bytes()).isEqualTo(10_007L * BYTES);
    DatagramCounts counts = received.datagramCounts();
    assertThat(received.bytes()).isEqualTo((counts.packets() - counts.lost()) * BYTES);
    assertThat(received.bytes()).isPositive();
    assertThat(counts.outOfOrder()).isZero();
    assertThat(counts.duplicates()).isZero();
    // over loopback nothing is lost but in the socket, which counts a coalesced one once
    long missing = 10_007 - (counts.packets() - counts.lost());
    if (segmentation) {
      assertThat(counts.socketDrops().orElseThrow()).isBetween(missing / 65, missing);
    } else {
      assertThat(counts.socketDrops()).hasValue(missing);
    }
  }

  /** No later datagram shows the gap. */
  @Test
  void whatTheSocketDroppedAfterTheLastIsLost() throws Exception {
    pair.server().option(SocketOption.SO_RCVBUF, 20_000);
    Running.finish(Running.start(sender(UdpSending.of(BYTES), Budget.ofBlocks(300))));
    stop.stop();
    Running.finish(Running.start(receiver(UdpReceiving.of(BYTES))));
    DatagramCounts counts = received.datagramCounts();
    long came = received.bytes() / BYTES;
    assertThat(came).isBetween(1L, 299L);
    assertThat(counts.packets()).isEqualTo(300);
    assertThat(counts.lost()).isEqualTo(300 - came);
    assertThat(counts.socketDrops()).hasValue(300 - came);
  }

  @Test
  void pacedDatagramsAllArrive() throws Exception {
    // so few fit into the receiver's buffer, also when it gets no core meanwhile
    UdpSending sending = UdpSending.of(BYTES).withRate(80_000_000).withBurst(3);
    TrafficThread receiver = Running.start(receiver(UdpReceiving.of(BYTES)));
    Running.finish(Running.start(sender(sending, Budget.ofBlocks(50))));
    stop.stop();
    Running.finish(receiver);
    assertThat(sent.datagrams()).isEqualTo(50);
    assertThat(sent.pacedSends()).isEqualTo(Math.ceilDiv(50, 3));
    assertThat(sent.lateNanos()).isNotNegative();
    assertThat(received.bytes()).isEqualTo(50 * BYTES);
  }

  @Test
  void datagramsLargerThanTheMtuAreNotSegmented() throws Exception {
    pair.client().option(SocketOption.IP_MTU_DISCOVER, 0);
    UdpSender loop = sender(UdpSending.of(60_000).withSegmentation(true), Budget.ofBlocks(3));
    Running.finish(Running.start(loop));
    assertThat(loop.segments()).isOne();
    assertThat(sent.datagrams()).isEqualTo(3);
  }

  @Test
  void aPeerThatIsNotThereYet() throws Exception {
    pair.server().close();
    Running.finish(Running.start(sender(UdpSending.of(BYTES), Budget.ofBlocks(500))));
    assertThat(sent.datagrams()).isEqualTo(500);
  }

  @Test
  void whatIsNoneOfOursIsNotCounted() throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment datagram = arena.allocate(16);
      UdpHeader.WIDE.write(datagram, 0, 0, 1);
      pair.client().write(datagram.asSlice(0, 4));
      pair.client().write(datagram.asSlice(0, 15));
      pair.client().write(datagram);
    }
    TrafficThread receiver = Running.start(receiver(UdpReceiving.of(BYTES).withWideCounters(true)));
    Running.await(() -> received.bytes() > 0);
    stop.stop();
    Running.finish(receiver);
    assertThat(received.bytes()).isEqualTo(16);
    assertThat(received.datagrams()).isOne();
  }

  @Test
  void longerThanExpectedIsCountedWhole() throws Exception {
    Running.finish(Running.start(sender(UdpSending.of(BYTES), Budget.ofBlocks(2))));
    stop.stop();
    Running.finish(Running.start(receiver(UdpReceiving.of(100))));
    assertThat(received.bytes()).isEqualTo(2 * BYTES);
  }

  @Test
  void thePayloadRepeatsAfterTheHeader() throws Exception {
    UdpSending sending = new UdpSending(16, 0, 1, Payload.REPEATING, false, false);
    Running.finish(Running.start(sender(sending, Budget.ofBlocks(1))));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment datagram = arena.allocate(100);
      assertThat(pair.server().read(datagram)).isEqualTo(16);
      assertThat(datagram.getString(12)).isEqualTo("2345");
    }
  }

  private UdpSender sender(UdpSending sending, Budget budget) {
    return new UdpSender(pair.client(), sending, budget, stop, sent);
  }

  private UdpReceiver receiver(UdpReceiving receiving) {
    return new UdpReceiver(pair.server(), receiving, stop, received);
  }
}
