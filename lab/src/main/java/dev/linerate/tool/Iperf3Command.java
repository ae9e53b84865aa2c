package dev.linerate.tool;

import dev.linerate.plan.Direction;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.unit.ByteCount;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of iperf3 as it stands behind a shell's prompt: what was asked for, which the log below it
 * does not repeat.
 *
 * @param text without the prompt
 */
public record Iperf3Command(String text) {
  private static final int LONGEST = 512;
  private static final Pattern CALL =
      Pattern.compile("(?:^|[#$>%] ?)((?:[\\w./=-]{1,64} ){0,8}?iperf3 (?:.*\\s)?-(?:s|c)\\b.*)");

  private static final Pattern COMMENT = Pattern.compile("\\s+#.*");

  /** Empty when the line has no call of a client or a server. */
  static Optional<Iperf3Command> parse(String line) {
    Matcher m = CALL.matcher(line);
    return line.length() <= LONGEST && m.find()
        ? Optional.of(new Iperf3Command(COMMENT.matcher(m.group(1)).replaceFirst("").strip()))
        : Optional.empty();
  }

  /** Whether it starts a server, which has nothing to say about a test. */
  public boolean isServer() {
    return words().contains("-s");
  }

  public Protocol protocol() {
    return words().contains("-u") ? Protocol.UDP : Protocol.TCP;
  }

  public Direction direction() {
    return words().contains("--bidir")
        ? Direction.BIDIR
        : words().contains("-R") ? Direction.REVERSE : Direction.FORWARD;
  }

  public OptionalInt streams() {
    return value("-P", Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  public Optional<Rate> rate() {
    return value("-b", Rate::parse);
  }

  public Optional<ByteCount> length() {
    return value("-l", ByteCount::parse);
  }

  public Optional<Duration> duration() {
    return value("-t", Durations::parse);
  }

  public Optional<Duration> omit() {
    return value("-O", Durations::parse);
  }

  private List<String> words() {
    return List.of(text.split("\\s+", -1));
  }

  /** {@code -t 10} or {@code -t10}; what cannot be read was not said. */
  private <T> Optional<T> value(String flag, Function<String, T> reader) {
    List<String> words = words();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals(flag) && i + 1 < words.size()) {
        return read(words.get(i + 1), reader);
      }
      if (word.startsWith(flag) && word.length() > flag.length()) {
        return read(word.substring(flag.length()), reader);
      }
    }
    return Optional.empty();
  }

  private static <T> Optional<T> read(String text, Function<String, T> reader) {
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
