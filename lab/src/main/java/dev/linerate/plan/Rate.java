package dev.linerate.plan;

import dev.linerate.unit.BitRate;

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

  /** {@link BitRate#UNLIMITED} is no rate of its own. */
  static Rate of(BitRate perStream) {
    return perStream.isUnlimited() ? UNLIMITED : new Fixed(perStream);
  }
}
