package dev.linerate.doctor;

import java.util.Locale;

/** How bad a fault is. */
public enum Severity {
  /** Traffic does not flow, or will not: the doctor ends with exit code 5. */
  ERROR,
  /** Traffic flows, but slower, or figures are not to be trusted. */
  WARNING;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
