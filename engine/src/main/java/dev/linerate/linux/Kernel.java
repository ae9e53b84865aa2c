package dev.linerate.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * One thread's door to the kernel. A call returns what the kernel itself returns: a value ≥ 0, or
 * −errno. It allocates nothing.
 *
 * <p>All calls go through libc's {@code syscall(2)}, one foreign function for all: linking a
 * function costs a start milliseconds. Memory is passed by address; the caller keeps it alive.
 */
public final class Kernel {
  private static final ThreadLocal<Kernel> CURRENT = ThreadLocal.withInitial(Kernel::new);

  private final MemorySegment state = Arena.ofAuto().allocate(Libc.STATE);

  private Kernel() {}

  /** Of the calling thread; not to be handed to another. */
  public static Kernel current() {
    return CURRENT.get();
  }

  public long call(SystemCall call, long a) {
    return call(call, a, 0, 0, 0, 0, 0);
  }

  public long call(SystemCall call, long a, long b) {
    return call(call, a, b, 0, 0, 0, 0);
  }

  public long call(SystemCall call, long a, long b, long c) {
    return call(call, a, b, c, 0, 0, 0);
  }

  public long call(SystemCall call, long a, long b, long c, long d) {
    return call(call, a, b, c, d, 0, 0);
  }

  public long call(SystemCall call, long a, long b, long c, long d, long e) {
    return call(call, a, b, c, d, e, 0);
  }

  /** The kernel's answer: ≥ 0, or −errno. */
  public long call(SystemCall call, long a, long b, long c, long d, long e, long f) {
    long result;
    try {
      result = (long) Libc.SYSCALL.invokeExact(state, call.number(), a, b, c, d, e, f);
    } catch (Throwable t) {
      throw new IllegalStateException("syscall(2) cannot be called", t);
    }
    return result < 0 ? -(int) Libc.ERRNO.get(state, 0L) : result;
  }

  /**
   * The kernel's answer, or the error as an exception.
   *
   * @throws LinuxException when it is negative
   */
  static long checked(SystemCall call, long result) throws LinuxException {
    if (result < 0) {
      throw new LinuxException(call, (int) -result);
    }
    return result;
  }

  /** Linked when it is first needed. */
  private static final class Libc {
    static final StructLayout STATE = Linker.Option.captureStateLayout();
    static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    @SuppressWarnings("restricted")
    static final MethodHandle SYSCALL =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG),
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));
  }
}
