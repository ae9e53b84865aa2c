package dev.linerate.iperf;

/** Hears of one test in the order of the methods; called by one thread at a time. */
public interface TestListener {
  /** Hears nothing. */
  TestListener NONE =
      new TestListener() {
        @Override
        public void started(TestStart start) {}

        @Override
        public void interval(TestInterval interval) {}

        @Override
        public void ended(TestReport report) {}

        @Override
        public void failed(String error) {}
      };

  /** The data has just begun to flow; told before {@link #started}, and not to be held up. */
  default void began(TestBegin begin) {}

  /** The data begins to flow. */
  void started(TestStart start);

  /** An interval has passed. */
  void interval(TestInterval interval);

  /** The test has ended; also when it broke off after it had started, see {@link TestReport}. */
  void ended(TestReport report);

  /** The test did not begin. */
  void failed(String error);
}
