package dev.linerate.doctor.check;

import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.tool.Iperf3Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which iperf3 there is, and whether there are several. */
final class ToolCheck implements HostCheck {
  private static final List<String> FOLDERS =
      List.of("/usr/local/bin", "/usr/bin", "/bin", "/opt/iperf3/bin", "/snap/bin");

  /** What makes results of releases before and after it differ (RELNOTES.md of iperf3). */
  private static final List<Change> CHANGES =
      List.of(
          new Change(new Iperf3Version(3, 2, 0), "the default datagram is 8 KB long"),
          new Change(new Iperf3Version(3, 5, 0), "what arrives after the end counts too"),
          new Change(new Iperf3Version(3, 16, 0), "all streams share a thread"));

  /** A change between releases. */
  private record Change(Iperf3Version since, String before) {
    boolean divides(Collection<Iperf3Version> versions) {
      long older = versions.stream().filter(version -> version.compareTo(since) < 0).count();
      return older > 0 && older < versions.size();
    }
  }

  @Override
  public String name() {
    return "iperf3";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.TOOL_MISSING, Fault.TOOL_OLD, Fault.TOOL_VERSIONS);
  }

  @Override
  public Verdict examine(Patient patient) {
    Map<String, Iperf3Version> installed = installed(patient);
    if (installed.isEmpty()) {
      return Verdict.of(List.of(missing(patient)));
    }
    List<Diagnosis> found = new ArrayList<>();
    installed.forEach((path, version) -> {
      if (version.compareTo(Iperf3Version.OLDEST) < 0) {
        found.add(old(patient, path, version));
      }
    });
    List<Change> between =
        CHANGES.stream().filter(change -> change.divides(installed.values())).toList();
    if (!between.isEmpty()) {
      found.add(several(patient, installed, between));
    }
    return Verdict.of(found);
  }

  /** By path; the same file under two names counts once. */
  private static Map<String, Iperf3Version> installed(Patient patient) {
    Map<String, Iperf3Version> installed = new LinkedHashMap<>();
    List<String> candidates = new ArrayList<>();
    patient.host().which("iperf3").ifPresent(candidates::add);
    FOLDERS.forEach(folder -> candidates.add(folder + "/iperf3"));
    Set<String> files = new HashSet<>();
    for (String candidate : candidates) {
      Reading real = patient.ask("readlink", "-e", candidate);
      real.text()
          .map(String::strip)
          .filter(files::add)
          .flatMap(_ -> version(patient, candidate))
          .ifPresent(version -> installed.put(candidate, version));
    }
    return installed;
  }

  private static Optional<Iperf3Version> version(Patient patient, String path) {
    return patient.ask(path, "--version").text().flatMap(Iperf3Version::parse);
  }

  private static Diagnosis missing(Patient patient) {
    return new Diagnosis(
        Fault.TOOL_MISSING,
        patient.place(),
        "--tool iperf3 and everything that starts iperf3 fails",
        List.of(new Evidence("which iperf3", "(not found)")),
        "iperf3 is not installed; linerate's own tool does without it",
        Remedy.byHand("Install it", "sudo apt-get install iperf3"));
  }

  private static Diagnosis old(Patient patient, String path, Iperf3Version version) {
    return new Diagnosis(
        Fault.TOOL_OLD,
        patient.place(),
        "iperf3 knows neither the options nor the report that are needed",
        List.of(new Evidence(path + " --version", "iperf " + version)),
        "Version " + version + " is older than " + Iperf3Version.OLDEST,
        Remedy.byHand("Install a newer one", "sudo apt-get install iperf3"));
  }

  private static Diagnosis several(
      Patient patient, Map<String, Iperf3Version> installed, List<Change> between) {
    List<Evidence> evidence =
        installed.entrySet().stream()
            .map(e -> new Evidence(e.getKey() + " --version", "iperf " + e.getValue()))
            .toList();
    return new Diagnosis(
        Fault.TOOL_VERSIONS,
        patient.place(),
        "the same test gives different results, by who starts it",
        evidence,
        "Versions are installed whose results do not agree: "
            + between.stream()
                .map(change -> "before " + change.since() + " " + change.before())
                .collect(Collectors.joining("; ")),
        Remedy.byHand("Use one at both ends: remove the others, or name the path"));
  }
}
