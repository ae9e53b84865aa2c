package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.host.Command;
import dev.linerate.ownership.Leftover;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Whether killed runs of linerate's left something.
 *
 * @param owners finds all owners
 * @param linerate the program with which to clean up, and its first arguments
 */
record LeftoversCheck(Supplier<List<Leftover>> owners, List<String> linerate) implements HostCheck {
  LeftoversCheck {
    linerate = List.copyOf(linerate);
  }

  @Override
  public String name() {
    return "leftovers";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.LEFTOVERS);
  }

  @Override
  public Verdict examine(Patient patient) {
    List<Leftover> abandoned = owners.get().stream().filter(Leftover::abandoned).toList();
    return Verdict.of(abandoned.isEmpty() ? List.of() : List.of(diagnosis(patient, abandoned)));
  }

  private Diagnosis diagnosis(Patient patient, List<Leftover> abandoned) {
    String ids = abandoned.stream().map(Leftover::id).collect(Collectors.joining(", "));
    return new Diagnosis(
        Fault.LEFTOVERS,
        patient.place(),
        "namespaces, links or daemons of a killed run are still there",
        abandoned.stream().map(LeftoversCheck::evidence).toList(),
        "Nothing removed what " + ids + " had made",
        Remedy.cure(
            "Remove what linerate marked, and nothing else",
            Cure.safe(List.of(cleanup()), List.of())));
  }

  private Command cleanup() {
    List<String> arguments = new ArrayList<>(linerate);
    arguments.add("cleanup");
    return Command.of(arguments);
  }

  private static Evidence evidence(Leftover leftover) {
    String made =
        leftover.entries().stream()
            .map(entry -> entry.kind().name().toLowerCase(Locale.ROOT) + " " + entry.name())
            .limit(4)
            .collect(Collectors.joining(", "));
    return new Evidence(
        "cat " + leftover.directory().resolve("journal"), made.isEmpty() ? "(empty)" : made);
  }
}
