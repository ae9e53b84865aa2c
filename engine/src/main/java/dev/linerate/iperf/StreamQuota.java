package dev.linerate.iperf;

/** How many streams all tests of a server may have together. */
final class StreamQuota {
  private int left;

  StreamQuota(int streams) {
    left = streams;
  }

  /**
   * Takes some, until the share is closed.
   *
   * @throws RefusedException when there are not so many
   */
  synchronized Share take(int streams) throws RefusedException {
    if (streams > left) {
      throw Admission.refused(
          ServerError.CREATING_STREAM, "too many streams of other tests are running");
    }
    left -= streams;
    return () -> giveBack(streams);
  }

  private synchronized void giveBack(int streams) {
    left += streams;
  }

  /** Streams that were taken. */
  interface Share extends AutoCloseable {
    @Override
    void close();
  }
}
