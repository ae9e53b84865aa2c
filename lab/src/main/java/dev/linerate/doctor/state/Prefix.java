package dev.linerate.doctor.state;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 network.
 *
 * @param network its first address, as an unsigned number
 * @param length of the prefix, 0 to 32 bits
 */
public record Prefix(long network, int length) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");
  private static final long ALL = 0xffff_ffffL;

  /** Length of a single address, bits. */
  public static final int HOST = 32;

  /** Everything: the default route. */
  public static final Prefix DEFAULT = new Prefix(0, 0);

  public Prefix {
    network &= mask(length);
  }

  /** {@code 172.17.0.0/16}, an address alone, or {@code default}; empty for anything else. */
  public static Optional<Prefix> parse(String text) {
    if (text.equals("default")) {
      return Optional.of(DEFAULT);
    }
    Matcher m = TEXT.matcher(text.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    long address = 0;
    for (int part = 1; part <= 4; part++) {
      address = (address << 8) | (Integer.parseInt(m.group(part)) & 0xff);
    }
    int length = m.group(5) == null ? HOST : Math.min(HOST, Integer.parseInt(m.group(5)));
    return Optional.of(new Prefix(address, length));
  }

  private static long mask(int length) {
    return length == 0 ? 0 : (ALL << (HOST - length)) & ALL;
  }

  /** Whether all of the other is in it. */
  public boolean contains(Prefix other) {
    return other.length >= length && (other.network & mask(length)) == network;
  }

  /** Whether they have an address in common. */
  public boolean overlaps(Prefix other) {
    return contains(other) || other.contains(this);
  }

  @Override
  public String toString() {
    String address =
        "%d.%d.%d.%d"
            .formatted(
                network >> 24, (network >> 16) & 0xff, (network >> 8) & 0xff, network & 0xff);
    return length == HOST ? address : address + "/" + length;
  }
}
