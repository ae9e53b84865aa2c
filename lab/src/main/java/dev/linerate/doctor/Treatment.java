package dev.linerate.doctor;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Output;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Applies cures: root causes first, and after each a look whether the symptom is gone, and what
 * with it.
 */
public final class Treatment {
  /** Longest time of one command of a cure: a daemon's restart. */
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);

  /** Some cures take a while to show: a neighbour that is asked for, a link that comes up. */
  private static final Duration EFFECT_LIMIT = Duration.ofSeconds(6);

  private final Host machine;
  private final UndoJournal journal;
  private final Supplier<Consultation> look;
  private final Attendant attendant;
  private final Clock clock;

  /**
   * A treatment.
   *
   * @param machine runs the commands; they name their own namespaces
   * @param look examines again, from the start
   */
  public Treatment(
      Host machine,
      UndoJournal journal,
      Supplier<Consultation> look,
      Attendant attendant,
      Clock clock) {
    this.machine = machine;
    this.journal = journal;
    this.look = look;
    this.attendant = attendant;
    this.clock = clock;
  }

  /** Who is asked, and told what happens. */
  public interface Attendant {
    /** Whether to apply it, after its commands have been shown. */
    boolean agrees(Diagnosis diagnosis, Cure cure);

    /** It was applied, and the symptom is gone. */
    void cured(Diagnosis diagnosis);

    /** It was applied in vain, or could not be: {@code why} says it, and what was taken back. */
    void failed(Diagnosis diagnosis, String why);

    /** It will not be applied without being named: {@code --allow restart:docker}. */
    void needsAllowance(Diagnosis diagnosis, String allowance);
  }

  /**
   * Cures what can be cured.
   *
   * @param first what was found
   * @param allowed what the user has named
   * @return what the last look came to
   */
  public Consultation treat(Consultation first, Set<String> allowed) {
    List<Diagnosis> seen = new ArrayList<>();
    Consultation state = first;
    for (Optional<Diagnosis> next = next(state, seen); next.isPresent(); next = next(state, seen)) {
      Diagnosis diagnosis = next.get();
      seen.add(diagnosis);
      Cure cure = diagnosis.remedy().cure().orElseThrow();
      Optional<String> missing = cure.allowance().filter(word -> !allowed.contains(word));
      if (missing.isPresent()) {
        attendant.needsAllowance(diagnosis, missing.get());
      } else if (attendant.agrees(diagnosis, cure)) {
        state = apply(diagnosis, cure);
      }
    }
    return state;
  }

  private static Optional<Diagnosis> next(Consultation state, List<Diagnosis> seen) {
    List<Diagnosis> all = state.diagnoses();
    return all.stream()
        .filter(d -> d.remedy().cure().isPresent())
        // what another fault causes cannot be cured before that one
        .filter(d -> !Ranking.follows(d, all))
        .filter(d -> seen.stream().noneMatch(d::same))
        .findFirst();
  }

  private Consultation apply(Diagnosis diagnosis, Cure cure) {
    if (cure.reversible()) {
      journal.add(
          new UndoEntry(clock.instant(), diagnosis.fault().id(), diagnosis.place(), cure.undo()));
    }
    Optional<String> failure = applied(diagnosis, cure);
    if (failure.isPresent()) {
      takeBack(diagnosis, cure, failure.get());
      return look.get();
    }
    try {
      return effect(diagnosis, cure);
    } catch (CancellationException e) {
      attendant.failed(
          diagnosis, "interrupted: it was done, and not looked at again" + undoing(cure));
      throw e;
    }
  }

  private Optional<String> applied(Diagnosis diagnosis, Cure cure) {
    try {
      return run(machine, cure.apply());
    } catch (CancellationException e) {
      takeBack(diagnosis, cure, "interrupted");
      throw e;
    }
  }

  /** All of it, though undoing what was not begun fails. */
  private void takeBack(Diagnosis diagnosis, Cure cure, String why) {
    if (cure.reversible()) {
      cure.undo().forEach(command -> run(machine, List.of(command)));
      journal.removeLast();
    }
    attendant.failed(diagnosis, cure.reversible() ? why + "; what was done is taken back" : why);
  }

  private static String undoing(Cure cure) {
    return cure.reversible() ? "; back again: doctor --undo" : "";
  }

  private Consultation effect(Diagnosis diagnosis, Cure cure) {
    List<Consultation> looks = new ArrayList<>(List.of(look.get()));
    boolean gone =
        Await.until(
            EFFECT_LIMIT,
            () -> {
              boolean well = gone(diagnosis, looks.getLast());
              if (!well) {
                looks.add(look.get());
              }
              return well;
            });
    if (gone) {
      attendant.cured(diagnosis);
    } else {
      attendant.failed(diagnosis, "it was done, and the symptom is still there" + undoing(cure));
    }
    return looks.getLast();
  }

  /** Whether it is found no more, by checks that could look. */
  private static boolean gone(Diagnosis diagnosis, Consultation state) {
    boolean told =
        state.untold().stream()
            .noneMatch(e ->
                e.check().faults().contains(diagnosis.fault())
                    && diagnosis.place().startsWith(e.check().place()));
    return told && state.diagnoses().stream().noneMatch(diagnosis::same);
  }

  /**
   * Runs commands until one fails.
   *
   * @return what that one said
   */
  public static Optional<String> run(Host machine, List<Command> commands) {
    for (Command command : commands) {
      try {
        Output output = machine.run(command.within(COMMAND_LIMIT));
        if (!output.ok()) {
          return Optional.of(command.program() + " failed: " + output.complaint());
        }
      } catch (LinerateException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }
}
