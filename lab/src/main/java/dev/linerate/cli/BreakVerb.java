package dev.linerate.cli;

import dev.linerate.breakage.Breakage;
import dev.linerate.breakage.Breakages;
import dev.linerate.breakage.BrokenLab;
import dev.linerate.fault.LinerateException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linerate lab break}. */
@Command(
    name = "break",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a fault for real in a lab, to be found: by you, by your monitoring, by the doctor.",
      "Nothing outside the lab is touched; lab mend or lab down takes it back."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sudo linerate lab up --with docker,ovs",
      "  linerate lab break --list",
      "  sudo linerate lab break mtu-overlay",
      "  sudo linerate lab break ovs-down --lab big --host h1",
      "  sudo linerate lab mend mtu-overlay",
      "",
      "Exit codes: 0 ok, 2 usage, 3 cannot be made here"
    })
final class BreakVerb implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FAULT",
      description = "its name; --list shows them")
  private @Nullable String fault;

  @Option(
      names = {"--lab", "--name"},
      paramLabel = "NAME",
      defaultValue = LabVerb.DEFAULT_NAME,
      description = "the lab (default: ${DEFAULT-VALUE})")
  private String lab = LabVerb.DEFAULT_NAME;

  @Option(names = "--host", paramLabel = "HOST", description = "the host to break (default: h1)")
  private @Nullable String host;

  @Option(
      names = "--list",
      description = "the faults there are, what is broken now, and what cannot be made")
  private boolean list;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}")
  private ListFormat format = ListFormat.TABLE;

  @Override
  public Integer call() {
    if (list || fault == null) {
      return showList();
    }
    Breakage breakage = Breakages.named(fault);
    Root.require("breaking a lab");
    List<String> made =
        LabRepair.on(lab, broken -> broken.make(breakage, Optional.ofNullable(host)));
    if (format == ListFormat.JSON) {
      System.out.println(BreakageJson.made(breakage, lab, made));
    } else {
      print(breakage, made);
    }
    return Exit.OK;
  }

  private void print(Breakage breakage, List<String> made) {
    String ofLab = lab.equals(LabVerb.DEFAULT_NAME) ? "" : " --lab " + lab;
    System.out.println(breakage.name() + ": " + breakage.words());
    made.forEach(line -> System.out.println("  " + line));
    System.out.println(
        "Find it: linerate doctor --path " + String.join(" ", breakage.scene().ends(lab)));
    System.out.println("Mend it: linerate lab mend " + breakage.name() + ofLab);
  }

  private int showList() {
    if (fault != null) {
      throw LinerateException.user("--list takes no FAULT", "See linerate lab break --help");
    }
    List<BrokenLab.Broken> now = LabRepair.brokenNow(lab);
    System.out.print(
        format == ListFormat.JSON ? BreakageJson.list(now) + "\n" : BreakageList.text(now));
    return Exit.OK;
  }
}
