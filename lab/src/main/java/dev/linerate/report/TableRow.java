package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.plan.CaseSpec;
import dev.linerate.result.Status;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line of the table: a network with a TCP and a UDP case, or one of them.
 *
 * @param datapath what moves the packets; empty for the plain kernel
 * @param variant what tells the row from others of the same network: {@code pin auto, ×4}; may be
 *     empty
 * @param tool what measured it; empty where the run has one tool only
 * @param ratio of the row before this to this one, where that is the same with another tool
 */
public record TableRow(
    String network,
    String datapath,
    String variant,
    String tool,
    Optional<CaseSummary> tcp,
    Optional<CaseSummary> udp,
    Optional<ToolRatio> ratio) {
  /** The datapath that goes without saying. */
  static final String PLAIN = "kernel";

  /**
   * A row of cases of the same tool.
   *
   * @param several what the run has several of
   */
  static TableRow of(
      String network,
      String datapath,
      Several several,
      Optional<CaseSummary> tcp,
      Optional<CaseSummary> udp) {
    return new TableRow(
        network,
        datapath.equals(PLAIN) ? "" : datapath,
        variant(several, tcp, udp),
        several.tools() ? tool(tcp, udp) : "",
        tcp,
        udp,
        Optional.empty());
  }

  /** With the ratio of a row to this one. */
  TableRow against(TableRow before) {
    return new TableRow(network, datapath, variant, tool, tcp, udp, ToolRatio.of(before, this));
  }

  private static String tool(Optional<CaseSummary> tcp, Optional<CaseSummary> udp) {
    return tcp.or(() -> udp).orElseThrow().record().tool();
  }

  /** Its cases, TCP first. */
  public List<CaseSummary> summaries() {
    return Stream.concat(tcp.stream(), udp.stream()).toList();
  }

  /** Whether any of its cases has a number. */
  public boolean measured() {
    return summaries().stream().anyMatch(s -> s.bitrate().isPresent());
  }

  /** {@code skipped} or {@code failed} when none has. */
  public Status status() {
    List<Status> all = summaries().stream().map(s -> s.record().status()).toList();
    return measured()
        ? Status.MEASURED
        : all.contains(Status.FAILED) ? Status.FAILED : Status.SKIPPED;
  }

  /** Why there is no number, with the next step. */
  public String reason() {
    return summaries().stream()
        .flatMap(s -> s.record().reason().stream())
        .findFirst()
        .orElse("no trial was run");
  }

  /** Why one of its cases has no number: {@code failed: no route to host}. */
  static String absence(CaseSummary summary) {
    return summary.record().status().word()
        + summary.record().reason().map(reason -> ": " + reason).orElse("");
  }

  /** Network, datapath, variant and tool: {@code ovs-bridge, userspace, TSO}. */
  public String label() {
    return Text.join(", ", List.of(network, datapath, variant, tool));
  }

  /** The same without the datapath. */
  String shortLabel() {
    return Text.join(", ", List.of(network, variant, tool));
  }

  private static String variant(
      Several several, Optional<CaseSummary> tcp, Optional<CaseSummary> udp) {
    CaseSpec spec = tcp.or(() -> udp).orElseThrow().record().spec();
    String pinning = several.pinning(spec.pinning());
    String shape = tcp.map(TableRow::shape).orElse("");
    String other = udp.map(TableRow::shape).orElse("");
    return Text.join(
        ", ",
        List.of(pinning, shape, other.isEmpty() || other.equals(shape) ? "" : "UDP " + other));
  }

  private static String shape(CaseSummary summary) {
    return Text.shape(summary.record().spec().flow());
  }
}
