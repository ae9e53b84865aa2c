package dev.linerate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.doctor.Fakes.Fake;
import dev.linerate.fault.LinerateException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DoctorTest {
  private static Verdict examine(Supplier<Verdict> look) {
    return Doctor.examine(List.of(new Fake(look))).examined().getFirst().verdict();
  }

  @Test
  void whatCannotBeToldIsNotWell() {
    Verdict verdict =
        examine(() -> {
          throw LinerateException.environment("iptables-save: Permission denied", "Use sudo");
        });

    assertThat(verdict).isEqualTo(new Verdict.Untold("iptables-save: Permission denied. Use sudo"));
  }

  @Test
  void aCheckThatIsWrongCostsNoOtherItsFindings() {
    Diagnosis found = Fakes.diagnosis(Fault.LINK_DOWN, "h1");
    Consultation consultation =
        Doctor.examine(
            List.of(
                new Fake(() -> {
                  throw new IllegalStateException("a defect");
                }),
                new Fake(() -> Verdict.of(List.of(found)))));

    assertThat(consultation.diagnoses()).containsExactly(found);
    assertThat(consultation.sick()).isTrue();
    assertThat(consultation.untold().getFirst().verdict().toString()).contains("a defect");
  }

  @Test
  void aCheckThatHangsIsLeftBehind() {
    CountDownLatch never = new CountDownLatch(1);
    Fake hangs =
        new Fake(
            EnumSet.of(Fault.OVS_DOWN),
            Duration.ofMillis(30),
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new Verdict.Well();
            });

    Consultation consultation = Doctor.examine(List.of(hangs, new Fake(Verdict.Well::new)));

    assertThat(consultation.examined())
        .extracting(Examined::verdict)
        .containsExactly(new Verdict.Untold("took longer than 30 ms"), new Verdict.Well());
  }

  @Test
  void warningsAloneAreNoSickness() {
    Diagnosis warning = Fakes.diagnosis(Fault.TOOL_MISSING, "h1");
    Consultation consultation =
        Doctor.examine(List.of(new Fake(() -> Verdict.of(List.of(warning)))));

    assertThat(consultation.diagnoses()).containsExactly(warning);
    assertThat(consultation.sick()).isFalse();
  }
}
