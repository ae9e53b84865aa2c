package dev.linerate.ownership;

import java.nio.file.Path;
import java.util.List;

/**
 * An owner found on disk.
 *
 * @param alive whether a linerate process holds its journal
 * @param kept whether it is a lab meant to outlive its process
 */
public record Leftover(
    String id, Path directory, List<Entry> entries, boolean alive, boolean kept) {
  public Leftover {
    entries = List.copyOf(entries);
  }

  /** What a killed run left: nobody is using it and nobody asked to keep it. */
  public boolean abandoned() {
    return !alive && !kept;
  }
}
