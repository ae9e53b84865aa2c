package dev.linerate.plan;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which cores the traffic runs on.
 *
 * @param word as in plans, files and reports: {@code none} leaves it to the scheduler, {@code auto}
 *     has two cores chosen by the machine's topology, {@code 0,1} names the sender's and the
 *     receiver's
 */
public record Pinning(String word) {
  public static final Pinning NONE = new Pinning("none");
  public static final Pinning AUTO = new Pinning("auto");

  /** The kernel's own limit on x86-64 and arm64 is 8192 (CONFIG_NR_CPUS). */
  static final int HIGHEST_CORE = 8191;

  /** What may be written, for messages. */
  static final String FORMS = "none, auto, or two cores SENDER,RECEIVER such as 0,1";

  private static final Pattern PAIR = Pattern.compile("(\\d{1,6})\\s*,\\s*(\\d{1,6})");

  /**
   * Reads one as plans write it.
   *
   * @throws IllegalArgumentException with a sentence when it is none
   */
  public static Pinning parse(String text) {
    String word = text.strip();
    if (word.equals(NONE.word) || word.equals(AUTO.word)) {
      return new Pinning(word);
    }
    return pair(word)
        .map(Pinning::of)
        .orElseThrow(() -> new IllegalArgumentException(unknown(word)));
  }

  /**
   * These two cores.
   *
   * @throws IllegalArgumentException with a sentence when no machine has so many
   */
  static Pinning of(CorePair cores) {
    int highest = Math.max(cores.sender(), cores.receiver());
    if (highest > HIGHEST_CORE) {
      throw new IllegalArgumentException(
          "core " + highest + " is out of range; they go from 0 to " + HIGHEST_CORE);
    }
    return new Pinning(cores.word());
  }

  private static String unknown(String word) {
    return "no pinning "
        + Quote.of(word)
        + ClosestMatch.question(word, List.of(NONE.word, AUTO.word))
        + "; there are "
        + FORMS;
  }

  /** The cores it names; empty for {@code none} and {@code auto}. */
  public Optional<CorePair> cores() {
    return pair(word);
  }

  private static Optional<CorePair> pair(String text) {
    Matcher m = PAIR.matcher(text);
    return m.matches()
        ? Optional.of(new CorePair(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))))
        : Optional.empty();
  }
}
