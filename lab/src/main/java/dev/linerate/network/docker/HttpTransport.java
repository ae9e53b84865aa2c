package dev.linerate.network.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.Parallel;
import dev.linerate.unit.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** HTTP over a Unix socket. */
final class HttpTransport implements DockerTransport {
  /** Largest answer kept in memory, bytes: an inspect or a list has some kilobytes. */
  static final int BODY_LIMIT = 8 << 20;

  private static final int MAX_CONNECTIONS = 16;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  private final String url;
  private final Future<DockerHttpClient> client;

  /** The first client takes 40 ms to make: it is made beside what the caller does next. */
  HttpTransport(String url) {
    this.url = url;
    this.client = Parallel.ahead("docker client", () -> client(url));
  }

  private static DockerHttpClient client(String url) {
    return new ZerodepDockerHttpClient.Builder()
        .dockerHost(URI.create(url))
        .sslConfig(HttpTransport::unusedTls)
        .maxConnections(MAX_CONNECTIONS)
        .connectionTimeout(CONNECT_LIMIT)
        .build();
  }

  /**
   * A Unix socket carries no TLS, but a client that is given none reads every certificate the Java
   * runtime trusts when it is made, which takes 80 ms.
   */
  private static SSLContext unusedTls() throws KeyManagementException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      return context;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has TLS", e);
    }
  }

  /** The client has no time limit of its own on Unix sockets: an interrupt closes the channel. */
  @Override
  public Reply exchange(Call call) {
    FutureTask<Reply> exchange = new FutureTask<>(() -> send(call));
    // not a virtual thread: those wait for sockets in a poller, and while one is in epoll_wait(2)
    // the
    // virtual machine takes 0.3 s longer to end
    Thread.ofPlatform().daemon().name("docker " + call.path()).start(exchange);
    try {
      return exchange.get(call.limit().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw LinerateException.environment(
          "Docker at %s did not answer %s %s within %s"
              .formatted(url, call.method(), call.path(), Durations.human(call.limit())),
          "Look at its log, or restart it",
          e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    } finally {
      exchange.cancel(true);
    }
  }

  private Reply send(Call call) throws IOException {
    try (InputStream body =
            call.source().isPresent() ? call.source().get().open() : InputStream.nullInputStream();
        DockerHttpClient.Response response = Parallel.result(client).execute(request(call, body))) {
      int status = response.getStatusCode();
      if (status < 400 && call.saveTo().isPresent()) {
        save(response.getBody(), call.saveTo().get());
        return new Reply(status, "");
      }
      return new Reply(status, bounded(response.getBody()));
    }
  }

  private static DockerHttpClient.Request request(Call call, InputStream body) {
    DockerHttpClient.Request.Builder request =
        DockerHttpClient.Request.builder()
            .method(DockerHttpClient.Request.Method.valueOf(call.method()))
            .path(call.path());
    if (call.source().isPresent()) {
      request.putHeader("Content-Type", call.contentType()).body(body);
    }
    return request.build();
  }

  private static void save(InputStream body, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String bounded(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(BODY_LIMIT + 1);
    if (bytes.length > BODY_LIMIT) {
      throw new IOException("its answer is longer than " + BODY_LIMIT + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private RuntimeException failure(@Nullable Throwable cause) {
    if (cause instanceof LinerateException e) {
      return e;
    }
    Throwable root = cause == null ? new IOException("no cause") : cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = root.getMessage() == null ? root.toString() : root.getMessage();
    return LinerateException.environment(
        "no Docker daemon answers at " + url + ": " + reason,
        "Start it (sudo systemctl start docker), or name another with --docker unix:///…",
        root);
  }
}
