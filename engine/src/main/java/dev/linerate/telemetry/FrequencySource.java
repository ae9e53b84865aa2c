package dev.linerate.telemetry;

import dev.linerate.linux.KernelFile;
import java.util.BitSet;
import java.util.List;

/**
 * The frequency of cores ({@code cpufreq/scaling_cur_freq}, kHz), of those alone that the traffic
 * is on: on some machines asking disturbs the core that is asked.
 */
final class FrequencySource implements Source {
  private final List<Core> cores;
  private final int width;
  private final BitSet used;
  private final BitSet whole = new BitSet();

  /**
   * A core that tells its frequency.
   *
   * @param place of its number in a row
   */
  record Core(int number, int place, KernelFile file) {}

  /**
   * A source.
   *
   * @param used by number, which cores are asked; may change
   */
  FrequencySource(List<Core> cores, int width, BitSet used) {
    this.cores = List.copyOf(cores);
    this.width = width;
    this.used = used;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void read() {
    for (int i = 0; i < cores.size(); i++) {
      Core core = cores.get(i);
      whole.set(i, used.get(core.number()) && core.file().read());
    }
  }

  @Override
  public void parse(Lines lines, long[] row) {
    for (int i = whole.nextSetBit(0); i >= 0; i = whole.nextSetBit(i + 1)) {
      Core core = cores.get(i);
      if (lines.over(core.file().bytes(), core.file().length()).next()) {
        row[core.place()] = lines.number();
      }
    }
  }

  @Override
  public void close() {
    cores.forEach(core -> core.file().close());
  }
}
