package dev.linerate.iperf;

/**
 * Processor time used during a test, in percent of one core: 100 is one core kept busy.
 *
 * @param total user and system together
 */
public record CpuUse(double total, double user, double system) {
  public static final CpuUse NONE = new CpuUse(0, 0, 0);
}
