package dev.linerate.run;

import dev.linerate.host.LogicalCore;
import dev.linerate.plan.CorePair;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** The two cores of a stream, and what they share. */
record Seating(LogicalCore sender, LogicalCore receiver) {
  List<LogicalCore> both() {
    return List.of(sender, receiver);
  }

  CorePair cores() {
    return new CorePair(sender.number(), receiver.number());
  }

  boolean shareCache() {
    return same(sender.cache(), receiver.cache());
  }

  boolean shareNode() {
    return same(sender.node(), receiver.node());
  }

  boolean shareSocket() {
    return same(sender.socket(), receiver.socket());
  }

  long count(Predicate<LogicalCore> what) {
    return both().stream().filter(what).count();
  }

  /** Both known, and equal. */
  static boolean same(OptionalInt one, OptionalInt other) {
    return one.isPresent() && one.equals(other);
  }
}
