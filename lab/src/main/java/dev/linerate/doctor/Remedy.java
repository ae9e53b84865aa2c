package dev.linerate.doctor;

import java.util.List;
import java.util.Optional;

/**
 * What to do about a fault.
 *
 * @param advice in words
 * @param commands the same to be typed, each as {@link Patient#shown} writes it; may be empty
 * @param cure what {@code --fix} does; empty when a person has to decide
 */
public record Remedy(String advice, List<String> commands, Optional<Cure> cure) {
  public Remedy {
    commands = List.copyOf(commands);
  }

  /** For a person to do. */
  public static Remedy byHand(String advice, String... commands) {
    return new Remedy(advice, List.of(commands), Optional.empty());
  }

  /** For {@code --fix} to do; the commands to show are those it runs. */
  public static Remedy cure(String advice, Cure cure) {
    return new Remedy(advice, cure.apply().stream().map(Typed::text).toList(), Optional.of(cure));
  }
}
