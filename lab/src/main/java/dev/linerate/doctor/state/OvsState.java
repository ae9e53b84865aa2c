package dev.linerate.doctor.state;

import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.network.ovs.OvsTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Open vSwitch of a place, as its command-line programs tell it. */
public final class OvsState {
  private static final String MACHINES_FOLDER = "/var/run/openvswitch";

  private final Patient patient;

  private OvsState(Patient patient) {
    this.patient = patient;
  }

  /**
   * A bridge.
   *
   * @param datapath {@code netdev} for userspace, {@code system} for the kernel's; empty is the
   *     kernel's too
   * @param failMode {@code secure} when it may forward only what a controller says
   * @param ports identifiers of its ports
   */
  public record Bridge(
      String name, String datapath, String failMode, boolean controlled, List<String> ports) {
    public boolean userspace() {
      return datapath.equals("netdev");
    }
  }

  /**
   * An interface.
   *
   * @param type empty for an interface of the system
   * @param error why the switch could not take it up; empty when it could
   */
  public record Interface(
      String name, String type, Optional<String> error, Map<String, String> options, int mtu) {}

  /** The switch; empty where none was ever started, or the program to ask it is missing. */
  public static Optional<OvsState> on(Patient patient) {
    OvsState state = new OvsState(patient);
    return patient.has("ovs-vsctl") && state.wasStarted() ? Optional.of(state) : Optional.empty();
  }

  private boolean wasStarted() {
    return labs()
        ? patient.host().read(folder().resolve("conf.db").toString()).isPresent()
        : patient.ask("ls", folder().resolve("db.sock").toString()).readable()
            || patient.host().read(folder().resolve("ovsdb-server.pid").toString()).isPresent();
  }

  /** Whether it is a lab host's own. */
  public boolean labs() {
    return patient.environment().containsKey("OVS_RUNDIR");
  }

  private Path folder() {
    return Path.of(patient.environment().getOrDefault("OVS_RUNDIR", MACHINES_FOLDER));
  }

  /** Whether the database answers. */
  public Reading database() {
    return list("Open_vSwitch");
  }

  /** Whether the switch itself answers, which it does once round its main loop. */
  public Reading daemon() {
    return patient.ask("ovs-appctl", "--timeout=2", "--target=" + target(), "version");
  }

  private String target() {
    return labs() ? folder().resolve("ovs-vswitchd.ctl").toString() : "ovs-vswitchd";
  }

  /**
   * All bridges.
   *
   * @throws dev.linerate.fault.LinerateException when the database does not answer
   */
  public List<Bridge> bridges() {
    return OvsTable.parse(bridgesReading().require()).stream()
        .map(row ->
            new Bridge(
                row.text("name"),
                row.text("datapath_type"),
                row.text("fail_mode"),
                !row.uuids("controller").isEmpty(),
                row.uuids("ports")))
        .toList();
  }

  /** What is asked for {@link #bridges}. */
  public Reading bridgesReading() {
    return list("Bridge");
  }

  /**
   * All interfaces.
   *
   * @throws dev.linerate.fault.LinerateException when the database does not answer
   */
  public List<Interface> interfaces() {
    return OvsTable.parse(interfacesReading().require()).stream()
        .map(row ->
            new Interface(
                row.text("name"),
                row.text("type"),
                row.optional("error"),
                row.map("options"),
                row.cell("mtu").asInt(0)))
        .toList();
  }

  /** What is asked for {@link #interfaces}. */
  public Reading interfacesReading() {
    return list("Interface");
  }

  /** Whether the userspace datapath segments for its ports (userspace-tso-enable). */
  public boolean userspaceTso() {
    return OvsTable.parse(database().require()).stream()
        .anyMatch(
            row -> "true".equals(row.map("other_config").getOrDefault("userspace-tso-enable", "")));
  }

  /** The names of a bridge's ports. */
  public Reading ports(String bridge) {
    return patient.ask("ovs-vsctl", "--timeout=3", "list-ports", bridge);
  }

  /** The flows of a bridge. */
  public Reading flows(String bridge) {
    return patient.ask("ovs-ofctl", "--timeout=2", "dump-flows", bridge);
  }

  private Reading list(String table) {
    return patient.ask("ovs-vsctl", "--timeout=3", "--format=json", "list", table);
  }
}
