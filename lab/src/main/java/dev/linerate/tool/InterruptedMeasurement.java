package dev.linerate.tool;

import java.util.concurrent.CancellationException;

/** A trial was interrupted; what had been measured until then is kept. */
public final class InterruptedMeasurement extends CancellationException {
  private final transient Measurement partial;

  public InterruptedMeasurement(Measurement partial, CancellationException cause) {
    super("interrupted");
    this.partial = partial;
    initCause(cause);
  }

  /** The intervals until the interruption; a failed measurement. */
  public Measurement partial() {
    return partial;
  }
}
