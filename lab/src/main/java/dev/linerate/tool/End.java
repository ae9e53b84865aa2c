package dev.linerate.tool;

/** Which of the two ends of a trial. */
enum End {
  CLIENT,
  SERVER
}
