package dev.linerate.ownership;

import java.util.List;

/** Removes marked objects of one kind that live outside our own namespaces and directories. */
public interface Reclaimer {
  Entry.Kind kind();

  /**
   * Removes what bears the owner's mark and nothing else; what is gone already is no error.
   *
   * @return a line for each object removed
   */
  List<String> reclaim(Entry entry, String ownerId);
}
