package dev.linerate.cli;

import dev.linerate.doctor.Consultation;
import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Examined;
import dev.linerate.doctor.Severity;
import dev.linerate.doctor.Typed;
import dev.linerate.doctor.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the doctor found, for people: a line each first, then what is known of each. */
final class DoctorText {
  private static final String BOLD_RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String PLAIN = "\u001b[0m";

  private final boolean colour;

  DoctorText(boolean colour) {
    this.colour = colour;
  }

  String of(Consultation consultation) {
    List<Diagnosis> found = consultation.diagnoses();
    StringBuilder text = new StringBuilder();
    found.forEach(diagnosis -> text.append(line(diagnosis)));
    found.forEach(diagnosis -> text.append(details(diagnosis)));
    text.append(found.isEmpty() ? "" : "\n").append(well(consultation));
    text.append(untold(consultation));
    return text.toString();
  }

  /** The finding in one line. */
  String line(Diagnosis diagnosis) {
    Severity severity = diagnosis.fault().severity();
    String word = "%-7s".formatted(severity.word());
    return "%-12s %s %s: %s%n"
        .formatted(
            diagnosis.fault().id(),
            painted(severity == Severity.ERROR ? BOLD_RED : YELLOW, word),
            diagnosis.place(),
            diagnosis.symptom());
  }

  private String painted(String paint, String word) {
    return colour ? paint + word + PLAIN : word;
  }

  private static String details(Diagnosis diagnosis) {
    StringBuilder text = new StringBuilder("\n");
    text.append(diagnosis.fault().id() + ", " + diagnosis.place() + ": ");
    text.append(diagnosis.fault().title()).append('\n');
    String command = "";
    for (Evidence evidence : diagnosis.evidence()) {
      if (!evidence.command().equals(command)) {
        command = evidence.command();
        text.append("  $ ").append(command).append('\n');
      }
      text.append("    ").append(evidence.line()).append('\n');
    }
    text.append("  cause   ").append(diagnosis.cause()).append('\n');
    text.append("  remedy  ")
        .append(diagnosis.remedy().advice())
        .append(fix(diagnosis))
        .append('\n');
    diagnosis.remedy().commands().forEach(one -> text.append(one.indent(10)));
    text.append("  more    ").append(diagnosis.fault().page()).append('\n');
    return text.toString();
  }

  private static String fix(Diagnosis diagnosis) {
    return diagnosis
        .remedy()
        .cure()
        .map(cure ->
            "   (doctor --fix" + cure.allowance().map(w -> " --allow " + w).orElse("") + ")")
        .orElse("");
  }

  /** The commands of a cure, as --fix shows them. */
  static String commands(Cure cure) {
    return cure.apply().stream()
        .map(command -> Typed.text(command).indent(4))
        .collect(Collectors.joining());
  }

  private static String well(Consultation consultation) {
    List<Examined> well = consultation.well();
    if (well.isEmpty()) {
      return "";
    }
    String names = distinct(well.stream().map(e -> e.check().name()).toList());
    return "Well: "
        + names
        + "\n      on "
        + distinct(well.stream().map(e -> e.check().place()).toList())
        + "\n";
  }

  private static String distinct(List<String> words) {
    return words.stream().distinct().collect(Collectors.joining(", "));
  }

  private static String untold(Consultation consultation) {
    StringBuilder text = new StringBuilder();
    for (Examined examined : consultation.untold()) {
      if (examined.verdict() instanceof Verdict.Untold(String why)) {
        text.append(text.isEmpty() ? "Could not be checked:\n" : "");
        text.append(
            String.format(
                Locale.ROOT,
                "  %s, %s: %s%n",
                examined.check().name(),
                examined.check().place(),
                why));
      }
    }
    return text.toString();
  }
}
