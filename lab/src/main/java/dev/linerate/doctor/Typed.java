package dev.linerate.doctor;

import dev.linerate.host.Command;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Commands as they are typed into a shell. */
public final class Typed {
  private Typed() {}

  /** All of a command: its variables, its namespace, its arguments, what it reads. */
  public static String text(Command command) {
    String variables =
        new TreeMap<>(command.environment())
            .entrySet().stream().map(Typed::assignment).collect(Collectors.joining());
    return variables + command.text() + input(command.input());
  }

  private static String assignment(Map.Entry<String, String> variable) {
    return variable.getKey() + "=" + variable.getValue() + " ";
  }

  private static String input(String text) {
    if (text.isEmpty()) {
      return "";
    }
    return text.strip().contains("\n")
        ? " <<'END'\n" + text.strip() + "\nEND"
        : " <<< '" + text.strip() + "'";
  }
}
