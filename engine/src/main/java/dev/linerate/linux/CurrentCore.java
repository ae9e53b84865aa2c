package dev.linerate.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * The core that the thread which made this runs on, cheap enough to ask at every send: out of the
 * area that the kernel keeps for restartable sequences (rseq, linux/rseq.h: {@code cpu_id}) where
 * glibc registered one (2.35 or newer, x86-64), else by getcpu(2). For that thread alone.
 */
public final class CurrentCore {
  private static final long CPU_ID = 4;

  private final Kernel kernel = Kernel.current();
  private final MemorySegment answer = Arena.ofAuto().allocate(ValueLayout.JAVA_INT);
  private final Optional<MemorySegment> area;

  /** For the calling thread. */
  public CurrentCore() {
    area = Rseq.area().filter(a -> a.get(ValueLayout.JAVA_INT, CPU_ID) >= 0);
  }

  /** Number of the core. */
  public int number() {
    if (area.isPresent()) {
      return area.get().get(ValueLayout.JAVA_INT, CPU_ID);
    }
    long result = kernel.call(SystemCall.GETCPU, answer.address());
    return result < 0 ? -1 : answer.get(ValueLayout.JAVA_INT, 0);
  }

  /** Linked when it is first needed. */
  private static final class Rseq {
    private static final int BYTES = 32;

    private Rseq() {}

    /** The calling thread's; empty where glibc has none, or keeps it elsewhere. */
    @SuppressWarnings("restricted")
    static Optional<MemorySegment> area() {
      // The offset counts from the thread pointer, which pthread_self() is on x86-64 alone.
      if (!System.getProperty("os.arch", "").equals("amd64")) {
        return Optional.empty();
      }
      SymbolLookup libc = Linker.nativeLinker().defaultLookup();
      Optional<MemorySegment> offset = libc.find("__rseq_offset");
      Optional<MemorySegment> size = libc.find("__rseq_size");
      if (offset.isEmpty() || size.isEmpty()) {
        return Optional.empty();
      }
      if (size.get().reinterpret(4).get(ValueLayout.JAVA_INT, 0) == 0) {
        return Optional.empty();
      }
      long from = offset.get().reinterpret(8).get(ValueLayout.JAVA_LONG, 0);
      return Optional.of(MemorySegment.ofAddress(self(libc) + from).reinterpret(BYTES));
    }

    @SuppressWarnings("restricted")
    private static long self(SymbolLookup libc) {
      try {
        return (long)
            Linker.nativeLinker()
                .downcallHandle(
                    libc.findOrThrow("pthread_self"), FunctionDescriptor.of(ValueLayout.JAVA_LONG))
                .invokeExact();
      } catch (Throwable t) {
        throw new IllegalStateException("pthread_self(3) cannot be called", t);
      }
    }
  }
}
