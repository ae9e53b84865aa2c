package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.network.docker.DockerTransport.Call;
import dev.linerate.network.docker.DockerTransport.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTransportTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Path socket;
  private ServerSocketChannel server;
  private final CompletableFuture<String> request = new CompletableFuture<>();

  @BeforeEach
  void listen() throws IOException {
    socket = folder.resolve("docker.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private HttpTransport transport() {
    return new HttpTransport("unix://" + socket);
  }

  /** Answers one request, headers read to their end, with these bytes; then hangs up or waits. */
  private void answer(boolean hangUp, String... parts) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            SocketChannel peer = server.accept();
            ByteBuffer read = ByteBuffer.allocate(1 << 16);
            String text = "";
            while (!text.contains("\r\n\r\n")) {
              peer.read(read);
              text = new String(read.array(), 0, read.position(), StandardCharsets.US_ASCII);
            }
            request.complete(text);
            for (String part : parts) {
              ByteBuffer bytes = ByteBuffer.wrap(part.getBytes(StandardCharsets.US_ASCII));
              while (bytes.hasRemaining()) {
                peer.write(bytes);
              }
            }
            if (hangUp) {
              peer.close();
            }
          } catch (IOException e) {
            request.completeExceptionally(new UncheckedIOException(e));
          }
        });
  }

  @Test
  void carriesACallAndItsAnswer() throws Exception {
    answer(false, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
    Reply reply = transport().exchange(Call.of("GET", "/_ping?x=%7B%22", LONG));
    assertThat(reply).isEqualTo(new Reply(200, "OK"));
    assertThat(request.get()).startsWith("GET /_ping?x=%7B%22 HTTP/1.1\r\n");
  }

  @Test
  void sendsABodyWithItsType() throws Exception {
    answer(false, "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
    Reply reply =
        transport().exchange(Call.of("POST", "/x", LONG).sending(Json.object().put("a", 1)));
    assertThat(reply.ok()).isTrue();
    assertThat(request.get()).containsIgnoringCase("Content-Type: application/json");
  }

  @Test
  void anErrorStatusIsAnAnswer() {
    answer(false, "HTTP/1.1 404 Not Found\r\nContent-Length: 15\r\n\r\n{\"message\":\"x\"}");
    Reply reply = transport().exchange(Call.of("GET", "/x", LONG));
    assertThat(reply.missing()).isTrue();
    assertThat(reply.objection()).isEqualTo("x");
  }

  @Test
  void savesAGoodAnswerAndNotABadOne() throws Exception {
    Path file = folder.resolve("image.tar");
    answer(false, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntar");
    Reply good = transport().exchange(Call.of("GET", "/x", LONG).savingTo(file));
    assertThat(good.ok()).isTrue();
    assertThat(file).hasContent("tar");
    Path other = folder.resolve("other.tar");
    answer(false, "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno");
    Reply bad = transport().exchange(Call.of("GET", "/x", LONG).savingTo(other));
    assertThat(bad.objection()).isEqualTo("no");
    assertThat(other).doesNotExist();
  }

  @Test
  void leavesNoHalfOfAnImageBehind() throws Exception {
    Path file = folder.resolve("image.tar");
    answer(true, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");
    assertThatThrownBy(() -> transport().exchange(Call.of("GET", "/x", LONG).savingTo(file)))
        .isInstanceOf(LinerateException.class);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(socket);
    }
  }

  @Test
  void saysThatNobodyIsThere() throws IOException {
    server.close();
    Files.delete(socket);
    assertThatThrownBy(() -> transport().exchange(Call.of("GET", "/x", LONG)))
        .isInstanceOfSatisfying(
            LinerateException.class,
            e -> {
              assertThat(e).hasMessageStartingWith("no Docker daemon answers at unix://" + socket);
              assertThat(e.nextStep()).contains("Start it");
            });
  }

  @Test
  void saysThatTheSocketIsDead() throws IOException {
    server.close();
    assertThatThrownBy(() -> transport().exchange(Call.of("GET", "/x", LONG)))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("Connection refused");
  }

  @Test
  void doesNotWaitForEver() {
    answer(false, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nOK");
    assertThatThrownBy(() -> transport().exchange(Call.of("GET", "/slow", Duration.ofMillis(300))))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("did not answer GET /slow");
  }

  @Test
  void refusesAnAnswerWithoutEnd() {
    String megabyte = "x".repeat(1 << 20);
    String[] parts = new String[(HttpTransport.BODY_LIMIT >> 20) + 2];
    java.util.Arrays.fill(parts, megabyte);
    parts[0] = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
    answer(true, parts);
    assertThatThrownBy(() -> transport().exchange(Call.of("GET", "/x", LONG)))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() throws Exception {
    answer(false);
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                transport().exchange(Call.of("GET", "/x", LONG));
              } catch (RuntimeException e) {
                outcome.complete(e);
              }
            });
    request.get();
    caller.interrupt();
    assertThat(outcome.get()).isInstanceOf(CancellationException.class);
  }
}
