package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Carries one HTTP exchange to a Docker daemon and back. */
interface DockerTransport {
  /**
   * Sends a call and waits for the whole answer; a status of 400 and more is an answer too.
   *
   * @throws LinerateException when nobody answers, not in time, or more than is bearable
   */
  Reply exchange(Call call);

  /** Something to send, opened when it is sent. */
  interface Source {
    InputStream open() throws IOException;
  }

  /**
   * A request.
   *
   * @param path with version and query, already encoded
   * @param saveTo where the body of a good answer goes; empty keeps it in memory, bounded
   * @param limit longest time until the whole answer is there
   */
  record Call(
      String method,
      String path,
      String contentType,
      Optional<Source> source,
      Optional<Path> saveTo,
      Duration limit) {
    static Call of(String method, String path, Duration limit) {
      return new Call(method, path, "", Optional.empty(), Optional.empty(), limit);
    }

    Call sending(JsonNode json) {
      byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
      return sending("application/json", () -> new ByteArrayInputStream(body));
    }

    Call sendingTar(byte[] tar) {
      return sending("application/x-tar", () -> new ByteArrayInputStream(tar));
    }

    Call sendingTar(Path file) {
      return sending("application/x-tar", () -> Files.newInputStream(file));
    }

    Call savingTo(Path file) {
      return new Call(method, path, contentType, source, Optional.of(file), limit);
    }

    private Call sending(String type, Source body) {
      return new Call(method, path, type, Optional.of(body), saveTo, limit);
    }
  }

  /** An answer; the body is empty when it was saved to a file. */
  record Reply(int status, String body) {
    boolean ok() {
      return status < 400;
    }

    boolean missing() {
      return status == 404;
    }

    /** Why Docker would not: its {@code message}, or the bare body of a proxy in between. */
    String objection() {
      String text = body.strip();
      if (text.startsWith("{")) {
        String message = Json.parse("Docker", text).path("message").asString("");
        if (!message.isBlank()) {
          return message.strip();
        }
      }
      return text.isEmpty() ? "HTTP status " + status : Json.abridged(text);
    }
  }
}
