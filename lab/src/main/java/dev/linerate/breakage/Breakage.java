package dev.linerate.breakage;

import dev.linerate.doctor.Fault;

/**
 * A way to break a lab.
 *
 * @param name as on the command line: {@code mtu-overlay}
 * @param fault what the doctor calls it
 * @param words what is then wrong, in one line
 * @param scene the network it is shown on
 */
public record Breakage(String name, Fault fault, String words, Scene scene, Maker maker) {
  /** Breaks it. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Each step that changes something is told to the site together with the one that takes it
     * back.
     *
     * @throws dev.linerate.fault.LinerateException when this lab or machine has not what it takes
     */
    void make(Site site);
  }
}
