package dev.linerate.telemetry;

/** What a thread does with the traffic. */
public enum Work {
  SENDS,
  RECEIVES,
  /** Both directions in one thread or one process. */
  BOTH
}
