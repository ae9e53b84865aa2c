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
import dev.linerate.doctor.state.Link;
import dev.linerate.host.Command;
import dev.linerate.host.Uplink;
import dev.linerate.unit.BitRate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Whether TCP's buffers may grow to what the fastest link has under way in a millisecond, the
 * round-trip time of a loaded local network. Half a buffer is usable: the kernel counts its own
 * overhead in it (tcp(7), tcp_adv_win_scale).
 */
final class BufferCheck implements HostCheck {
  private static final double ROUND_TRIP_SECONDS = 1e-3;
  private static final double USABLE = 0.5;
  private static final String RECEIVE = "net.ipv4.tcp_rmem";
  private static final String SEND = "net.ipv4.tcp_wmem";

  @Override
  public String name() {
    return "socket buffers";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.BUFFERS);
  }

  @Override
  public Verdict examine(Patient patient) {
    Optional<BitRate> fastest = fastest(patient);
    if (fastest.isEmpty()) {
      return new Verdict.NotHere("no link here tells its rate");
    }
    BitRate rate = fastest.get();
    long needed = (long) (rate.bitsPerSecond() / 8 * ROUND_TRIP_SECONDS / USABLE);
    List<Reading> small = new ArrayList<>();
    for (String key : List.of(RECEIVE, SEND)) {
      Reading reading = patient.sysctl(key);
      OptionalLong most = Numbers.last(reading);
      if (most.isPresent() && most.getAsLong() < needed) {
        small.add(reading);
      }
    }
    return Verdict.of(
        small.isEmpty() ? List.of() : List.of(diagnosis(patient, small, rate, needed)));
  }

  private static Optional<BitRate> fastest(Patient patient) {
    Optional<BitRate> uplink = patient.host().uplink().map(Uplink::link).map(link -> link.rate());
    return uplink.isPresent()
        ? uplink
        : Link.all(patient).stream()
            .filter(link -> link.kind().isEmpty() && !link.loopback() && link.carrier())
            .flatMap(link -> speed(patient, link).stream())
            .max(Comparator.comparingDouble(BitRate::bitsPerSecond));
  }

  /** Mbit/s; −1 or unreadable where the driver does not tell (sysfs-class-net). */
  private static Optional<BitRate> speed(Patient patient, Link link) {
    OptionalLong megabits = Numbers.of(patient.file("/sys/class/net/" + link.name() + "/speed"));
    return megabits.isPresent() && megabits.getAsLong() > 0
        ? Optional.of(new BitRate(megabits.getAsLong() * 1e6))
        : Optional.empty();
  }

  private static Diagnosis diagnosis(
      Patient patient, List<Reading> small, BitRate rate, long needed) {
    List<Command> apply = new ArrayList<>();
    List<Command> undo = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (Reading reading : small) {
      String key = reading.source().contains(RECEIVE) ? RECEIVE : SEND;
      String old = reading.text().orElse("").strip().replaceAll("\\s+", " ");
      String[] words = old.split(" ", -1);
      evidence.add(reading.evidence(key + " = " + old));
      apply.add(
          patient.command("sysctl", "-w", key + "=" + words[0] + " " + words[1] + " " + needed));
      undo.add(patient.command("sysctl", "-w", key + "=" + old));
    }
    return new Diagnosis(
        Fault.BUFFERS,
        patient.place(),
        "a single TCP connection stays below the rate of the link",
        evidence,
        "%s for a millisecond is more than the buffers may hold: %d bytes are needed, half of them"
                .formatted(rate.nominal(), needed)
            + " for the kernel's own overhead",
        Remedy.cure("Let them grow", Cure.safe(apply, undo)));
  }
}
