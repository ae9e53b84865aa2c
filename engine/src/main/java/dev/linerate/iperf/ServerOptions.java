package dev.linerate.iperf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What a server does.
 *
 * @param port TCP and UDP; 0 takes a free one
 * @param bind local address; empty is all of the family's
 * @param device local interface
 * @param interval length of the intervals that are reported; zero is none until the end
 * @param tests ends after so many; 0 is never
 * @param jsonOutput clients that ask for the server's report get JSON, not text
 * @param cores where the threads of a test stay that send or receive, unless its client names a
 *     core; one that is not to be used here is passed over
 */
public record ServerOptions(
    int port,
    AddressFamily family,
    Optional<InetAddress> bind,
    Optional<String> device,
    Duration interval,
    int tests,
    boolean jsonOutput,
    StreamCores cores,
    ServerLimits limits,
    Optional<ServerAuthentication> authentication) {
  /** iperf3's port on all addresses, for everybody, with safe limits. */
  public static final ServerOptions DEFAULT =
      new ServerOptions(
          ClientOptions.DEFAULT_PORT,
          AddressFamily.ANY,
          Optional.empty(),
          Optional.empty(),
          ClientOptions.DEFAULT_INTERVAL,
          0,
          false,
          StreamCores.ANY,
          ServerLimits.DEFAULT,
          Optional.empty());

  public ServerOptions {
    Limit.range("port", port, 0, 65_535);
    Limit.range("tests", tests, 0, Integer.MAX_VALUE);
    Limit.interval(interval);
  }

  public ServerOptions withPort(int changed) {
    return new ServerOptions(
        changed, family, bind, device, interval, tests, jsonOutput, cores, limits, authentication);
  }

  /** Which of this end's addresses and interfaces are used. */
  public ServerOptions withLocal(
      AddressFamily changedFamily,
      Optional<InetAddress> changedBind,
      Optional<String> changedDevice) {
    return new ServerOptions(
        port,
        changedFamily,
        changedBind,
        changedDevice,
        interval,
        tests,
        jsonOutput,
        cores,
        limits,
        authentication);
  }

  public ServerOptions withInterval(Duration changed) {
    return new ServerOptions(
        port, family, bind, device, changed, tests, jsonOutput, cores, limits, authentication);
  }

  /** Ends after so many tests; 0 is never. */
  public ServerOptions withTests(int changed) {
    return new ServerOptions(
        port, family, bind, device, interval, changed, jsonOutput, cores, limits, authentication);
  }

  public ServerOptions withJsonOutput(boolean changed) {
    return new ServerOptions(
        port, family, bind, device, interval, tests, changed, cores, limits, authentication);
  }

  /** The same with all its threads on one core. */
  public ServerOptions withCore(int changed) {
    return withCores(StreamCores.of(changed));
  }

  public ServerOptions withCores(StreamCores changed) {
    return new ServerOptions(
        port, family, bind, device, interval, tests, jsonOutput, changed, limits, authentication);
  }

  public ServerOptions withLimits(ServerLimits changed) {
    return new ServerOptions(
        port, family, bind, device, interval, tests, jsonOutput, cores, changed, authentication);
  }

  public ServerOptions withAuthentication(ServerAuthentication changed) {
    return new ServerOptions(
        port,
        family,
        bind,
        device,
        interval,
        tests,
        jsonOutput,
        cores,
        limits,
        Optional.of(changed));
  }
}
