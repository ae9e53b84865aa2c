package dev.linerate.report;

import dev.linerate.result.NetworkRecord;
import java.util.List;

/** A network with its cases as a page shows it. */
record NetworkView(
    String driver,
    String anchor,
    String status,
    String reason,
    String datapath,
    List<String> notes,
    String drawing,
    List<String> commands,
    List<CaseView> cases) {

  static NetworkView of(NetworkRecord network, ReportModel model) {
    return new NetworkView(
        network.driver(),
        "network-" + network.driver(),
        network.status().word(),
        network.reason().orElse(""),
        network.datapath(),
        network.notes(),
        TopologyDrawing.of(network.topology(), "Topology of " + network.driver()),
        network.commands(),
        model.summaries().stream()
            .filter(s -> s.record().spec().network().equals(network.driver()))
            .map(summary -> CaseView.of(summary, model))
            .toList());
  }

  boolean measured() {
    return status.equals("measured");
  }

  /** Whether a drawing has tunnels, or devices on top of others, for its legend. */
  boolean draws(String wire) {
    return drawing.contains("class=\"wire " + wire + "\"");
  }
}
