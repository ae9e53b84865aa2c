package dev.linerate.iperf;

import dev.linerate.fault.LinerateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who may use a server: iperf3's file of lines {@code user,hash}, the hash being the SHA-256 of
 * <code>{user}password</code> in hexadecimal. Blank lines and lines that begin with # are passed
 * over.
 */
public final class AuthorizedUsers {
  /** iperf3's {@code --time-skew-threshold}. */
  public static final Duration DEFAULT_SKEW = Duration.ofSeconds(10);

  private static final long MAX_FILE_BYTES = 8 << 20;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** Compared with when a user is not known, so that both cases take the same time. */
  private static final String NOBODY = "0".repeat(64);

  private final Map<String, String> hashes;

  private AuthorizedUsers(Map<String, String> hashes) {
    this.hashes = Map.copyOf(hashes);
  }

  /**
   * Reads the file.
   *
   * @throws LinerateException of kind USER when it cannot be read or a line is wrong
   */
  public static AuthorizedUsers read(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw LinerateException.user(file + " is larger than 8 MiB", "Name the right file");
      }
      return parse(Files.readAllLines(file), file);
    } catch (IOException e) {
      throw LinerateException.user(
          "the users file " + file + " cannot be read: " + e.getMessage(),
          "Check that it is there and text");
    }
  }

  private static AuthorizedUsers parse(List<String> lines, Path file) {
    Map<String, String> hashes = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int comma = line.indexOf(',');
      String hash = line.substring(comma + 1).strip().toLowerCase(Locale.ROOT);
      if (comma < 1 || !HASH.matcher(hash).matches()) {
        throw LinerateException.user(
            file + ", line " + (i + 1) + ": no \"user,hash\"",
            "Write the SHA-256 of {user}password in hexadecimal after the comma");
      }
      hashes.putIfAbsent(line.substring(0, comma), hash);
    }
    return new AuthorizedUsers(hashes);
  }

  /**
   * Whether the token names a user of the file with its password, and its time is no further from
   * {@code now} than {@code skew}.
   */
  public boolean accepts(AuthToken token, Instant now, Duration skew) {
    boolean timely = Duration.between(token.time(), now).abs().compareTo(skew) <= 0;
    String expected = hashes.getOrDefault(token.user(), NOBODY);
    return MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.US_ASCII),
            hash(token.user(), token.password()).getBytes(StandardCharsets.US_ASCII))
        && timely;
  }

  /** The hash of the file's second column. */
  public static String hash(String user, String password) {
    try {
      byte[] salted = ("{" + user + "}" + password).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(salted));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
