package dev.linerate.tool;

/** Which of the two ends of a trial. */
public enum End {
  CLIENT,
  SERVER
}
