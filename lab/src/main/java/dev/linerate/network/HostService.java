package dev.linerate.network;

import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.ownership.Owner;
import java.util.Map;

/** Daemons of a lab host's own, for whoever works on that host; the owner's clean-up ends them. */
public interface HostService {
  /** What became of it on a host. */
  enum State {
    /** It was never started there. */
    NONE,
    /** It answers. */
    RUNNING,
    /** It was started, and does not answer. */
    ENDED
  }

  /** As in {@code lab up --with}: {@code docker}. */
  String name();

  /** Whether it can run on a host; finding out changes nothing. */
  Support check(Host host);

  /**
   * Starts it and waits until it answers.
   *
   * @throws dev.linerate.fault.LinerateException with what it said when it does not come up
   */
  void start(Host host, Owner owner);

  State state(Host host);

  /** Variables by which its command-line programs reach it there and nowhere else. */
  Map<String, String> environment(Host host);
}
