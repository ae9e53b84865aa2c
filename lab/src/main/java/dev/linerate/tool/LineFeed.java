package dev.linerate.tool;

import java.util.List;

/** Cuts an output that grows into lines, each given once. */
final class LineFeed {
  private int taken;

  /** The lines that have been completed since the last call. */
  List<String> completed(String outputSoFar) {
    int end = outputSoFar.lastIndexOf('\n') + 1;
    if (end <= taken) {
      return List.of();
    }
    List<String> lines = outputSoFar.substring(taken, end).lines().toList();
    taken = end;
    return lines;
  }

  /** What is left of an output that has ended, its last line being complete or not. */
  List<String> rest(String output) {
    List<String> lines = output.substring(Math.min(taken, output.length())).lines().toList();
    taken = output.length();
    return lines;
  }
}
