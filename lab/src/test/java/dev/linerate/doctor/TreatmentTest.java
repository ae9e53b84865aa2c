package dev.linerate.doctor;

import static dev.linerate.doctor.Fakes.diagnosis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.host.Command;
import dev.linerate.host.ScriptedHost;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreatmentTest {
  private static final Command MEND = Command.of("mend", "it");
  private static final Command BREAK = Command.of("break", "it");

  @TempDir private Path folder = Path.of("");
  private final List<String> told = new ArrayList<>();
  private boolean agrees = true;

  private final class Told implements Treatment.Attendant {
    @Override
    public boolean agrees(Diagnosis diagnosis, Cure cure) {
      told.add("asked " + diagnosis.fault().id());
      return agrees;
    }

    @Override
    public void cured(Diagnosis diagnosis) {
      told.add("cured " + diagnosis.fault().id());
    }

    @Override
    public void failed(Diagnosis diagnosis, String why) {
      told.add("failed " + diagnosis.fault().id() + ": " + why);
    }

    @Override
    public void needsAllowance(Diagnosis diagnosis, String allowance) {
      told.add("needs " + allowance);
    }
  }

  private UndoJournal journal() {
    return new UndoJournal(folder.resolve("doctor.undo"));
  }

  private static Consultation found(Diagnosis... diagnoses) {
    return Doctor.examine(List.of(new Fakes.Fake(() -> Verdict.of(List.of(diagnoses)))));
  }

  private static Diagnosis curable(Fault fault, Cure cure) {
    return diagnosis(fault, "h1", Remedy.cure("Mend it", cure));
  }

  private static Diagnosis curable(Fault fault) {
    return curable(fault, Cure.safe(List.of(MEND), List.of(BREAK)));
  }

  /** A machine on which the cure works once it is run: nothing is found any more. */
  private Consultation treat(ScriptedHost machine, Consultation first, String... allowed) {
    Treatment treatment =
        new Treatment(
            machine,
            journal(),
            () -> machine.ran().contains("mend it") ? found() : first,
            new Told(),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    return treatment.treat(first, Set.of(allowed));
  }

  @Test
  void appliesLooksAgainAndNotesHowToTakeItBack() {
    ScriptedHost machine = new ScriptedHost().says("mend", "");

    Consultation after = treat(machine, found(curable(Fault.LINK_DOWN)));

    assertThat(told).containsExactly("asked LR-LINK-01", "cured LR-LINK-01");
    assertThat(after.diagnoses()).isEmpty();
    UndoEntry entry = journal().entries().getFirst();
    assertThat(entry.fault()).isEqualTo("LR-LINK-01");
    assertThat(entry.commands()).extracting(Command::arguments).containsExactly(BREAK.arguments());
  }

  @Test
  void withoutAgreementNothingIsDone() {
    agrees = false;
    ScriptedHost machine = new ScriptedHost().says("mend", "");

    treat(machine, found(curable(Fault.LINK_DOWN)));

    assertThat(machine.ran()).isEmpty();
    assertThat(journal().entries()).isEmpty();
  }

  @Test
  void whatFailsIsTakenBackAndForgotten() {
    ScriptedHost machine = new ScriptedHost().fails("mend", 2, "no such device").says("break", "");
    Consultation first = found(curable(Fault.LINK_DOWN));
    Treatment treatment =
        new Treatment(machine, journal(), () -> first, new Told(), Clock.systemUTC());

    treatment.treat(first, Set.of());

    assertThat(machine.ran()).containsExactly("mend it", "break it");
    assertThat(told.getLast())
        .isEqualTo("failed LR-LINK-01: mend failed: no such device; what was done is taken back");
    assertThat(journal().entries()).isEmpty();
  }

  @Test
  void whatRestartsSomethingMustBeNamed() {
    Cure restart = Cure.allowed("restart:docker", List.of(MEND), List.of());
    ScriptedHost machine = new ScriptedHost().says("mend", "");

    treat(machine, found(curable(Fault.DOCKER_DOWN, restart)), "restart:ovs");
    assertThat(told).containsExactly("needs restart:docker");
    assertThat(machine.ran()).isEmpty();

    treat(machine, found(curable(Fault.DOCKER_DOWN, restart)), "restart:docker");
    assertThat(told).contains("cured LR-DOCKER-01");
  }

  @Test
  void halfACureIsTakenBackAlthoughTheOtherHalfCannotBe() {
    ScriptedHost machine =
        new ScriptedHost()
            .says("mend", "")
            .fails("more", 1, "no")
            .fails("less", 1, "there is none")
            .says("break", "");
    Cure cure = Cure.safe(List.of(MEND, Command.of("more")), List.of(Command.of("less"), BREAK));
    Consultation first = found(curable(Fault.LINK_DOWN, cure));

    new Treatment(machine, journal(), () -> first, new Told(), Clock.systemUTC())
        .treat(first, Set.of());

    assertThat(machine.ran()).containsExactly("mend it", "more", "less", "break it");
    assertThat(folder.resolve("doctor.undo")).doesNotExist();
  }

  /** Ctrl-C while a command of the cure runs. */
  @Test
  void aCureThatIsInterruptedIsTakenBack() {
    ScriptedHost machine =
        new ScriptedHost()
            .says("break", "")
            .answers(
                "mend",
                _ -> {
                  throw new CancellationException("interrupted");
                });
    Consultation first = found(curable(Fault.LINK_DOWN));
    Treatment treatment =
        new Treatment(machine, journal(), () -> first, new Told(), Clock.systemUTC());

    assertThatThrownBy(() -> treatment.treat(first, Set.of()))
        .isInstanceOf(CancellationException.class);

    assertThat(machine.ran()).containsExactly("mend it", "break it");
    assertThat(told.getLast())
        .isEqualTo("failed LR-LINK-01: interrupted; what was done is taken back");
    assertThat(folder.resolve("doctor.undo")).doesNotExist();
  }

  /** Ctrl-C while the doctor looks whether it helped. */
  @Test
  void aCureThatWasNotLookedAtAgainCanStillBeTakenBack() {
    ScriptedHost machine = new ScriptedHost().says("mend", "");
    Treatment treatment =
        new Treatment(
            machine,
            journal(),
            () -> {
              throw new CancellationException("interrupted");
            },
            new Told(),
            Clock.systemUTC());

    assertThatThrownBy(() -> treatment.treat(found(curable(Fault.LINK_DOWN)), Set.of()))
        .isInstanceOf(CancellationException.class);

    assertThat(told.getLast()).contains("not looked at again", "doctor --undo");
    assertThat(journal().entries()).hasSize(1);
  }

  @Test
  void whatCannotBeTakenBackIsNotNoted() {
    Cure start = Cure.safe(List.of(MEND), List.of());

    treat(new ScriptedHost().says("mend", ""), found(curable(Fault.DOCKER_DOWN, start)));

    assertThat(told).containsExactly("asked LR-DOCKER-01", "cured LR-DOCKER-01");
    assertThat(folder.resolve("doctor.undo")).doesNotExist();
  }

  @Test
  void whatFollowsFromAnotherFaultIsNotTouched() {
    ScriptedHost machine = new ScriptedHost().says("mend", "");

    treat(machine, found(diagnosis(Fault.VXLAN_CLASH, "h1"), curable(Fault.LINK_DOWN)));

    assertThat(told).isEmpty();
  }
}
