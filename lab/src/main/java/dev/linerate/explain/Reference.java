package dev.linerate.explain;

/**
 * What a case is measured against.
 *
 * @param bitsPerSecond payload
 */
public record Reference(Kind kind, double bitsPerSecond) {
  /** Where the figure is from. */
  public enum Kind {
    /** What framing allows on the link. */
    WIRE("the wire limit"),
    /** The same flow in the run without a container network. */
    HOST("the host network in this run"),
    /** What the senders were told to send. */
    OFFERED("the rate that was offered");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For a sentence: {@code the wire limit}. */
    public String words() {
      return words;
    }
  }
}
