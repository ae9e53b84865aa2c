package dev.linerate.iperf;

/**
 * What is sent and how it is copied.
 *
 * @param repeating a repeating pattern instead of random bytes ({@code --repeating-payload})
 * @param zeroCopy the sender's way around copying: 0 none, 1 sendfile, other values newer releases'
 * @param skipReceiveCopy the receiver drops the data inside the kernel (MSG_TRUNC)
 */
public record PayloadSettings(boolean repeating, int zeroCopy, boolean skipReceiveCopy) {
  public static final PayloadSettings DEFAULT = new PayloadSettings(false, 0, false);

  public PayloadSettings {
    Limit.range("zerocopy", zeroCopy, 0, 255);
  }
}
