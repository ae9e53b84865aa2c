package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import dev.linerate.ownership.Entry;
import dev.linerate.ownership.Owner;
import dev.linerate.ownership.Reclaimer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Removes what bears an owner's label from a daemon that is not the owner's. */
public final class DockerReclaimer implements Reclaimer {
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
   * Removes containers, then networks, then images.
   *
   * @throws LinerateException when the daemon does not answer; one whose directory is gone, as a
   *     lab's is after the lab, took everything with it
   */
  @Override
  public List<String> reclaim(Entry entry, String ownerId) {
    if (gone(entry.name())) {
      return List.of();
    }
    DockerApi api = connect.apply(entry.name());
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

  private static boolean gone(String url) {
    Path socket = Path.of(url.startsWith(SCHEME) ? url.substring(SCHEME.length()) : url);
    Path folder = socket.getParent();
    return folder != null && Files.notExists(folder);
  }

  /** The twelve characters Docker itself shows of an id. */
  private static String abridged(String id) {
    String hash = id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
    return hash.length() > 12 ? hash.substring(0, 12) : hash;
  }
}
