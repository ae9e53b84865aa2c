package dev.linerate.iperf;

/**
 * How fast each stream sends.
 *
 * @param bitsPerSecond payload bits a second; 0 is as fast as it goes
 * @param burst blocks sent together before the rate is looked at again, 0 … 1000
 * @param timerMicros iperf3's pacing timer, microseconds
 * @param socketBitsPerSecond limit that the kernel keeps ({@code --fq-rate}, SO_MAX_PACING_RATE); 0
 *     is none
 */
public record Pace(long bitsPerSecond, int burst, int timerMicros, long socketBitsPerSecond) {
  public static final int MAX_BURST = 1000;
  public static final int DEFAULT_TIMER_MICROS = 1000;
  public static final Pace UNLIMITED = of(0);

  private static final int MAX_TIMER_MICROS = 60_000_000;

  public Pace {
    Limit.range("bandwidth", bitsPerSecond, 0, Long.MAX_VALUE);
    Limit.range("burst", burst, 0, MAX_BURST);
    Limit.range("pacing_timer", timerMicros, 0, MAX_TIMER_MICROS);
    Limit.range("fqrate", socketBitsPerSecond, 0, Long.MAX_VALUE);
  }

  public static Pace of(long bitsPerSecond) {
    return new Pace(bitsPerSecond, 0, DEFAULT_TIMER_MICROS, 0);
  }
}
