package dev.linerate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.plan.LinkSpec;
import org.junit.jupiter.api.Test;

class LabSpecTest {
  @Test
  void survivesItsFile() {
    assertThat(LabSpec.parse(LabSpec.STUDY.line())).isEqualTo(LabSpec.STUDY);
  }

  @Test
  void refusesMoreHostsThanAddresses() {
    assertThatThrownBy(() -> new LabSpec(65, LinkSpec.GIGABIT)).hasMessageContaining("1 to 64");
    assertThatThrownBy(() -> new LabSpec(0, LinkSpec.GIGABIT)).hasMessageContaining("not 0");
  }
}
