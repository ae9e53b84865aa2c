package dev.linerate.traffic;

import dev.linerate.linux.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Two sockets that are connected with each other. */
record Loopback(Socket client, Socket server) implements AutoCloseable {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

  static Loopback tcp() throws IOException {
    try (Socket listener = Socket.tcp(false)) {
      listener.bind(ANY_PORT);
      listener.listen(1);
      Socket client = Socket.tcp(false);
      client.connect(listener.local(), Duration.ofSeconds(10));
      return new Loopback(client, listener.accept(Duration.ofSeconds(10)).orElseThrow());
    }
  }

  static Loopback udp() throws IOException {
    Socket server = Socket.udp(false);
    server.bind(ANY_PORT);
    Socket client = Socket.udp(false);
    client.bind(ANY_PORT);
    client.connect(server.local());
    server.connect(client.local());
    return new Loopback(client, server);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
