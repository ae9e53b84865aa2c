package dev.linerate.it.engine;

import java.util.List;
import java.util.Map;

/** The matrix as a page of the documentation. */
final class InteropTable {
  private InteropTable() {}

  static String of(Map<String, Map<InteropCase, Agreement>> matrix) {
    StringBuilder page = new StringBuilder();
    page.append("# linerate and iperf3, client and server\n\n")
        .append("Written by `InteropIT`. Each cell is a test on loopback in a network namespace.\n")
        .append("`=`: the sending and the receiving end counted the same bytes (UDP: all but the\n")
        .append("lost ones), and each was told what the other counted. A number: bytes by which\n")
        .append(
            "the receiving end's count differs where iperf3's protocol does not let it agree:\n")
        .append("an iperf3 receiver counts until the test is over, not until all has come, an\n")
        .append("iperf3 sender from 3.16 on still sends while it tells how much it has sent, and\n")
        .append("the omitted time (`-O`) ends at each end by its own clock. Counts of lost\n")
        .append("datagrams are the same at both ends in every cell. **no**: what one end said of\n")
        .append("itself is not what it had told the other.\n\n");
    List<String> pairs = List.copyOf(matrix.keySet());
    page.append("| Test |");
    pairs.forEach(pair -> page.append(' ').append(pair).append(" |"));
    page.append("\n|---|").append("---|".repeat(pairs.size())).append('\n');
    for (InteropCase test : InteropCase.all()) {
      page.append("| ").append(test.words()).append(" |");
      for (String pair : pairs) {
        Agreement agreement = matrix.get(pair).get(test);
        page.append(' ').append(agreement == null ? "**failed**" : agreement.words()).append(" |");
      }
      page.append('\n');
    }
    return page.toString();
  }
}
