package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.host.Command;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Whether the connection tracking table has room for new connections. */
final class ConntrackCheck implements HostCheck {
  private static final String COUNT = "net.netfilter.nf_conntrack_count";
  private static final String MAX = "net.netfilter.nf_conntrack_max";

  /** Entries of closed connections are given up early when the table is this full. */
  private static final double FULL = 0.95;

  /** A multiple of the need, and not less than the kernel takes on a machine of 4 GB. */
  private static final long LEAST = 262_144;

  @Override
  public String name() {
    return "connection tracking table";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.CONNTRACK_FULL);
  }

  @Override
  public Verdict examine(Patient patient) {
    Reading count = patient.sysctl(COUNT);
    Reading max = patient.sysctl(MAX);
    OptionalLong used = Numbers.of(count);
    OptionalLong room = Numbers.of(max);
    if (used.isEmpty() || room.isEmpty()) {
      return new Verdict.NotHere("no connection tracking here");
    }
    boolean full = used.getAsLong() >= FULL * room.getAsLong();
    return Verdict.of(full ? List.of(diagnosis(patient, count, max, room.getAsLong())) : List.of());
  }

  private static Diagnosis diagnosis(Patient patient, Reading count, Reading max, long room) {
    String more = Long.toString(Math.max(LEAST, 4 * room));
    return new Diagnosis(
        Fault.CONNTRACK_FULL,
        patient.place(),
        "new connections time out while those that exist go on",
        List.of(
            count.evidence(COUNT + " = " + count.text().orElse("")),
            max.evidence(MAX + " = " + max.text().orElse(""))),
        "Every connection that a firewall or NAT sees has an entry, and there is no room for more",
        Remedy.cure(
            "Make room; entries of connections that ended time out by themselves",
            // the limit is the whole machine's, also when a lab host is examined
            Cure.allowed(
                "raise:nf_conntrack_max",
                List.of(Command.of("sysctl", "-w", MAX + "=" + more)),
                List.of(Command.of("sysctl", "-w", MAX + "=" + room)))));
  }
}
