package dev.linerate.iperf;

import java.util.Locale;

/** What carries the data. */
public enum Protocol {
  TCP,
  UDP;

  /** Its key in the parameters. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
