package dev.linerate.plan;

import java.util.List;
import java.util.Locale;

/** Which traffic tool measures a plan's cases. */
public enum ToolChoice {
  /** This project's own engine; nothing has to be installed. */
  BUILTIN,
  /** The real iperf3. */
  IPERF3,
  /** Each case once with either, one after the other in every round. */
  BOTH;

  /** The word in plans and options: {@code builtin}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The tools' names, in the order in which they measure a case. */
  public List<String> tools() {
    return this == BOTH ? List.of(BUILTIN.word(), IPERF3.word()) : List.of(word());
  }

  /** Whether the real iperf3 takes part, which counts whole seconds only. */
  public boolean hasIperf3() {
    return this != BUILTIN;
  }
}
