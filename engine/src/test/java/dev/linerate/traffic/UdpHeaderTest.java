package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class UdpHeaderTest {
  private final byte[] bytes = new byte[20];
  private final MemorySegment memory = MemorySegment.ofArray(bytes);
  private final SequenceTracker tracker = new SequenceTracker();

  @Test
  void secondsAndMicroseconds() {
    UdpHeader.NARROW.write(memory, 0, UdpHeader.stamp(258_000_007_999L), 1);
    assertThat(bytes).startsWith(0, 0, 1, 2, 0, 0, 0, 7, 0, 0, 0, 1);
    assertThat(UdpHeader.sentNanos(memory, 0)).isEqualTo(258_000_007_000L);
  }

  @Test
  void wide() {
    UdpHeader.WIDE.write(memory, 0, UdpHeader.stamp(0), 0x01_0000_0002L);
    assertThat(bytes).startsWith(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2);
    UdpHeader.WIDE.track(memory, 0, tracker);
    assertThat(tracker.highest()).isEqualTo(0x01_0000_0002L);
    assertThat(UdpHeader.of(true).bytes()).isEqualTo(16);
  }

  @Test
  void narrowNumbersAreWithoutSign() {
    tracker.arrived(0x7FFF_FFFFL);
    UdpHeader.NARROW.write(memory, 0, 0, 0x8000_0000L);
    UdpHeader.NARROW.track(memory, 0, tracker);
    assertThat(tracker.highest()).isEqualTo(0x8000_0000L);
  }
}
