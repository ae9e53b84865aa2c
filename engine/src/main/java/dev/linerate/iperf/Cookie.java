package dev.linerate.iperf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * What ties the connections of a test together: 36 characters and a NUL. One that a peer chose is
 * opaque: any 37 bytes.
 */
public final class Cookie {
  /** Bytes on the wire, the NUL among them. */
  public static final int LENGTH = 37;

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] bytes;

  private Cookie(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Cookie random() {
    byte[] bytes = new byte[LENGTH];
    for (int i = 0; i < LENGTH - 1; i++) {
      bytes[i] = (byte) ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length()));
    }
    return new Cookie(bytes);
  }

  /**
   * A cookie read from the wire.
   *
   * @throws IllegalArgumentException when it has not {@link #LENGTH} bytes
   */
  public static Cookie of(byte[] wire) {
    if (wire.length != LENGTH) {
      throw new IllegalArgumentException("a cookie has 37 bytes, not " + wire.length);
    }
    return new Cookie(wire.clone());
  }

  /** As it goes over the wire. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Compares in the same time wherever the first difference lies: cookies are secrets. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Cookie cookie && MessageDigest.isEqual(bytes, cookie.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** For reports: characters outside iperf3's alphabet are shown as question marks. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (char c : new String(bytes, 0, LENGTH - 1, StandardCharsets.ISO_8859_1).toCharArray()) {
      text.append(ALPHABET.indexOf(c) >= 0 ? c : '?');
    }
    return text.toString();
  }
}
