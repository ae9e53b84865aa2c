package dev.linerate.imports;

import java.util.Optional;

/** Reads netperf's banners, and what its omni tests write with {@code -k} and {@code -o}. */
final class NetperfReader implements LogReader {
  /** Characters; all selectors of {@code -o all} are a quarter of it. */
  private static final int LONGEST_LINE = 32 * 1024;

  @Override
  public void read(LogText text, Tests tests) {
    NetperfLog log = new NetperfLog(tests);
    for (long line = text.line(); ; line = text.line()) {
      Optional<String> next = text.nextLine(LONGEST_LINE);
      if (next.isEmpty()) {
        break;
      }
      log.accept(next.get(), line);
    }
    log.end();
  }
}
