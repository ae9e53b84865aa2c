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
import dev.linerate.doctor.state.Places;
import dev.linerate.doctor.state.Wires;
import dev.linerate.doctor.state.Wires.End;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether senders leave checksums to hardware although their frames go to Open vSwitch's userspace
 * datapath, which passes them on as they are unless it segments too (userspace-tso-enable).
 */
final class ChecksumCheck implements HostCheck {
  private static final String OFFLOADED = "tx-checksum-ip-generic: on";

  @Override
  public String name() {
    return "checksum offload";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.CHECKSUM);
  }

  @Override
  public Verdict examine(Patient patient) {
    Optional<OvsState> state = OvsState.on(patient).filter(ovs -> ovs.database().readable());
    if (state.isEmpty()) {
      return new Verdict.NotHere("no userspace datapath here");
    }
    OvsState ovs = state.get();
    List<OvsState.Bridge> bridges =
        ovs.bridges().stream().filter(OvsState.Bridge::userspace).toList();
    if (bridges.isEmpty() || ovs.userspaceTso()) {
      return bridges.isEmpty()
          ? new Verdict.NotHere("no userspace datapath here")
          : new Verdict.Well();
    }
    Wires wires = Wires.of(Places.of(patient));
    List<Diagnosis> found = new ArrayList<>();
    for (OvsState.Bridge bridge : bridges) {
      List<String> ports = ovs.ports(bridge.name()).require().lines().toList();
      wires.ends().stream()
          .filter(e -> e.place().equals(patient) && ports.contains(e.link().name()))
          .flatMap(e -> wires.other(e).stream())
          .flatMap(sender -> look(ovs, bridge, sender).stream())
          .forEach(found::add);
    }
    return Verdict.of(found);
  }

  private static Optional<Diagnosis> look(OvsState ovs, OvsState.Bridge bridge, End sender) {
    Reading features = sender.place().ask("ethtool", "-k", sender.link().name());
    String text = features.require();
    return text.contains(OFFLOADED)
        ? Optional.of(diagnosis(ovs, bridge, sender, features.evidence(OFFLOADED)))
        : Optional.empty();
  }

  private static Diagnosis diagnosis(
      OvsState ovs, OvsState.Bridge bridge, End sender, Evidence offload) {
    Patient place = sender.place();
    String name = sender.link().name();
    return new Diagnosis(
        Fault.CHECKSUM,
        sender.label(),
        "ping works, and TCP connects and stalls",
        List.of(
            offload,
            ovs.bridgesReading().evidence(bridge.name() + " datapath_type netdev"),
            ovs.database().evidence("other_config:userspace-tso-enable is not true")),
        name
            + " leaves its checksums to hardware, and the userspace datapath of "
            + bridge.name()
            + " passes them on unfinished: the receiver drops them",
        Remedy.cure(
            "Let the sender compute them; faster: userspace-tso-enable=true, and ovs-vswitchd"
                + " started again",
            Cure.safe(
                List.of(place.command("ethtool", "-K", name, "tx", "off")),
                List.of(place.command("ethtool", "-K", name, "tx", "on")))));
  }
}
