package dev.linerate.imports;

import dev.linerate.store.ResultStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shelves in a results file. Runs whose import does not end are removed. */
public final class StoreShelves implements Shelves, AutoCloseable {
  private final ResultStore store;
  private final String version;
  private final Instant now;
  private final List<StoreShelf> open = new ArrayList<>();

  /**
   * @param version linerate's
   */
  public StoreShelves(ResultStore store, String version, Instant now) {
    this.store = store;
    this.version = version;
    this.now = now;
  }

  @Override
  public Shelf open(String runId) {
    StoreShelf shelf = new StoreShelf(store, runId, version, now);
    open.add(shelf);
    return shelf;
  }

  @Override
  public void close() {
    open.forEach(StoreShelf::close);
  }
}
