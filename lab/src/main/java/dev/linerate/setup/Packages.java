package dev.linerate.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The list {@code setup/packages}, in its order. */
public record Packages(List<Need> needs) {
  private static final String RESOURCE = "/dev/linerate/shipped/setup/packages";

  public Packages {
    needs = List.copyOf(needs);
  }

  /** The list this program was built with. */
  public static Packages shipped() {
    try (InputStream list = Packages.class.getResourceAsStream(RESOURCE)) {
      if (list == null) {
        throw new IllegalStateException(RESOURCE + " is not in the program");
      }
      return parse(new String(list.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the list's format, which is explained at its head.
   *
   * @throws IllegalArgumentException with the line's number when a line is not of that format
   */
  public static Packages parse(String text) {
    List<Need> needs = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.replaceFirst("#.*", "").strip();
      if (!content.isEmpty()) {
        needs.add(need(number, content));
      }
    }
    return new Packages(needs);
  }

  /** What the groups need. */
  public List<Need> of(Set<Group> groups) {
    return needs.stream().filter(n -> groups.contains(n.group())).toList();
  }

  private static Need need(int number, String content) {
    String[] words = content.split("\\s+", -1);
    if (words.length != 3) {
      throw new IllegalArgumentException(
          "setup/packages:" + number + ": a line is group, program, package, not: " + content);
    }
    return new Need(group(number, words[0]), words[1], words[2]);
  }

  private static Group group(int number, String word) {
    return Arrays.stream(Group.values())
        .filter(g -> g.text().equals(word))
        .findAny()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "setup/packages:"
                    + number
                    + ": no group \""
                    + word
                    + "\"; there are "
                    + Arrays.stream(Group.values())
                        .map(Group::text)
                        .collect(Collectors.joining(", "))));
  }
}
