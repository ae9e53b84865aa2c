package dev.linerate.iperf;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;

/**
 * Who a client says it is: user, password and the time, encrypted with the server's RSA key for the
 * parameters' {@code authtoken}.
 *
 * @param time whole seconds travel
 */
public record AuthToken(String user, String password, Instant time) {
  private static final Pattern TEXT =
      Pattern.compile("user: ([^\\n]*)\\npwd:  ([^\\n]*)\\nts:   (\\d{1,12})");

  /** How the text is padded before RSA. */
  public enum Padding {
    /** OAEP with SHA-1: iperf3 ≥ 3.17. */
    OAEP("RSA/ECB/OAEPWithSHA-1AndMGF1Padding"),
    /** PKCS#1 v1.5: before 3.17, and later with {@code --use-pkcs1-padding}. */
    PKCS1("RSA/ECB/PKCS1Padding");

    private final String transformation;

    Padding(String transformation) {
      this.transformation = transformation;
    }

    private byte[] apply(int mode, Key key, byte[] input) throws GeneralSecurityException {
      Cipher cipher = Cipher.getInstance(transformation);
      cipher.init(mode, key);
      return cipher.doFinal(input);
    }
  }

  public AuthToken {
    if (user.indexOf('\n') >= 0 || password.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("user and password are one line each");
    }
  }

  /**
   * The token in base64.
   *
   * @throws IllegalArgumentException when user and password are too long for the key
   */
  public String encrypt(PublicKey key, Padding padding) {
    String text = "user: " + user + "\npwd:  " + password + "\nts:   " + time.getEpochSecond();
    try {
      byte[] encrypted =
          padding.apply(Cipher.ENCRYPT_MODE, key, text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(encrypted);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("user and password are too long for this RSA key", e);
    }
  }

  /**
   * Reads a client's token. Every failure has the same message, so that none tells an attacker more
   * than another.
   */
  public static AuthToken decrypt(String base64, PrivateKey key, Padding padding)
      throws ProtocolException {
    try {
      byte[] text =
          padding.apply(Cipher.DECRYPT_MODE, key, Base64.getDecoder().decode(base64.strip()));
      Matcher matcher = TEXT.matcher(new String(text, StandardCharsets.UTF_8));
      if (matcher.matches()) {
        return new AuthToken(
            matcher.group(1),
            matcher.group(2),
            Instant.ofEpochSecond(Long.parseLong(matcher.group(3))));
      }
      throw unreadable();
    } catch (GeneralSecurityException | IllegalArgumentException | DateTimeException e) {
      throw unreadable();
    }
  }

  private static ProtocolException unreadable() {
    return ProtocolException.malformed("the client's authentication token is not readable");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "AuthToken[user=" + user + ", time=" + time + "]";
  }
}
