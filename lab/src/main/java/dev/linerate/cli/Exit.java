package dev.linerate.cli;

/** The exit codes, as documented in the README. */
final class Exit {
  static final int OK = 0;
  static final int USAGE = 2;
  static final int UNSUPPORTED = 3;
  static final int FAILED = 4;
  static final int THRESHOLD = 5;

  /** 128 + SIGINT, the shell's convention. */
  static final int INTERRUPTED = 130;

  private Exit() {}
}
