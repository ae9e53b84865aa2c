package dev.linerate.cli;

import dev.linerate.doctor.Consultation;
import dev.linerate.doctor.Doctor;
import dev.linerate.doctor.Treatment;
import dev.linerate.doctor.UndoEntry;
import dev.linerate.doctor.UndoJournal;
import dev.linerate.doctor.path.PathExamination;
import dev.linerate.fault.LinerateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code linerate doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "What keeps container networks from working here: finds it, explains it, cures it.",
      "Looks at this machine and at the hosts of labs that are up. Without --fix nothing changes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sudo linerate doctor",
      "  sudo linerate doctor --host h1 --host h2",
      "  sudo linerate doctor --path netns:web docker:db",
      "  sudo linerate doctor --path lab:h1 198.18.0.2",
      "  sudo linerate doctor --path docker:h1/web docker:h2/db",
      "  sudo linerate doctor --format json",
      "  sudo linerate doctor --fix                      shows what it would do, and asks",
      "  sudo linerate doctor --fix --allow restart:docker",
      "  sudo linerate doctor --undo                     takes the cures back",
      "",
      "Exit codes: 0 well or warnings only, 5 something is wrong, 2 usage, 3 unsupported here"
    })
final class DoctorVerb implements Callable<Integer> {
  @Option(
      names = "--lab",
      paramLabel = "NAME",
      description = "only the hosts of this lab (default: this machine and all labs)")
  private List<String> labs = new ArrayList<>();

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "only this host of a lab: h1; may be repeated")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--path",
      paramLabel = "END",
      arity = "2",
      description = {
        "the path between two ends, and the hosts they are on: netns:NAME, docker:NAME,",
        "docker:HOST/NAME for a container of a lab host's own daemon, lab:HOST or an IPv4",
        "address; sends a few small packets"
      })
  private List<String> path = new ArrayList<>();

  @Option(names = "--fix", description = "cure what can be cured safely; asks first")
  private boolean fix;

  @Option(names = "--yes", description = "do not ask")
  private boolean yes;

  @Option(
      names = "--allow",
      paramLabel = "WHAT",
      split = ",",
      description = {
        "what a cure may do besides: restart:docker, restart:ovs-vswitchd,",
        "restart:ovsdb-server, raise:nf_conntrack_max"
      })
  private List<String> allowed = new ArrayList<>();

  @Option(names = "--undo", description = "take back what --fix has done, last first")
  private boolean undo;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}")
  private ListFormat format = ListFormat.TABLE;

  @Override
  public Integer call() {
    if (undo) {
      return takeBack();
    }
    Consultation consultation = look();
    if (fix) {
      Root.require("curing");
      consultation = treat(consultation);
    }
    if (format == ListFormat.JSON) {
      System.out.println(DoctorJson.of(consultation));
    } else {
      Terminal terminal = Terminal.current();
      System.out.print(
          new DoctorText(terminal.colour() && terminal.outTerminal()).of(consultation));
    }
    return exit(consultation);
  }

  /** A path that could not be examined was asked for in vain. */
  private static int exit(Consultation consultation) {
    if (consultation.sick()) {
      return Exit.THRESHOLD;
    }
    boolean inVain =
        consultation.untold().stream().anyMatch(e -> e.check() instanceof PathExamination);
    return inVain ? Exit.UNSUPPORTED : Exit.OK;
  }

  /** With new patients: those of an earlier look would answer as they did then. */
  private Consultation look() {
    return Doctor.examine(
        path.isEmpty() ? Patients.of(labs, hosts).checks() : new PathEnds().checks(path));
  }

  private Consultation treat(Consultation first) {
    Bedside bedside = new Bedside(yes);
    return new Treatment(Wiring.machine(), journal(), this::look, bedside, Clock.systemUTC())
        .treat(first, Set.copyOf(allowed));
  }

  private static UndoJournal journal() {
    return new UndoJournal(Wiring.stateRoot().resolve("doctor.undo"));
  }

  private int takeBack() {
    Root.require("taking cures back");
    UndoJournal journal = journal();
    List<UndoEntry> entries = journal.entries();
    if (entries.isEmpty()) {
      System.out.println("Nothing to take back.");
      return Exit.OK;
    }
    Bedside bedside = new Bedside(yes);
    for (UndoEntry entry : entries.reversed()) {
      if (gone(entry)) {
        System.err.println(entry.fault() + ", " + entry.place() + ": its host is gone");
        journal.removeLast();
        continue;
      }
      if (!bedside.agreesToUndo(entry)) {
        return Exit.OK;
      }
      Optional<String> failure = Treatment.run(Wiring.machine(), entry.commands());
      if (failure.isPresent()) {
        throw LinerateException.environment(
            entry.fault() + " on " + entry.place() + " is not taken back: " + failure.get(),
            "What is left to take back is in "
                + Wiring.stateRoot().resolve("doctor.undo")
                + ", a line each: remove one to forget it");
      }
      journal.removeLast();
    }
    return Exit.OK;
  }

  /** Whether the namespace is not there any more: a lab that is down, a container that ended. */
  private static boolean gone(UndoEntry entry) {
    return entry.commands().stream()
        .flatMap(command -> command.netns().stream())
        .anyMatch(netns -> !Files.exists(Path.of(netns.path())));
  }
}
