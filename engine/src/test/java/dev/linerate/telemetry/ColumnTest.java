package dev.linerate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ColumnTest {
  private static final Column GAP =
      Column.ofOptional(OptionalLong.of(3), OptionalLong.empty(), OptionalLong.of(4));

  @Test
  void whatIsAbsentIsNotZero() {
    assertThat(GAP.at(1)).isEmpty();
    assertThat(GAP.at(1, -7)).isEqualTo(-7);
    assertThat(GAP.sum()).hasValue(7);
    assertThat(GAP.sum(1, 2)).isEmpty();
    assertThat(GAP.max()).hasValue(4);
    assertThat(GAP.last()).hasValue(4);
    assertThat(GAP.isConstant()).isFalse();
    assertThat(GAP).hasToString("[3, -, 4]").isNotEqualTo(Column.of(3, 0, 4));
  }

  @Test
  void whatItWasMadeOfCanChange() {
    long[] values = {1, 2};
    Column column = Column.of(values);
    values[0] = 9;
    assertThat(column).isEqualTo(Column.of(1, 2));
    assertThat(Column.constant(2, 5).isConstant()).isTrue();
    assertThat(Column.of().isConstant()).isTrue();
    assertThat(Column.of().sum()).isEmpty();
  }

  @Test
  void timeOnlyGoesOn() {
    assertThatThrownBy(() -> TimeAxis.of(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TimeAxis.of(0, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(TimeAxis.of().samples()).isZero();
  }
}
