package dev.linerate.imports;

import java.util.Locale;

/** What a log is written in. */
public enum Format {
  /** {@code iperf3 -J}, one document or many, and {@code --json-stream}. */
  IPERF3_JSON,
  /** The table that iperf3 prints for people. */
  IPERF3_TEXT,
  /** netperf's banners, and what its {@code -k} and {@code -o} write. */
  NETPERF,
  /** {@code linerate results export}. */
  LINERATE_JSON,
  /** {@code linerate results export --format csv}. */
  LINERATE_CSV;

  /** The word of the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
