package dev.linerate.telemetry;

/** Which of the two ends of a trial. */
public enum End {
  CLIENT,
  SERVER
}
