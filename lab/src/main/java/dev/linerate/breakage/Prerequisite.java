package dev.linerate.breakage;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Support;

/** What a scene needs of the machine. */
record Prerequisite(Support support) {
  /**
   * Goes on only when it is there.
   *
   * @throws LinerateException with every reason
   */
  void require(String scene) {
    if (!support.supported()) {
      throw LinerateException.environment(scene + " cannot be made here: " + support.text(), "");
    }
  }
}
