package dev.linerate.doctor;

import dev.linerate.fault.LinerateException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The answer to a question that was put to a host, or why there is none.
 *
 * @param source the command or file, as evidence names it
 * @param text standard output, or the file's content; empty when it could not be had
 * @param obstacle why it could not; the empty string otherwise
 */
public record Reading(String source, Optional<String> text, String obstacle) {
  static Reading of(String source, String text) {
    return new Reading(source, Optional.of(text), "");
  }

  /** One that could not be had. */
  public static Reading failed(String source, String obstacle) {
    return new Reading(source, Optional.empty(), obstacle);
  }

  /**
   * The text, by a check that cannot do without it.
   *
   * @throws LinerateException when there is none
   */
  public String require() {
    return text.orElseThrow(() -> LinerateException.environment(source + ": " + obstacle, ""));
  }

  public boolean readable() {
    return text.isPresent();
  }

  /** Its lines; none when there is no text. */
  public Stream<String> lines() {
    return text.orElse("").lines();
  }

  /** A line as evidence. */
  public Evidence evidence(String line) {
    return new Evidence(source, line.strip());
  }

  /** The lines that fit, as evidence, at most {@code most} of them. */
  public List<Evidence> evidence(Predicate<String> telling, int most) {
    return lines().filter(telling).limit(most).map(this::evidence).toList();
  }
}
