package dev.linerate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageBatchTest {
  private final Kernel kernel = Kernel.current();
  private Socket receiver;
  private Socket sender;

  @BeforeEach
  void connect() throws IOException {
    receiver = Socket.udp(false);
    receiver.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    sender = Socket.udp(false);
    sender.connect(receiver.local());
  }

  @AfterEach
  void close() {
    receiver.close();
    sender.close();
  }

  @Test
  void severalAtOnce() throws IOException {
    try (MessageBatch out = new MessageBatch(4, 100);
        MessageBatch in = new MessageBatch(8, 100)) {
      for (int i = 0; i < 4; i++) {
        out.data().set(ValueLayout.JAVA_BYTE, out.offset(i), (byte) (10 + i));
        out.length(i, 20 + i);
      }
      assertThat(out.send(kernel, sender.fd(), 3)).isEqualTo(3);
      assertThat(in.receive(kernel, receiver.fd(), MessageFlag.WAIT_FOR_ONE)).isEqualTo(3);
      for (int i = 0; i < 3; i++) {
        assertThat(in.received(i)).isEqualTo(20 + i);
        assertThat(in.data().get(ValueLayout.JAVA_BYTE, in.offset(i))).isEqualTo((byte) (10 + i));
        assertThat(in.port(i)).isEqualTo(sender.local().getPort());
        assertThat(in.segment(i)).isZero();
        assertThat(in.truncated(i)).isFalse();
      }
    }
  }

  @Test
  void longerThanTheBuffer() throws IOException {
    try (MessageBatch out = new MessageBatch(1, 100);
        MessageBatch in = new MessageBatch(1, 50)) {
      out.send(kernel, sender.fd(), 1);
      in.receive(kernel, receiver.fd(), 0);
      assertThat(in.received(0)).isEqualTo(50);
      assertThat(in.truncated(0)).isTrue();
    }
  }

  @Test
  void oneSendOfManyDatagramsComesAsOne() throws IOException {
    sender.option(SocketOption.UDP_SEGMENT, 1000);
    receiver.option(SocketOption.UDP_GRO, 1);
    try (MessageBatch out = new MessageBatch(1, 2500);
        MessageBatch in = new MessageBatch(4, 65_535)) {
      assertThat(out.send(kernel, sender.fd(), 1)).isOne();
      assertThat(in.receive(kernel, receiver.fd(), MessageFlag.WAIT_FOR_ONE)).isOne();
      assertThat(in.received(0)).isEqualTo(2500);
      assertThat(in.segment(0)).isEqualTo(1000);
    }
  }

  @Test
  void whenItCame() throws IOException {
    try (MessageBatch out = new MessageBatch(2, 100);
        MessageBatch in = new MessageBatch(2, 100)) {
      out.send(kernel, sender.fd(), 1);
      in.receive(kernel, receiver.fd(), MessageFlag.WAIT_FOR_ONE);
      assertThat(in.arrivedNanos(0)).isZero();
      receiver.option(SocketOption.SO_TIMESTAMPNS, 1);
      Instant before = Instant.now();
      out.send(kernel, sender.fd(), 2);
      assertThat(in.receive(kernel, receiver.fd(), MessageFlag.WAIT_FOR_ONE)).isEqualTo(2);
      Instant after = Instant.now();
      assertThat(Instant.EPOCH.plusNanos(in.arrivedNanos(0))).isBetween(before, after);
      assertThat(in.arrivedNanos(1)).isGreaterThanOrEqualTo(in.arrivedNanos(0));
    }
  }

  @Test
  void whatTheSocketDropped() throws IOException {
    receiver.option(SocketOption.SO_RXQ_OVFL, 1);
    receiver.option(SocketOption.SO_RCVBUF, 4096);
    try (MessageBatch out = new MessageBatch(100, 1000);
        MessageBatch in = new MessageBatch(100, 1000)) {
      assertThat(out.send(kernel, sender.fd(), 100)).isEqualTo(100);
      int kept = in.receive(kernel, receiver.fd(), MessageFlag.WAIT_FOR_ONE);
      assertThat(kept).isBetween(1, 99);
      // a datagram tells of the drops before it, so the next one tells of all
      out.send(kernel, sender.fd(), 1);
      assertThat(receiver.readable(Duration.ofSeconds(10))).isTrue();
      assertThat(in.receive(kernel, receiver.fd(), MessageFlag.WAIT_FOR_ONE)).isOne();
      assertThat(in.drops(0)).isEqualTo(100 - kept);
    }
  }
}
