package dev.linerate.telemetry;

/** What a core can spend its time on (proc_stat(5)). */
public enum CoreState {
  /** Programs, also with a changed priority, and virtual machines. */
  USER,
  /** The kernel, on behalf of programs. */
  SYSTEM,
  /** Soft interrupts: most of receiving is there. */
  SOFTIRQ,
  /** Interrupts; many kernels do not tell them apart and say 0. */
  IRQ,
  /** What the hypervisor gave to others. */
  STEAL,
  /** Nothing, or waiting for a disk. */
  IDLE
}
