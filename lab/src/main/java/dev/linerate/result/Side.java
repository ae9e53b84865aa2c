package dev.linerate.result;

import java.util.Locale;

/** Which end of a flow saw an interval. */
public enum Side {
  SENDER,
  RECEIVER;

  private final String word = name().toLowerCase(Locale.ROOT);

  public String word() {
    return word;
  }
}
