package dev.linerate.host;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of processors as the kernel writes them: {@code 0-3,8} (cpuset(7), "List format"). */
public final class CpuList {
  /** More than any kernel has; a list that names one beyond it is no list. */
  private static final int MOST = 8192;

  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

  private CpuList() {}

  /** The processors that a list names; an empty text names none. Empty when it is no list. */
  public static Optional<BitSet> parse(String text) {
    BitSet found = new BitSet();
    if (text.isBlank()) {
      return Optional.of(found);
    }
    for (String range : text.strip().split(",", -1)) {
      Matcher m = RANGE.matcher(range);
      if (!m.matches()) {
        return Optional.empty();
      }
      int from = Integer.parseInt(m.group(1));
      int to = m.group(2) == null ? from : Integer.parseInt(m.group(2));
      if (to < from || to >= MOST) {
        return Optional.empty();
      }
      found.set(from, to + 1);
    }
    return Optional.of(found);
  }

  /** The shortest list of them. */
  public static String text(BitSet processors) {
    List<String> ranges = new ArrayList<>();
    for (int from = processors.nextSetBit(0); from >= 0; ) {
      int end = processors.nextClearBit(from);
      ranges.add(end - from == 1 ? Integer.toString(from) : from + "-" + (end - 1));
      from = processors.nextSetBit(end);
    }
    return String.join(",", ranges);
  }
}
