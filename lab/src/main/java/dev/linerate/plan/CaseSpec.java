package dev.linerate.plan;

/**
 * One line of the result table: network × placement × flow × pinning.
 *
 * @param network the network driver's name
 */
public record CaseSpec(String network, Placement placement, Flow flow, Pinning pinning) {
  /** As progress lines and errors name it: {@code docker-overlay cross-host tcp}. */
  public String label() {
    return network + " " + placement.word() + " " + flow.label();
  }
}
