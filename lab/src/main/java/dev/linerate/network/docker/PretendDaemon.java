package dev.linerate.network.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers as a Docker daemon does, and makes nothing: each of its containers is this very process,
 * at the loopback interface's address. So that a build can go through what a run does before there
 * is a daemon; what is measured then means nothing.
 */
public final class PretendDaemon implements AutoCloseable {
  /** Largest request taken, bytes: the image of the wait program has two kilobytes. */
  private static final int REQUEST_LIMIT = 1 << 16;

  private static final String HEAD_END = "\r\n\r\n";
  private static final String LAST_CHUNK = "0" + HEAD_END;
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d{1,6})\r\n");

  private final ServerSocketChannel server;

  private PretendDaemon(ServerSocketChannel server) {
    this.server = server;
  }

  /** Listens until it is closed, at a path that does not exist yet. */
  public static PretendDaemon at(Path socket) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
      PretendDaemon daemon = new PretendDaemon(server);
      Thread.ofPlatform().daemon().name("pretend-docker").start(daemon::serve);
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    try {
      while (server.isOpen()) {
        SocketChannel client = server.accept();
        Thread.ofPlatform().daemon().name("pretend-docker-client").start(() -> serve(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private static void serve(SocketChannel client) {
    try (client) {
      InputStream in = Channels.newInputStream(client);
      OutputStream out = Channels.newOutputStream(client);
      for (String request = read(in); !request.isEmpty(); request = read(in)) {
        out.write(response(request).getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
    } catch (IOException e) {
      // the client has what it wanted
    }
  }

  /** A request with its body; empty at the end of the connection. */
  private static String read(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    byte[] buffer = new byte[REQUEST_LIMIT];
    while (!complete(request)) {
      int n = in.read(buffer, 0, buffer.length - request.length());
      if (n <= 0) {
        return "";
      }
      request.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
    }
    return request.toString();
  }

  private static boolean complete(StringBuilder request) {
    int head = request.indexOf(HEAD_END);
    if (head < 0) {
      return false;
    }
    int body = request.length() - head - HEAD_END.length();
    Matcher length = LENGTH.matcher(request.substring(0, head + 2));
    boolean chunked = request.indexOf("chunked") > 0;
    return length.find()
        ? body >= Integer.parseInt(length.group(1))
        : !chunked || request.toString().endsWith(LAST_CHUNK);
  }

  private static String response(String request) {
    String[] line = request.split(" ", 3);
    String body = body(line[0], line[1]);
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.length(), body);
  }

  private static String body(String method, String path) {
    if (path.endsWith("/version")) {
      return "{\"ApiVersion\":\"" + ApiVersion.NEWEST + "\"}";
    }
    if (path.contains("/images/create") || path.contains("/containers/create")) {
      return "{\"Id\":\"pretended\"}";
    }
    if (path.contains("filters=")) {
      return "[]";
    }
    return method.equals("GET") ? container() : "";
  }

  private static String container() {
    return """
    {"Id":"pretended","State":{"Pid":%d},"NetworkSettings":{"Networks":{"bridge":{\
    "NetworkID":"pretended","IPAddress":"127.0.0.1","MacAddress":""}}}}\
    """
        .formatted(ProcessHandle.current().pid());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
