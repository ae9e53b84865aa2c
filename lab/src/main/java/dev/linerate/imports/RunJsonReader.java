package dev.linerate.imports;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads what {@code linerate results export} writes: each document is a run of its own. */
final class RunJsonReader implements LogReader {
  private final Shelves shelves;
  private final Consumer<Imported> found;

  /**
   * @param found is given each run that was read
   */
  RunJsonReader(Shelves shelves, Consumer<Imported> found) {
    this.shelves = shelves;
    this.found = found;
  }

  @Override
  public void read(LogText text, Tests tests) {
    new JsonLog(text, tests).read((parser, line) -> run(parser, line, text.name(), tests));
  }

  /** What was read of a run before damage is kept. */
  private void run(JsonParser parser, LongSupplier line, String log, Tests tests) {
    RunDocument document = new RunDocument(parser, shelves, tests, line, log);
    try {
      if (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        document.read();
      }
    } finally {
      document.finish().ifPresent(found);
    }
  }
}
