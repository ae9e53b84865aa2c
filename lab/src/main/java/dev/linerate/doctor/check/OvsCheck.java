package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.OvsState;
import dev.linerate.host.Command;
import dev.linerate.network.KernelFeature;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether Open vSwitch's daemons answer, and its bridges forward. */
final class OvsCheck implements HostCheck {
  @Override
  public String name() {
    return "Open vSwitch";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.OVS_DOWN, Fault.OVS_FLOWS, Fault.OVS_DATAPATH);
  }

  @Override
  public Verdict examine(Patient patient) {
    Optional<OvsState> state = OvsState.on(patient);
    if (state.isEmpty()) {
      return new Verdict.NotHere("no Open vSwitch here");
    }
    OvsState ovs = state.get();
    if (!ovs.database().readable()) {
      return Verdict.of(List.of(down(patient, ovs, "ovsdb-server", ovs.database())));
    }
    if (!ovs.daemon().readable()) {
      return Verdict.of(List.of(down(patient, ovs, "ovs-vswitchd", ovs.daemon())));
    }
    List<Diagnosis> found = new ArrayList<>(datapaths(patient, ovs));
    for (OvsState.Bridge bridge : ovs.bridges()) {
      if (found.stream().noneMatch(d -> d.place().endsWith(" " + bridge.name()))) {
        flows(patient, ovs, bridge).ifPresent(found::add);
      }
    }
    ovs.interfaces().stream()
        .filter(i -> i.error().isPresent())
        .map(i -> notTaken(patient, ovs, i))
        .filter(d -> found.stream().noneMatch(d::same))
        .forEach(found::add);
    return Verdict.of(found);
  }

  private static Diagnosis down(Patient patient, OvsState ovs, String daemon, Reading asked) {
    return new Diagnosis(
        Fault.OVS_DOWN,
        patient.place(),
        // without the database ovs-vswitchd does not turn its main loop, which polls the ports
        "Open vSwitch's bridges take no changes, and on the userspace datapath no packets",
        List.of(asked.evidence(asked.obstacle())),
        daemon + " does not answer: it has ended, or is stuck",
        ovs.labs() ? Cures.labs(patient, "ovs") : restart(patient, daemon));
  }

  /** Debian and Fedora both have a unit for each of the daemons, by the daemon's name. */
  private static Remedy restart(Patient patient, String daemon) {
    return patient.has("systemctl")
        ? Remedy.cure(
            "Start it again; its log is in /var/log/openvswitch",
            Cure.allowed(
                "restart:" + daemon,
                List.of(Command.of("systemctl", "restart", daemon)),
                List.of()))
        : Remedy.byHand(
            "Look into its log in /var/log/openvswitch and start it again",
            "sudo /usr/share/openvswitch/scripts/ovs-ctl start");
  }

  private static List<Diagnosis> datapaths(Patient patient, OvsState ovs) {
    boolean kernel = KernelFeature.OPENVSWITCH.on(patient.host()) == KernelFeature.State.ABSENT;
    return ovs.bridges().stream()
        .filter(bridge -> kernel && !bridge.userspace())
        .map(bridge -> datapath(patient, ovs, bridge))
        .toList();
  }

  private static Diagnosis datapath(Patient patient, OvsState ovs, OvsState.Bridge bridge) {
    String set = "datapath_type=" + bridge.datapath();
    return new Diagnosis(
        Fault.OVS_DATAPATH,
        patient.place() + " " + bridge.name(),
        "the bridge " + bridge.name() + " forwards nothing",
        List.of(
            ovs.bridgesReading()
                .evidence(
                    bridge.name()
                        + " datapath_type "
                        + (bridge.datapath().isEmpty() ? "\"\" (system)" : bridge.datapath()))),
        "It wants the kernel's datapath, and this kernel has no module openvswitch",
        Remedy.cure(
            "Use the userspace datapath",
            Cure.safe(
                List.of(vsctl(patient, bridge, "datapath_type=netdev")),
                List.of(vsctl(patient, bridge, set)))));
  }

  private static Command vsctl(Patient patient, OvsState.Bridge bridge, String setting) {
    return patient.command("ovs-vsctl", "--timeout=10", "set", "bridge", bridge.name(), setting);
  }

  private static Optional<Diagnosis> flows(Patient patient, OvsState ovs, OvsState.Bridge bridge) {
    Reading flows = ovs.flows(bridge.name());
    boolean forwards =
        flows
            .require()
            .lines()
            .filter(line -> line.contains("actions="))
            .anyMatch(OvsCheck::forwards);
    return forwards ? Optional.empty() : Optional.of(noFlows(patient, flows, bridge));
  }

  private static boolean forwards(String flow) {
    return !flow.substring(flow.indexOf("actions=")).strip().equals("actions=drop");
  }

  private static Diagnosis noFlows(Patient patient, Reading flows, OvsState.Bridge bridge) {
    boolean meant = bridge.controlled() || bridge.failMode().equals("secure");
    Evidence evidence =
        flows.evidence(
            flows
                .lines()
                .filter(line -> line.contains("actions="))
                .findFirst()
                .orElse("(no flow)"));
    String advice =
        meant
            ? "Let its controller put flows in, or take the controller and fail_mode secure away"
            : "Let it forward as an ordinary switch";
    return new Diagnosis(
        Fault.OVS_FLOWS,
        patient.place() + " " + bridge.name(),
        "ports of " + bridge.name() + " do not reach each other",
        List.of(evidence),
        meant
            ? "It forwards only what a controller says, and no flow of one forwards"
            : "Somebody deleted its flows, also the one it is born with",
        meant
            ? Remedy.byHand(
                advice,
                patient.shown(List.of("ovs-vsctl", "del-controller", bridge.name())),
                patient.shown(List.of("ovs-vsctl", "del-fail-mode", bridge.name())))
            : Remedy.cure(
                advice,
                Cure.safe(
                    List.of(
                        patient.command(
                            "ovs-ofctl", "add-flow", bridge.name(), "priority=0,actions=NORMAL")),
                    List.of(
                        patient.command(
                            "ovs-ofctl", "--strict", "del-flows", bridge.name(), "priority=0")))));
  }

  private static Diagnosis notTaken(Patient patient, OvsState ovs, OvsState.Interface port) {
    return new Diagnosis(
        Fault.OVS_DATAPATH,
        patient.place() + " " + port.name(),
        "the port " + port.name() + " carries nothing",
        List.of(
            ovs.interfacesReading().evidence(port.name() + " error: " + port.error().orElse(""))),
        "Open vSwitch could not take the interface up",
        Remedy.byHand(
            "Make the interface, or remove the port",
            patient.shown(List.of("ovs-vsctl", "--if-exists", "del-port", port.name()))));
  }
}
