package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UdpHelloTest {
  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({"CURRENT, 39383736, 36373839", "OLD, 15cd5b07, b168de3a"})
  void theWordsOnTheWire(UdpHello hello, String request, String answer) {
    assertThat(hex(hello.writeRequest(memory(64)))).isEqualTo(request);
    assertThat(hex(hello.writeAnswer(memory(64)))).isEqualTo(answer);
  }

  @ParameterizedTest
  @EnumSource
  void eachIsKnownAgain(UdpHello hello) {
    MemorySegment datagram = memory(64);
    hello.writeRequest(datagram);
    assertThat(UdpHello.of(datagram, 4)).contains(hello);
    assertThat(UdpHello.isAnswer(datagram, 4)).isFalse();
    hello.writeAnswer(datagram);
    assertThat(UdpHello.isAnswer(datagram, 4)).isTrue();
    assertThat(UdpHello.of(datagram, 4)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "3", "5", "64"})
  void anotherLengthIsNone(int length) {
    MemorySegment datagram = memory(64);
    UdpHello.CURRENT.writeRequest(datagram);
    assertThat(UdpHello.of(datagram, length)).isEmpty();
    UdpHello.CURRENT.writeAnswer(datagram);
    assertThat(UdpHello.isAnswer(datagram, length)).isFalse();
  }

  private static MemorySegment memory(int bytes) {
    return Arena.ofAuto().allocate(bytes);
  }

  private static String hex(MemorySegment segment) {
    return HEX.formatHex(segment.toArray(ValueLayout.JAVA_BYTE));
  }
}
