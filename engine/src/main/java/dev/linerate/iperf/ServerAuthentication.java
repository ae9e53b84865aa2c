package dev.linerate.iperf;

import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whom a server lets in.
 *
 * @param skew how far a client's clock may be from this one's
 * @param padding one of the two: to try both would help an attacker guess
 */
public record ServerAuthentication(
    PrivateKey key, AuthorizedUsers users, Duration skew, AuthToken.Padding padding) {

  boolean accepts(Parameters parameters, Instant now) {
    Optional<String> token = parameters.labels().authToken();
    if (token.isEmpty()) {
      return false;
    }
    try {
      return users.accepts(AuthToken.decrypt(token.get(), key, padding), now, skew);
    } catch (ProtocolException e) {
      return false;
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ServerAuthentication[skew=" + skew + ", padding=" + padding + "]";
  }
}
