package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import dev.linerate.ownership.Entry;
import dev.linerate.ownership.Owner;
import dev.linerate.ownership.Reclaimer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Removes what an owner made in a Docker daemon, or what a daemon of its own left behind. */
public final class DockerReclaimer implements Reclaimer {
  private static final Duration PING_LIMIT = Duration.ofSeconds(5);
  private static final String SCHEME = "unix://";

  private final Function<String, DockerApi> connect;

  public DockerReclaimer() {
    this(DockerApi::at);
  }

  DockerReclaimer(Function<String, DockerApi> connect) {
    this.connect = connect;
  }

  @Override
  public Entry.Kind kind() {
    return Entry.Kind.DOCKER;
  }

  /**
   * Removes containers, then networks, then images; of a lab's daemon, which clean-up has ended by
   * now, what it kept outside of the lab's directory.
   *
   * @throws LinerateException when the user's daemon does not answer
   */
  @Override
  public List<String> reclaim(Entry entry, String ownerId) {
    Path directory = directory(entry.name());
    if (Files.notExists(directory)) {
      // a lab that is gone took everything with it
      return List.of();
    }
    DockerApi api = connect.apply(entry.name());
    // one that was killed while it was being set up has no configuration yet
    boolean labs =
        Files.exists(directory.resolve(PrivateDocker.CONFIGURATION)) || within(ownerId, directory);
    return labs && !api.ping(PING_LIMIT)
        ? ShimSockets.remove(directory)
        : removeLabelled(api, ownerId);
  }

  private static List<String> removeLabelled(DockerApi api, String ownerId) {
    List<String> removed = new ArrayList<>();
    for (String id : api.containers(Owner.LABEL, ownerId)) {
      api.removeContainer(id);
      removed.add("container " + abridged(id));
    }
    for (String id : api.networks(Owner.LABEL, ownerId)) {
      api.removeNetwork(id);
      removed.add("Docker network " + abridged(id));
    }
    for (String id : api.images(Owner.LABEL, ownerId)) {
      api.removeImage(id);
      removed.add("image " + abridged(id));
    }
    return removed;
  }

  /** Whether a daemon's directory is in the owner's own. */
  private static boolean within(String ownerId, Path directory) {
    for (Path element : directory) {
      if (element.toString().equals(ownerId)) {
        return true;
      }
    }
    return false;
  }

  private static Path directory(String url) {
    Path socket = Path.of(url.startsWith(SCHEME) ? url.substring(SCHEME.length()) : url);
    return Objects.requireNonNullElse(socket.getParent(), Path.of("/"));
  }

  /** The twelve characters Docker itself shows of an id. */
  private static String abridged(String id) {
    String hash = id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
    return hash.length() > 12 ? hash.substring(0, 12) : hash;
  }
}
