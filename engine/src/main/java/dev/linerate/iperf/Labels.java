package dev.linerate.iperf;

import java.util.Optional;

/**
 * What a client says about itself and its test.
 *
 * @param title before each line of text output ({@code -T})
 * @param extraData carried into both sides' JSON ({@code --extra-data})
 * @param clientVersion {@code 3.12}
 * @param authToken an encrypted {@link AuthToken} in base64
 */
public record Labels(
    Optional<String> title,
    Optional<String> extraData,
    Optional<String> clientVersion,
    Optional<String> authToken) {
  public static final Labels NONE =
      new Labels(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Labels withAuthToken(String token) {
    return new Labels(title, extraData, clientVersion, Optional.of(token));
  }

  /** Leaves the token out: whoever has it can use it again for some seconds. */
  @Override
  public String toString() {
    return "Labels[title="
        + title
        + ", extraData="
        + extraData
        + ", clientVersion="
        + clientVersion
        + ", authToken="
        + (authToken.isPresent() ? "present" : "absent")
        + "]";
  }
}
