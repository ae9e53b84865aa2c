package dev.linerate.imports;

import dev.linerate.fault.LinerateException;

/** Makes a shelf for each run that an import finds. */
public interface Shelves {
  /**
   * A shelf for the run of that id.
   *
   * @throws LinerateException (user) when there is such a run already
   */
  Shelf open(String runId);
}
