package dev.linerate.tool;

/** Which of the two iperf3 processes of a trial. */
enum Iperf3Role {
  CLIENT,
  SERVER
}
