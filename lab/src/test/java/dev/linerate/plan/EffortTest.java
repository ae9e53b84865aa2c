package dev.linerate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffortTest {
  private static Plan plan(String lines) {
    return PlanReader.read(
        "p.yaml",
        "name: p\n"
            + lines
            + "\nflows: {tcp: {protocol: tcp}}\ncases: [{networks: [host], flows: [tcp]}]\n",
        Networks.KNOWN);
  }

  @Test
  void aPlanMaySayIt() {
    assertThat(plan("omit: auto\nprecision: 1.5%\nbudget: 5min").effort())
        .isEqualTo(new Effort(true, Optional.of(new Precision(0.015, Duration.ofMinutes(5)))));
    assertThat(plan("precision: 2%").effort().precision()).hasValue(Precision.USUAL);
    assertThat(plan("repeat: 3").effort()).isEqualTo(Effort.PLAIN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "precision: 0.02|no percentage; write for example 2%",
        "precision: 80%|goes from 0.1% to 50%",
        "budget: 5min|is for precision, which is missing",
        "omit: 2s|of the whole plan can only be auto"
      })
  void wrongOnesAreTold(String line, String says) {
    assertThatThrownBy(() -> plan(line))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("p.yaml:2: ")
        .hasMessageContaining(says);
  }

  @Test
  void optionsChangeIt() {
    EffortOptions auto =
        new EffortOptions(true, true, Optional.of(0.01), Optional.of(Duration.ofMinutes(1)));
    assertThat(auto.apply(Effort.PLAIN, false))
        .isEqualTo(new Effort(true, Optional.of(new Precision(0.01, Duration.ofMinutes(1)))));
    assertThat(auto.problems(Effort.PLAIN)).isEmpty();
    Effort plans = new Effort(false, Optional.of(Precision.USUAL));
    assertThat(EffortOptions.NONE.apply(plans, false)).isEqualTo(plans);
    assertThat(EffortOptions.NONE.apply(plans, true).precision()).isEmpty();
  }

  @Test
  void aPrecisionWithoutAutoIsAMistake() {
    EffortOptions lonely =
        new EffortOptions(false, false, Optional.of(0.01), Optional.of(Duration.ofMillis(1)));
    assertThat(lonely.problems(Effort.PLAIN))
        .containsExactlyInAnyOrder(
            "--budget: 1ms is out of range; it goes from 1s to 24h",
            "--precision: is for --repeat auto",
            "--budget: is for --repeat auto");
  }
}
