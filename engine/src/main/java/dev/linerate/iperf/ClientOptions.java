package dev.linerate.iperf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What a client does: which server, which test, from where.
 *
 * @param host the server's name or address
 * @param port the server's TCP port, and its UDP port
 * @param parameters the test; a block size of 0 becomes 128 KiB for TCP, and for UDP what fits a
 *     segment of the control connection
 * @param interval length of the intervals that are reported; zero is none until the end
 * @param family which addresses of the host are tried
 * @param bind local address of all connections ({@code -B})
 * @param device local interface of all connections ({@code -B HOST%DEV}, {@code --bind-dev})
 * @param firstPort local port of the first data connection, the others follow ({@code --cport}); 0
 *     leaves it to the kernel
 * @param connectLimit the time the control connection may take to come about
 * @param cores where the threads stay that send or receive ({@code -A})
 * @param credentials for servers that ask for them
 */
public record ClientOptions(
    String host,
    int port,
    Parameters parameters,
    Duration interval,
    AddressFamily family,
    Optional<InetAddress> bind,
    Optional<String> device,
    int firstPort,
    Duration connectLimit,
    StreamCores cores,
    Optional<Credentials> credentials) {
  public static final int DEFAULT_PORT = 5201;
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
  public static final Duration DEFAULT_CONNECT_LIMIT = Duration.ofSeconds(10);

  public ClientOptions {
    Limit.range("port", port, 1, 65_535);
    Limit.range("cport", firstPort, 0, 65_535);
    Limit.interval(interval);
  }

  /** iperf3's defaults: 10 seconds of TCP from here to that server, port 5201. */
  public static ClientOptions to(String host) {
    return new ClientOptions(
        host,
        DEFAULT_PORT,
        Parameters.of(Protocol.TCP),
        DEFAULT_INTERVAL,
        AddressFamily.ANY,
        Optional.empty(),
        Optional.empty(),
        0,
        DEFAULT_CONNECT_LIMIT,
        StreamCores.ANY,
        Optional.empty());
  }

  public ClientOptions withPort(int changed) {
    return new ClientOptions(
        host,
        changed,
        parameters,
        interval,
        family,
        bind,
        device,
        firstPort,
        connectLimit,
        cores,
        credentials);
  }

  public ClientOptions withParameters(Parameters changed) {
    return new ClientOptions(
        host,
        port,
        changed,
        interval,
        family,
        bind,
        device,
        firstPort,
        connectLimit,
        cores,
        credentials);
  }

  public ClientOptions withInterval(Duration changed) {
    return new ClientOptions(
        host,
        port,
        parameters,
        changed,
        family,
        bind,
        device,
        firstPort,
        connectLimit,
        cores,
        credentials);
  }

  /** Which of this end's addresses, interfaces and ports are used. */
  public ClientOptions withLocal(
      AddressFamily changedFamily,
      Optional<InetAddress> changedBind,
      Optional<String> changedDevice,
      int changedPort) {
    return new ClientOptions(
        host,
        port,
        parameters,
        interval,
        changedFamily,
        changedBind,
        changedDevice,
        changedPort,
        connectLimit,
        cores,
        credentials);
  }

  public ClientOptions withConnectLimit(Duration changed) {
    return new ClientOptions(
        host,
        port,
        parameters,
        interval,
        family,
        bind,
        device,
        firstPort,
        changed,
        cores,
        credentials);
  }

  /** The same with all its threads on one core. */
  public ClientOptions withCore(int changed) {
    return withCores(StreamCores.of(changed));
  }

  public ClientOptions withCores(StreamCores changed) {
    return new ClientOptions(
        host,
        port,
        parameters,
        interval,
        family,
        bind,
        device,
        firstPort,
        connectLimit,
        changed,
        credentials);
  }

  public ClientOptions withCredentials(Credentials changed) {
    return new ClientOptions(
        host,
        port,
        parameters,
        interval,
        family,
        bind,
        device,
        firstPort,
        connectLimit,
        cores,
        Optional.of(changed));
  }
}
