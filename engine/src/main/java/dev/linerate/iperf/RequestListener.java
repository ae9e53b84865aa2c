package dev.linerate.iperf;

/** Hears of one test of requests; called by one thread. */
public interface RequestListener {
  /** Hears nothing. */
  RequestListener NONE =
      new RequestListener() {
        @Override
        public void started(Endpoint server, Parameters parameters) {}

        @Override
        public void interval(TransactionInterval interval) {}

        @Override
        public void ended(RequestReport report) {}

        @Override
        public void failed(String error) {}
      };

  void started(Endpoint server, Parameters parameters);

  void interval(TransactionInterval interval);

  /** Also when it broke off after it had started. */
  void ended(RequestReport report);

  /** The test did not begin. */
  void failed(String error);
}
