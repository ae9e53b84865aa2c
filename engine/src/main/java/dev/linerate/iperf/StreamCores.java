package dev.linerate.iperf;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where the threads of one end's streams stay: that of the first stream on the first core, and so
 * on; from the first core again when there are more streams.
 *
 * @param cores as the kernel numbers them; none leaves all threads to the scheduler
 */
public record StreamCores(List<Integer> cores) {
  /** Wherever the scheduler puts them. */
  public static final StreamCores ANY = new StreamCores(List.of());

  private static final String SEPARATOR = "+";

  public StreamCores {
    cores.forEach(core -> Limit.range("core", core, 0, Parameters.MAX_CORE));
    cores = List.copyOf(cores);
  }

  /** These, in the streams' order. */
  public static StreamCores of(int... cores) {
    return new StreamCores(IntStream.of(cores).boxed().toList());
  }

  /**
   * Reads {@code 2} or {@code 0+2+4}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static StreamCores parse(String text) {
    if (!text.matches("\\d{1,4}(\\+\\d{1,4}){0,1023}")) {
      throw new IllegalArgumentException("\"" + text + "\" is no core, nor a list such as 0+2+4");
    }
    return new StreamCores(Stream.of(text.split("\\+", -1)).map(Integer::valueOf).toList());
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return cores.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR));
  }

  public boolean isEmpty() {
    return cores.isEmpty();
  }

  /**
   * A stream's.
   *
   * @param index number among the streams of one direction or of both, from 0
   */
  public OptionalInt stream(int index) {
    return cores.isEmpty() ? OptionalInt.empty() : OptionalInt.of(cores.get(index % cores.size()));
  }
}
