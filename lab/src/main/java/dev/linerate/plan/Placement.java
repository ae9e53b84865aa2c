package dev.linerate.plan;

import java.util.Locale;

/** Where the two endpoints of a case are: on one host, or on two joined by the link. */
public enum Placement {
  SAME_HOST,
  CROSS_HOST;

  /** The word in plans, files and reports: {@code same-host}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
