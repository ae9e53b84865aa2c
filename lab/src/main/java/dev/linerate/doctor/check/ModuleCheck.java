package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.OvsState;
import dev.linerate.host.Command;
import dev.linerate.network.KernelFeature;
import dev.linerate.network.KernelFeature.State;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether the kernel has what container networks are made of. */
final class ModuleCheck implements HostCheck {
  private static final List<KernelFeature> NEEDED =
      List.of(KernelFeature.VETH, KernelFeature.BRIDGE, KernelFeature.VXLAN);

  @Override
  public String name() {
    return "kernel modules";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.MODULE_MISSING);
  }

  @Override
  public Verdict examine(Patient patient) {
    List<Diagnosis> found = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (KernelFeature feature : NEEDED) {
      State state = feature.on(patient.host());
      if (state == State.ABSENT) {
        found.add(absent(patient, feature));
      } else if (state == State.UNKNOWN) {
        unknown.add(feature.module());
      }
    }
    if (switchWaits(patient)) {
      found.add(notLoaded(patient, KernelFeature.OPENVSWITCH));
    }
    if (found.isEmpty() && unknown.size() == NEEDED.size()) {
      return new Verdict.Untold(
          "neither /lib/modules nor the kernel's configuration can be read: "
              + String.join(", ", unknown)
              + " must be tried");
    }
    return Verdict.of(found);
  }

  /** An absent module is loaded by whoever makes a device; only Open vSwitch does not do that. */
  private static boolean switchWaits(Patient patient) {
    return KernelFeature.OPENVSWITCH.on(patient.host()) == State.LOADABLE
        && OvsState.on(patient)
            .filter(ovs -> ovs.database().readable())
            .filter(ovs -> ovs.bridges().stream().anyMatch(bridge -> !bridge.userspace()))
            .isPresent();
  }

  private static Diagnosis absent(Patient patient, KernelFeature feature) {
    return new Diagnosis(
        Fault.MODULE_MISSING,
        patient.place(),
        "networks that need " + feature.module() + " cannot be made",
        List.of(modules(patient, feature)),
        "The running kernel was built without "
            + feature.module()
            + ", or its modules are not installed",
        Remedy.byHand(
            "Install the modules of the running kernel, or boot one that has them",
            "uname -r",
            "sudo modprobe " + feature.module()));
  }

  private static Diagnosis notLoaded(Patient patient, KernelFeature feature) {
    return new Diagnosis(
        Fault.MODULE_MISSING,
        patient.place(),
        "Open vSwitch's bridges on the kernel's datapath forward nothing",
        List.of(modules(patient, feature)),
        "The module " + feature.module() + " is installed and not loaded",
        Remedy.cure(
            "Load it",
            Cure.safe(
                List.of(Command.of("modprobe", feature.module())),
                List.of(Command.of("modprobe", "-r", feature.module())))));
  }

  private static Evidence modules(Patient patient, KernelFeature feature) {
    String release = patient.file("/proc/sys/kernel/osrelease").text().orElse("").strip();
    return new Evidence(
        "ls -d /sys/module/" + feature.module(), "No such file or directory; kernel " + release);
  }
}
