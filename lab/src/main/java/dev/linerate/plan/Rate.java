package dev.linerate.plan;

import dev.linerate.search.SearchGoal;
import dev.linerate.unit.BitRate;
import java.math.BigDecimal;

/** How fast a flow is sent. */
public sealed interface Rate {
  /** As a case's name says it: {@code 920 Mbit/s}; empty for what goes without saying. */
  String label();

  /** As fast as the sender can. */
  Rate UNLIMITED = new Unlimited();

  /**
   * That and no more.
   *
   * @param perStream offered rate of each stream, above 0
   */
  record Fixed(BitRate perStream) implements Rate {
    public Fixed {
      if (perStream.isUnlimited()) {
        throw new IllegalArgumentException("a fixed rate is above 0");
      }
    }

    @Override
    public String label() {
      return perStream.nominal();
    }
  }

  /** As fast as the sender can. */
  record Unlimited() implements Rate {
    @Override
    public String label() {
      return "";
    }
  }

  /**
   * The highest rate without loss: each trial of the case is a search for it.
   *
   * @param lossRatio share of its datagrams that a test of the search may lose, 0 ≤ ratio &lt; 1
   */
  record Search(double lossRatio) implements Rate {
    public static final Search DEFAULT = new Search(SearchGoal.DEFAULT_LOSS_RATIO);

    public Search {
      if (!(lossRatio >= 0 && lossRatio < 1)) {
        throw new IllegalArgumentException(
            "a loss ratio is at least 0 and below 1, not " + lossRatio);
      }
    }

    /** {@code search}, and the loss ratio where it is not the usual one. */
    @Override
    public String label() {
      return FlowReader.SEARCH + (equals(DEFAULT) ? "" : " ≤" + ratio());
    }

    /** The loss ratio without an exponent: {@code 0.00001}. */
    public String ratio() {
      String digits = BigDecimal.valueOf(lossRatio).stripTrailingZeros().toPlainString();
      return lossRatio == 0 ? "0" : digits;
    }
  }

  /**
   * Reads what an option is given: {@code 920M}, {@code unlimited} or {@code 0}, {@code search}.
   *
   * @throws IllegalArgumentException when the text is none of these
   */
  static Rate parse(String text) {
    return switch (text) {
      case FlowReader.SEARCH -> Search.DEFAULT;
      case FlowReader.UNLIMITED -> UNLIMITED;
      default -> of(BitRate.parse(text));
    };
  }

  /** {@link BitRate#UNLIMITED} is no rate of its own. */
  static Rate of(BitRate perStream) {
    return perStream.isUnlimited() ? UNLIMITED : new Fixed(perStream);
  }
}
