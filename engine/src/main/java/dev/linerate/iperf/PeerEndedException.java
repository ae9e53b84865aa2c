package dev.linerate.iperf;

import java.io.IOException;

/** The peer ended the test, in words of the protocol; the message is a sentence for a person. */
final class PeerEndedException extends IOException {
  PeerEndedException(String message) {
    super(message);
  }
}
