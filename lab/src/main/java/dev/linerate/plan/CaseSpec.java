package dev.linerate.plan;

/**
 * One line of the result table: network × placement × flow × pinning.
 *
 * @param network the network driver's name
 */
public record CaseSpec(String network, Placement placement, Flow flow, Pinning pinning) {
  /** As progress lines and errors name it: {@code docker-overlay cross-host tcp pin auto}. */
  public String label() {
    String pin = pinning.equals(Pinning.NONE) ? "" : " pin " + pinning.word();
    return network + " " + placement.word() + " " + flow.label() + pin;
  }

  /** The same with the traffic on other cores. */
  public CaseSpec with(Pinning other) {
    return new CaseSpec(network, placement, flow, other);
  }

  /** The same with another flow. */
  public CaseSpec with(Flow other) {
    return new CaseSpec(network, placement, other, pinning);
  }

  /** The same on another network. */
  public CaseSpec on(String other) {
    return new CaseSpec(other, placement, flow, pinning);
  }
}
