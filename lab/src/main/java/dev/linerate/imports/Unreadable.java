package dev.linerate.imports;

/** A part of an export is not what linerate writes; the message is a clause. */
final class Unreadable extends Exception {
  Unreadable(String message) {
    super(message);
  }
}
