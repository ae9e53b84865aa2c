package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.ToolChoice;
import dev.linerate.result.FactKeys;
import dev.linerate.result.NetworkRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The warnings of a table, numbered in reading order; the same warning has one number. What is true
 * of every case is said once for all of them.
 */
final class Footnotes {
  private static final int NAMED = 3;
  private static final double SHOWN_ABOVE_WIRE = 1.0005;
  private static final String EVERY_CASE = "every case";

  /** Warnings that every measured case has. */
  private final Set<String> common;

  private final ReportModel model;

  /** Subjects by text. */
  private final Map<String, List<String>> notes = new LinkedHashMap<>();

  Footnotes(ReportModel model) {
    this.model = model;
    common = common(model);
    if (!common.isEmpty()) {
      add(EVERY_CASE, String.join("; ", common));
    }
  }

  private static Set<String> common(ReportModel model) {
    List<CaseSummary> measured =
        model.summaries().stream().filter(s -> s.bitrate().isPresent()).toList();
    Set<String> common = new LinkedHashSet<>();
    if (measured.size() > NAMED) {
      common.addAll(measured.getFirst().warnings());
      measured.forEach(summary -> common.retainAll(summary.warnings()));
    }
    return common;
  }

  /** The mark to stand beside a case's number: {@code ⚠1}; empty when there is nothing to say. */
  String mark(CaseSummary summary) {
    if (summary.warnings().isEmpty()) {
      return "";
    }
    List<String> own = summary.warnings().stream().filter(w -> !common.contains(w)).toList();
    return own.isEmpty()
        ? add(EVERY_CASE, String.join("; ", common))
        : add(model.caseName(summary), String.join("; ", own));
  }

  /** The mark of a case that has no number, while others of its row have. */
  String absent(CaseSummary summary) {
    return add(model.caseName(summary), TableRow.absence(summary));
  }

  private String add(String subject, String text) {
    List<String> subjects = notes.computeIfAbsent(text, _ -> new ArrayList<>());
    if (!subjects.contains(subject)) {
      subjects.add(subject);
    }
    return "⚠" + (List.copyOf(notes.keySet()).indexOf(text) + 1);
  }

  /** In the order of their numbers, from 1. */
  List<String> notes() {
    return notes.entrySet().stream()
        .map(note -> subjects(note.getValue()) + ": " + note.getKey())
        .toList();
  }

  private static String subjects(List<String> subjects) {
    return subjects.size() <= NAMED
        ? String.join("; ", subjects)
        : subjects.getFirst() + " and " + (subjects.size() - 1) + " more";
  }

  /** What must be known of the numbers without making them doubtful. */
  static List<String> remarks(ReportModel model) {
    return Stream.of(
            proof(model).stream(),
            doctor(model),
            Searched.remarks(model).stream(),
            ofNetworks(model).stream(),
            pinned(model),
            atWire(model).stream(),
            aboveWire(model).stream(),
            Levels.remarks(model).stream())
        .flatMap(notes -> notes)
        .toList();
  }

  /** What the doctor found about cases that yielded nothing, stalled or failed. */
  private static Stream<String> doctor(ReportModel model) {
    return model.summaries().stream()
        .flatMap(summary ->
            summary.record().findings().stream()
                .map(found ->
                    "%s: %s, %s: %s. Cause: %s. Remedy: %s"
                        .formatted(
                            model.caseName(summary),
                            found.id(),
                            found.place(),
                            found.symptom(),
                            found.cause(),
                            found.remedy())));
  }

  /** What an experiment showed. */
  private static Optional<String> proof(ReportModel model) {
    return model
        .proof()
        .map(proof ->
            "experiment for %s, case %d of run %s: %s. %s"
                .formatted(
                    proof.claim().cause().id(),
                    proof.claim().caseNumber(),
                    proof.claim().run(),
                    ProofText.headline(proof),
                    ProofText.sentence(proof)));
  }

  /** What {@code auto} chose, for each number of streams, and why. */
  private static Stream<String> pinned(ReportModel model) {
    Stream<String> choices =
        model.run().platform().facts().entrySet().stream()
            .filter(fact -> FactKeys.isAutoWhy(fact.getKey()))
            .map(fact -> "pin auto: " + fact.getValue());
    return Stream.concat(choices, onOneCore(model).stream());
  }

  /** The installed iperf3 may have one thread for all streams, and knows one core for an end. */
  private static Optional<String> onOneCore(ReportModel model) {
    return model.summaries().stream()
        .map(CaseSummary::record)
        .filter(record -> record.spec().pinning().equals(Pinning.AUTO))
        .filter(record -> record.spec().flow().streams() > 1)
        .filter(record -> record.tool().equals(ToolChoice.IPERF3.word()))
        .findFirst()
        .map(_ ->
            "pin auto: iperf3 keeps all streams of an end on one core, the first of those chosen");
  }

  /** Cases that nothing but larger packets or a faster link can make faster. */
  private static Optional<String> atWire(ReportModel model) {
    List<String> cases =
        model.summaries().stream()
            .filter(CaseSummary::atWireLimit)
            .map(summary -> model.caseName(summary) + ", " + figures(summary))
            .toList();
    return cases.isEmpty() ? Optional.empty() : Optional.of("at the wire limit: " + some(cases));
  }

  private static String figures(CaseSummary summary) {
    return Text.wire(summary).replaceFirst(":.*", "");
  }

  private static String some(List<String> names) {
    int hidden = names.size() - NAMED;
    return String.join("; ", names.subList(0, Math.min(NAMED, names.size())))
        + (hidden > 0 ? " and " + hidden + " more" : "");
  }

  /** Shares a little above 1 are as they should be; more than that is a warning. */
  private static Optional<String> aboveWire(ReportModel model) {
    boolean above =
        model.summaries().stream().anyMatch(s -> s.wireLimitShare().orElse(0) >= SHOWN_ABOVE_WIRE);
    return above
        ? Optional.of(
            "above 100 % of wire: the link passes up to "
                + model.run().link().burst()
                + " at once after a pause, once a trial; the longer the trial, the less it shows")
        : Optional.empty();
  }

  /** The same note is written once. */
  private static List<String> ofNetworks(ReportModel model) {
    Map<String, List<String>> drivers = new LinkedHashMap<>();
    for (NetworkRecord network : model.run().networks()) {
      for (String note : notes(network)) {
        drivers.computeIfAbsent(note, _ -> new ArrayList<>()).add(network.driver());
      }
    }
    return drivers.entrySet().stream()
        .map(entry -> String.join(", ", entry.getValue()) + ": " + entry.getKey())
        .toList();
  }

  /** A datapath other than the plain kernel's is worth a note when the network has none. */
  private static List<String> notes(NetworkRecord network) {
    boolean plain = network.datapath().isEmpty() || network.datapath().equals(TableRow.PLAIN);
    return !network.notes().isEmpty() || plain
        ? network.notes()
        : List.of("datapath " + network.datapath());
  }
}
