package dev.linerate.setup;

import dev.linerate.host.Host;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which Linux a host runs.
 *
 * @param name for people: {@code Debian GNU/Linux 12 (bookworm)}
 * @param family its own id and those it is derived from, nearest first, in small letters: {@code
 *     ubuntu, debian}
 */
public record Distribution(String name, List<String> family) {
  private static final Pattern SPACE = Pattern.compile("\\s+");

  public Distribution {
    family = List.copyOf(family);
  }

  /** Reads os-release(5); a host without it has no name and no family. */
  public static Distribution of(Host host) {
    return host.read("/etc/os-release")
        .or(() -> host.read("/usr/lib/os-release"))
        .map(Distribution::parse)
        .orElse(new Distribution("this Linux", List.of()));
  }

  static Distribution parse(String osRelease) {
    Map<String, String> values = new HashMap<>();
    for (String line : osRelease.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals).strip(), unquoted(line.substring(equals + 1)));
      }
    }
    String ids = values.getOrDefault("ID", "") + " " + values.getOrDefault("ID_LIKE", "");
    List<String> family =
        SPACE.splitAsStream(ids.toLowerCase(Locale.ROOT)).filter(id -> !id.isEmpty()).toList();
    String name = values.getOrDefault("PRETTY_NAME", values.getOrDefault("NAME", ""));
    return new Distribution(name.isEmpty() ? "this Linux" : name, family);
  }

  private static String unquoted(String value) {
    String text = value.strip();
    boolean quoted =
        text.length() >= 2
            && (text.startsWith("\"") || text.startsWith("'"))
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
