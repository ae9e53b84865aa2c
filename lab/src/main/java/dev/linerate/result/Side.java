package dev.linerate.result;

import java.util.Locale;

/** Which end of a flow saw an interval. */
public enum Side {
  SENDER,
  RECEIVER;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
