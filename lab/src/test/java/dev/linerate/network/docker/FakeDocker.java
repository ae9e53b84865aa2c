package dev.linerate.network.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** A daemon that answers what it was told to and remembers what it was asked. */
final class FakeDocker implements DockerTransport {
  private final Map<String, Deque<Reply>> answers = new ConcurrentHashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> bodies = new ConcurrentHashMap<>();

  FakeDocker() {
    on("GET /version", 200, Fixtures.text("docker-20.10-version.json"));
  }

  /** Answers {@code call} (method, space, path); the last of several answers is repeated. */
  FakeDocker on(String call, int status, String body) {
    answers.computeIfAbsent(call, _ -> new ArrayDeque<>()).add(new Reply(status, body));
    return this;
  }

  DockerApi api() {
    return api("unix:///run/h1/docker.sock");
  }

  DockerApi api(String url) {
    return new DockerApi(url, this);
  }

  /** Calls in order, without the negotiation of the version. */
  List<String> asked() {
    synchronized (asked) {
      return asked.stream().filter(call -> !call.equals("GET /version")).toList();
    }
  }

  List<String> everythingAsked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  JsonNode sent(String call) {
    return Json.parse("test", sentText(call));
  }

  String sentText(String call) {
    return bodies.getOrDefault(call, "");
  }

  @Override
  public synchronized Reply exchange(Call call) {
    String key = call.method() + " " + call.path();
    asked.add(key);
    call.source().ifPresent(source -> bodies.put(key, read(source)));
    Deque<Reply> known = answers.get(key);
    if (known == null) {
      return new Reply(404, "{\"message\":\"page not found: " + key.replace('"', '\'') + "\"}");
    }
    Reply reply = known.size() > 1 ? known.remove() : known.element();
    return call.saveTo().isPresent() && reply.ok() ? saved(reply, call.saveTo().get()) : reply;
  }

  private static Reply saved(Reply reply, Path file) {
    try {
      Files.writeString(file, reply.body());
      return new Reply(reply.status(), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Source source) {
    try (InputStream in = source.open()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
