package dev.linerate.network.docker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one thing a private daemon keeps outside of its directory: containerd puts the socket of each
 * container's shim into /run/containerd/s, whatever its own directory is, and a shim that is killed
 * leaves it there.
 */
final class ShimSockets {
  private static final Pattern ADDRESS = Pattern.compile("unix://(/run/containerd/s/[0-9a-f]{64})");

  /** Where containerd notes them, beside the container: up to 1.6, and from 1.7 on. */
  private static final List<String> NOTES = List.of("address", "bootstrap.json");

  private ShimSockets() {}

  /** Where a daemon keeps its containers' notes. */
  static Path containers(Path daemonDirectory) {
    return daemonDirectory.resolve("exec/containerd/daemon/io.containerd.runtime.v2.task/moby");
  }

  /**
   * Removes those of a daemon that has ended.
   *
   * @return a line for each socket removed
   */
  static List<String> remove(Path daemonDirectory) {
    List<String> removed = new ArrayList<>();
    for (Path socket : noted(containers(daemonDirectory))) {
      try {
        if (Files.deleteIfExists(socket)) {
          removed.add("socket " + socket);
        }
      } catch (IOException e) {
        // an empty file in a directory that ends with the machine: not worth a failed clean-up
      }
    }
    return removed;
  }

  static List<Path> noted(Path containers) {
    List<Path> sockets = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(containers)) {
      for (Path container : all) {
        for (String note : NOTES) {
          Matcher m = ADDRESS.matcher(read(container.resolve(note)));
          if (m.find()) {
            sockets.add(Path.of(m.group(1)));
          }
        }
      }
    } catch (IOException e) {
      // it never ran a container
    }
    return sockets;
  }

  private static String read(Path note) {
    try {
      return Files.readString(note);
    } catch (IOException e) {
      return "";
    }
  }
}
