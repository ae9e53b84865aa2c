package dev.linerate.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of words in columns as wide as their widest word, for lists on standard output. */
final class Listing {
  private static final String BETWEEN = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Listing(String... heading) {
    rows.add(List.of(heading));
  }

  /** A row with a word for each heading. */
  void row(String... words) {
    if (words.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(words.length + " words in " + rows.getFirst());
    }
    rows.add(List.of(words));
  }

  /** Lines that end in a line break. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(line(row)).append('\n');
    }
    return text.toString();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String word = row.get(column);
      line.append(word).append(" ".repeat(width(column) - word.length())).append(BETWEEN);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
