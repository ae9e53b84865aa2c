package dev.linerate.doctor.check;

import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.host.Privilege;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether this process may do what networks and checks need (capabilities(7)). */
final class PrivilegeCheck implements HostCheck {
  private static final String STATUS = "/proc/self/status";
  private static final Pattern EFFECTIVE =
      Pattern.compile("(?m)^(CapEff:\\s+([0-9a-fA-F]{1,16}))$");
  private static final Pattern USER = Pattern.compile("(?m)^(Uid:\\s+.*)$");

  /** By their numbers in linux/capability.h. */
  private static final Map<Integer, String> NEEDED =
      new TreeMap<>(Map.of(12, "CAP_NET_ADMIN", 13, "CAP_NET_RAW", 21, "CAP_SYS_ADMIN"));

  @Override
  public String name() {
    return "privileges";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.PRIVILEGE);
  }

  @Override
  public Verdict examine(Patient patient) {
    String status = patient.file(STATUS).require();
    return switch (Privilege.on(patient.host())) {
      case USER -> Verdict.of(List.of(noRoot(patient, status)));
      case NAMESPACE_ROOT -> Verdict.of(List.of(namespaceRoot(patient)));
      case ROOT -> Verdict.of(missing(status).map(m -> capabilities(patient, m)).stream().toList());
    };
  }

  private static Diagnosis noRoot(Patient patient, String status) {
    return new Diagnosis(
        Fault.PRIVILEGE,
        patient.place(),
        "linerate may neither make networks nor see firewall rules here",
        List.of(new Evidence("cat " + STATUS, line(USER, status))),
        "It does not run as root",
        Remedy.byHand("Run it with sudo", "sudo linerate doctor"));
  }

  private static Diagnosis namespaceRoot(Patient patient) {
    return new Diagnosis(
        Fault.PRIVILEGE,
        patient.place(),
        "linerate may not start daemons, nor see the machine's firewall rules",
        patient.file("/proc/self/uid_map").evidence(_ -> true, 1),
        "It is root of a user namespace only",
        Remedy.byHand("Run it with sudo, outside of the container", "sudo linerate doctor"));
  }

  private static Diagnosis capabilities(Patient patient, Missing missing) {
    String names = String.join(", ", missing.names());
    return new Diagnosis(
        Fault.PRIVILEGE,
        patient.place(),
        "networks cannot be made although this is root",
        List.of(new Evidence("cat " + STATUS, missing.line())),
        "The capabilities " + names + " are missing: a container without --privileged",
        Remedy.byHand("Run it on the host, or give the container " + names));
  }

  private record Missing(String line, List<String> names) {}

  private static Optional<Missing> missing(String status) {
    Matcher m = EFFECTIVE.matcher(status);
    if (!m.find()) {
      return Optional.empty();
    }
    long effective = Long.parseUnsignedLong(m.group(2), 16);
    List<String> names = new ArrayList<>();
    NEEDED.forEach((number, name) -> {
      if (((effective >> number) & 1) == 0) {
        names.add(name);
      }
    });
    return names.isEmpty() ? Optional.empty() : Optional.of(new Missing(m.group(1), names));
  }

  private static String line(Pattern pattern, String text) {
    Matcher m = pattern.matcher(text);
    return m.find() ? m.group(1) : "";
  }
}
