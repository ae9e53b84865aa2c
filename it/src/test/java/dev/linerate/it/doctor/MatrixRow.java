package dev.linerate.it.doctor;

import dev.linerate.breakage.Breakage;
import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import java.util.List;

/**
 * What became of a fault.
 *
 * @param found all findings, first first
 * @param cure what {@code --fix} came to
 * @param traffic while it was broken, and after
 */
record MatrixRow(Breakage breakage, List<Diagnosis> found, String cure, String traffic) {
  private static final int LONGEST = 110;

  static String page(List<MatrixRow> rows) {
    StringBuilder page = new StringBuilder();
    page.append("# What the doctor makes of each fault\n\n")
        .append("Written by `FaultMatrixIT`, which makes each fault of `linerate lab break` for\n")
        .append("real in a lab of two hosts with dockerd and Open vSwitch, asks the doctor, lets\n")
        .append("it cure what it cures without a permission, and sends traffic before and after\n")
        .append("(iperf3, 512 KB over TCP).\n\n")
        .append("| Fault | What is wrong | Named first | First line of evidence | `--fix` |")
        .append(" Traffic |\n|---|---|---|---|---|---|\n");
    rows.forEach(row -> page.append(row.line()));
    return page.toString();
  }

  private String line() {
    String first =
        found.isEmpty()
            ? "**nothing**"
            : found.getFirst().fault() == breakage.fault()
                ? found.getFirst().fault().id()
                : "**" + found.getFirst().fault().id() + "**";
    return "| `%s` | %s | %s | %s | %s | %s |\n"
        .formatted(breakage.name(), breakage.words(), first, evidence(), cure, traffic);
  }

  private String evidence() {
    String line =
        found.stream()
            .filter(d -> d.fault() == breakage.fault())
            .findFirst()
            .map(d -> d.evidence().getFirst())
            .map(Evidence::line)
            .orElse("");
    String shown = line.length() > LONGEST ? line.substring(0, LONGEST) + " …" : line;
    return line.isEmpty()
        ? ""
        : "`" + shown.replace("|", "\\|").replaceAll("lr-\\w{5}-", "lr-ID-") + "`";
  }

  /** What {@code --fix} may do of itself. */
  static String offered(Diagnosis diagnosis) {
    return diagnosis
        .remedy()
        .cure()
        .flatMap(Cure::allowance)
        .map(word -> "with `--allow " + word + "`")
        .orElse("by hand");
  }
}
