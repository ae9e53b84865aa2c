package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Docker's HTTP API: {@code 1.41}. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
  /** What linerate is written for; Docker 29 asks for at least this. */
  static final ApiVersion NEWEST = new ApiVersion(1, 44);

  /** Docker 17.06: attachable overlays with an address of their own for data. */
  static final ApiVersion OLDEST = new ApiVersion(1, 30);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  static ApiVersion parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw LinerateException.environment(
          "\"" + Json.abridged(text) + "\" is no version of Docker's API", "");
    }
    return new ApiVersion(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
  }

  /**
   * The newest version both sides speak.
   *
   * @param url of the daemon, for the message
   * @param oldest of the daemon
   * @param newest of the daemon
   */
  static ApiVersion negotiate(String url, ApiVersion oldest, ApiVersion newest) {
    if (newest.compareTo(OLDEST) < 0) {
      throw LinerateException.environment(
          "Docker at " + url + " speaks API " + newest + " at most, and linerate needs " + OLDEST,
          "Install Docker 17.06 or newer");
    }
    if (oldest.compareTo(NEWEST) > 0) {
      throw LinerateException.environment(
          "Docker at " + url + " asks for API " + oldest + ", and linerate speaks " + NEWEST,
          "Install a newer linerate, or set DOCKER_MIN_API_VERSION=" + NEWEST + " for dockerd");
    }
    return newest.compareTo(NEWEST) < 0 ? newest : NEWEST;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return Comparator.comparingInt(ApiVersion::major)
        .thenComparingInt(ApiVersion::minor)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
