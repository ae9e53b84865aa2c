package dev.linerate.traffic;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/** What blocks are filled with, once, before the first is sent. */
public enum Payload {
  /** Bytes that cannot be compressed on the way. */
  RANDOM {
    @Override
    void fill(MemorySegment block) {
      SplittableRandom random = new SplittableRandom();
      for (long i = 0; i < block.byteSize(); i++) {
        block.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
      }
    }
  },

  /** The digits again and again, as iperf3's {@code --repeating-payload}. */
  REPEATING {
    @Override
    void fill(MemorySegment block) {
      for (long i = 0; i < block.byteSize(); i++) {
        block.set(ValueLayout.JAVA_BYTE, i, (byte) ('0' + i % 10));
      }
    }
  };

  abstract void fill(MemorySegment block);
}
