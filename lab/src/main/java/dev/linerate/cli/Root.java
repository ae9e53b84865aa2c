package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Privilege;

/** For verbs that cannot do without root. */
final class Root {
  private Root() {}

  static void require(String what) {
    if (Privilege.current() == Privilege.USER) {
      throw LinerateException.environment(what + " needs root", "Run it with sudo");
    }
  }
}
