package dev.linerate.plan;

import dev.linerate.unit.ByteCount;
import java.util.Locale;
import java.util.Optional;

/**
 * What goes back and forth in a flow of requests and responses, one at a time.
 *
 * @param request payload of a request; empty where nobody said it
 * @param response payload of a response; likewise
 */
public record Transaction(Kind kind, Optional<ByteCount> request, Optional<ByteCount> response) {
  /** Over which connection; netperf's names. */
  public enum Kind {
    /** All over one connection, or as datagrams: TCP_RR, UDP_RR. */
    RR,
    /** Each over a connection of its own: TCP_CRR. */
    CRR;

    /** The word in files and reports: {@code rr}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@code rr 64/1024 B}, or {@code rr}. */
  String label() {
    return kind.word()
        + (request.isPresent() && response.isPresent()
            ? " " + request.get().bytes() + "/" + response.get().bytes() + " B"
            : "");
  }
}
