package dev.linerate.unit;

/** Maximum transmission unit of an interface: the largest IP packet it takes, in bytes. */
public record Mtu(int bytes) {
  /** Smallest MTU of IPv4 (RFC 791) and the MTU of Linux's loopback device. */
  public Mtu {
    if (bytes < 68 || bytes > 65536) {
      throw new IllegalArgumentException("an MTU lies between 68 and 65536 bytes, not " + bytes);
    }
  }

  public Mtu minus(int overhead) {
    return new Mtu(bytes - overhead);
  }

  @Override
  public String toString() {
    return Integer.toString(bytes);
  }
}
