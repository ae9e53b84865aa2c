package dev.linerate.imports;

/**
 * Reads the JSON of iperf3, one document or event after the other. One that is damaged gives what
 * stands before the damage, and the next is read again.
 */
final class Iperf3JsonReader implements LogReader {
  @Override
  public void read(LogText text, Tests tests) {
    Iperf3Documents documents = new Iperf3Documents(tests);
    new JsonLog(text, tests).read(documents::object);
    documents.end();
  }
}
