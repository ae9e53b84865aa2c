package dev.linerate.iperf;

import java.security.PublicKey;
import java.time.Instant;

/**
 * What a client needs for a server that asks who it is.
 *
 * @param key the server's public RSA key
 */
public record Credentials(String user, String password, PublicKey key, AuthToken.Padding padding) {

  String token(Instant now) {
    return new AuthToken(user, password, now).encrypt(key, padding);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Credentials[user=" + user + "]";
  }
}
