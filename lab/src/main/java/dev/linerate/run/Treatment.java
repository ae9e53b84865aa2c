package dev.linerate.run;

import dev.linerate.network.EndpointPair;

/** Something around a case that is other than usual during each of its trials. */
@FunctionalInterface
public interface Treatment {
  /** Nothing. */
  Treatment NONE = _ -> () -> {};

  /**
   * Changes it.
   *
   * @throws dev.linerate.fault.LinerateException when it cannot be changed; the trial fails of it
   */
  Applied apply(EndpointPair pair);

  /** A change that is in effect; closing it takes it back. */
  @FunctionalInterface
  interface Applied extends AutoCloseable {
    @Override
    void close();
  }
}
