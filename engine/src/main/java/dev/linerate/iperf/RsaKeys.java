package dev.linerate.iperf;

import dev.linerate.fault.LinerateException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * RSA keys from PEM files, as {@code openssl genrsa} and {@code openssl rsa -pubout} write them:
 * public keys as SubjectPublicKeyInfo, private ones as PKCS#8 or the older PKCS#1, without a
 * passphrase.
 */
public final class RsaKeys {
  private static final long MAX_FILE_BYTES = 1 << 20;

  /** DER: version 0, then the algorithm rsaEncryption with NULL parameters (RFC 5208, 8017). */
  private static final byte[] PKCS8_HEAD =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private RsaKeys() {}

  /**
   * The key a client encrypts with.
   *
   * @throws LinerateException of kind USER when the file holds none
   */
  public static PublicKey publicKey(Path file) {
    try {
      byte[] der = section(text(file), "PUBLIC KEY").orElseThrow(() -> noKey(file, "public"));
      return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw noKey(file, "public");
    }
  }

  /**
   * The key a server decrypts with.
   *
   * @throws LinerateException of kind USER when the file holds none, or one with a passphrase
   */
  public static PrivateKey privateKey(Path file) {
    String text = text(file);
    if (text.contains("ENCRYPTED")) {
      throw LinerateException.user(
          "the private key in " + file + " has a passphrase",
          "Write it without one: openssl rsa -in KEY -out PLAIN");
    }
    try {
      byte[] der =
          section(text, "PRIVATE KEY")
              .or(() -> section(text, "RSA PRIVATE KEY").map(RsaKeys::toPkcs8))
              .orElseThrow(() -> noKey(file, "private"));
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw noKey(file, "private");
    }
  }

  private static LinerateException noKey(Path file, String kind) {
    return LinerateException.user(
        file + " holds no " + kind + " RSA key in PEM",
        kind.equals("public")
            ? "Write one: openssl rsa -in KEY -pubout -out FILE"
            : "Write one: openssl genrsa -out FILE 2048");
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw LinerateException.user(file + " is larger than 1 MiB", "Name the key's file");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw LinerateException.user(
          "the key file " + file + " cannot be read: " + e.getMessage(), "Check path and rights");
    }
  }

  private static Optional<byte[]> section(String pem, String label) {
    String begin = "-----BEGIN " + label + "-----";
    int from = pem.indexOf(begin);
    int to = from < 0 ? -1 : pem.indexOf("-----END " + label + "-----", from);
    return to < 0
        ? Optional.empty()
        : Optional.of(Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to)));
  }

  /** Java reads PKCS#8 only, which is PKCS#1 in an envelope. */
  private static byte[] toPkcs8(byte[] pkcs1) {
    byte[] key = der(OCTET_STRING, new byte[0], pkcs1);
    return der(SEQUENCE, PKCS8_HEAD, key);
  }

  private static byte[] der(int tag, byte[] first, byte[] second) {
    int length = first.length + second.length;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      int bytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
      out.write(0x80 | bytes);
      for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        out.write(length >> shift);
      }
    }
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }
}
