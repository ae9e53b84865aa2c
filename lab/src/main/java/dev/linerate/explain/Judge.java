package dev.linerate.explain;

import dev.linerate.explain.Moment.ThreadLoad;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What held the flow in one moment. Several things can be true at once, and some of them are
 * consequences of others: a receiver without a core closes the window, a thread that shares its
 * core looks saturated. So each cause has a strength, and causes come before what they cause.
 */
final class Judge {
  /** From here on a thread, or what it and its core are busy with, leaves nothing. */
  static final double SATURATED = 0.9;

  /** Waiting that is more than a scheduler's ordinary delays. */
  static final double WAITING = 0.1;

  /**
   * Waiting of two threads that both want one core. Less is what the scheduler leaves of a flow in
   * which either sleeps until the other has done its part: it likes such threads on one core.
   */
  static final double CONTENDED = 0.3;

  /** Moves a second over a whole trial that are more than a scheduler's ordinary balancing. */
  static final double RESTLESS = 8;

  static final double BUSY = 0.7;
  static final double AT_WORK = 0.5;
  static final double THROTTLED = 0.05;

  /** More than a tick of a sample of ten. */
  static final double STEAL = 0.15;

  static final double FOREIGN = 0.25;
  static final double SOFTIRQ = 0.25;
  static final double HELD = 0.2;

  private Judge() {}

  /** The strongest cause; empty when nothing that can be seen held it. */
  static Optional<Cause> of(Moment moment) {
    Map<Cause, Double> strengths = strengths(moment);
    return strengths.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  private static Map<Cause, Double> strengths(Moment m) {
    Map<Cause, Double> found = new EnumMap<>(Cause.class);
    processors(m, found);
    if (m.retransmits() > 0) {
      found.put(Cause.LOSS, 0.5);
    }
    // a full window is what a receiver without a core leaves behind
    if (!saturated(m.receiver()) && m.receiveWindow().orElse(0) >= HELD) {
      found.put(Cause.RECEIVE_WINDOW, 0.6 + 0.1 * m.receiveWindow().getAsDouble());
    }
    if (!saturated(m.sender()) && m.sendBuffer().orElse(0) >= HELD) {
      found.put(Cause.SEND_BUFFER, 0.6 + 0.1 * m.sendBuffer().getAsDouble());
    }
    return found;
  }

  private static void processors(Moment m, Map<Cause, Double> found) {
    if (m.throttled() >= THROTTLED) {
      found.put(Cause.THROTTLED, 3 + m.throttled());
    }
    boolean waits = waiting(m) >= WAITING;
    if (m.sharedCore() && waiting(m) >= CONTENDED) {
      found.put(Cause.SHARED_CORE, 2.5);
    }
    if (m.steal() >= STEAL || (m.foreign() >= FOREIGN && waits)) {
      found.put(Cause.NOISY_HOST, 2 + m.steal() + m.foreign());
    }
    // one that mostly sleeps wakes up where there is room, which costs it little
    boolean busy = Math.max(load(m.sender()), load(m.receiver())) >= BUSY;
    if (busy && m.restlessness() >= RESTLESS && migrations(m) > 0) {
      found.put(Cause.MIGRATIONS, 1.5);
    }
    if (m.softirqOnReceiver() >= SOFTIRQ
        && m.receiver().map(r -> r.waiting()).orElse(0.0) >= WAITING) {
      found.put(Cause.SOFTIRQ_SHARED, 1.4);
    }
    if (m.softirqBeside() >= SATURATED) {
      found.put(Cause.SOFTIRQ_CORE, 1.3);
    }
    if (m.siblings() && busy && bothAtWork(m)) {
      found.put(Cause.HYPER_THREAD, 1.2);
    }
    if (m.remote() && busy) {
      found.put(Cause.NUMA_REMOTE, 1.1);
    }
    if (saturated(m.receiver())) {
      found.put(Cause.RECEIVER_CORE, load(m.receiver()));
    }
    if (saturated(m.sender())) {
      found.put(Cause.SENDER_CORE, load(m.sender()));
    }
  }

  static boolean saturated(Optional<ThreadLoad> thread) {
    return load(thread) >= SATURATED;
  }

  /** One that sleeps leaves the core to its sibling. */
  private static boolean bothAtWork(Moment m) {
    return Math.min(load(m.sender()), load(m.receiver())) >= AT_WORK;
  }

  private static double load(Optional<ThreadLoad> thread) {
    return thread.map(t -> Math.min(1, t.cpu() + t.waiting())).orElse(0.0);
  }

  static double waiting(Moment m) {
    return Math.max(
        m.sender().map(ThreadLoad::waiting).orElse(0.0),
        m.receiver().map(ThreadLoad::waiting).orElse(0.0));
  }

  static double migrations(Moment m) {
    return Math.max(
        m.sender().map(ThreadLoad::migrations).orElse(0.0),
        m.receiver().map(ThreadLoad::migrations).orElse(0.0));
  }
}
