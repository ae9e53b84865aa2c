package dev.linerate.iperf;

import dev.linerate.search.SearchResult;
import java.util.Optional;

/**
 * What came of a search.
 *
 * @param probe the test before it, which warms both ends up and counts for nothing else
 * @param error why it broke off; the result has the bounds until then
 */
public record RateSearchReport(
    RateSearchOptions options, TestStart probe, SearchResult result, Optional<String> error) {

  /** Payload bytes of a datagram. */
  public int datagramBytes() {
    return probe.parameters().effectiveBlockBytes();
  }
}
