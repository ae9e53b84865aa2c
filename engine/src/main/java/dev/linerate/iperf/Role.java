package dev.linerate.iperf;

/** Which side of a test. */
public enum Role {
  CLIENT,
  SERVER
}
