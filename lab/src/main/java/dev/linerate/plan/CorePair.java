package dev.linerate.plan;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two cores, as the kernel numbers them; may be one and the same.
 *
 * @param sender where every thread stays that sends
 * @param receiver where every thread stays that receives
 */
public record CorePair(int sender, int receiver) {
  /** As plans, options and results write it: {@code 0,1}. */
  public String word() {
    return sender + "," + receiver;
  }

  /** What it means: {@code sender on core 0, receiver on core 1}. */
  public String text() {
    return "sender on core " + sender + ", receiver on core " + receiver;
  }

  /** Several streams' as facts have them: {@code 0,1 2,3}. */
  public static String words(List<CorePair> pairs) {
    return pairs.stream().map(CorePair::word).collect(Collectors.joining(" "));
  }

  /** Reads {@link #words} back; what is no pair is left out. */
  public static List<CorePair> list(String words) {
    return Stream.of(words.strip().split(" +", -1))
        .flatMap(word -> new Pinning(word).cores().stream())
        .toList();
  }

  /** What those mean: {@code senders of 2 streams on cores 0 2, their receivers on 1 3}. */
  public static String text(List<CorePair> pairs) {
    return "senders of %d streams on cores %s, their receivers on %s"
        .formatted(
            pairs.size(), numbers(pairs, CorePair::sender), numbers(pairs, CorePair::receiver));
  }

  private static String numbers(List<CorePair> pairs, ToIntFunction<CorePair> which) {
    return pairs.stream()
        .map(pair -> Integer.toString(which.applyAsInt(pair)))
        .collect(Collectors.joining(" "));
  }
}
