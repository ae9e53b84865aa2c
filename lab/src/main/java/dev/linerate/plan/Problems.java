package dev.linerate.plan;

import dev.linerate.fault.LinerateException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Everything wrong with one plan, so that all of it is told at once. */
public final class Problems {
  /** More would only scroll the first ones away. */
  private static final int MOST = 50;

  private final String fileName;
  private final List<Problem> found = new ArrayList<>();

  private record Problem(int line, String text) {}

  public Problems(String fileName) {
    this.fileName = fileName;
  }

  /**
   * @param line from 1
   * @param path where in the plan: {@code flows.udp.rate}; empty for the plan as a whole
   * @param text what is wrong; what there is
   */
  public void add(int line, String path, String text) {
    found.add(new Problem(line, path.isEmpty() ? text : Quote.cut(path) + ": " + text));
  }

  public boolean any() {
    return !found.isEmpty();
  }

  /** One line for each problem, in the order of the file. */
  public LinerateException exception() {
    String lines =
        found.stream()
            .sorted(Comparator.comparingInt(Problem::line))
            .limit(MOST)
            .map(p -> fileName + ":" + p.line() + ": " + p.text())
            .collect(Collectors.joining("\n"));
    int hidden = found.size() - MOST;
    return LinerateException.user(
        hidden > 0 ? lines + "\n" + fileName + ": and " + hidden + " more" : lines, "");
  }
}
