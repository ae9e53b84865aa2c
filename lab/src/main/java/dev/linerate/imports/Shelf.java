package dev.linerate.imports;

import dev.linerate.result.Interval;
import dev.linerate.result.Run;
import java.util.List;

/**
 * Where imported samples go as they are read: a results file, which takes any number, or memory.
 */
public interface Shelf {
  /** Makes room for a trial; the number it is called by, from 0. */
  int open();

  /** Adds a sample to that trial, behind those it has. */
  void add(int trial, Interval sample);

  /**
   * Ends the import: what the trials were, and of which cases.
   *
   * @param run with its cases, whose trials have no intervals of their own
   * @param trials for each case, in its order, the numbers of its trials in theirs
   */
  void finish(Run run, List<List<Integer>> trials);
}
