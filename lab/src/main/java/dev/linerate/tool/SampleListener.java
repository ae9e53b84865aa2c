package dev.linerate.tool;

import dev.linerate.result.Interval;

/** Hears what is read of a saved report, as it is read. */
public interface SampleListener {
  void sample(Interval sample);

  /** A sample that cannot be right, which is left out; a clause. */
  void fault(String why);
}
