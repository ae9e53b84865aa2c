package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamCoresTest {
  @Test
  void streamsTakeThemInTurn() {
    StreamCores cores = StreamCores.of(4, 0, 7);
    assertThat(cores.stream(0)).hasValue(4);
    assertThat(cores.stream(2)).hasValue(7);
    assertThat(cores.stream(3)).hasValue(4);
    assertThat(StreamCores.ANY.stream(5)).isEqualTo(OptionalInt.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2+4", "8191+0+8191"})
  void readsWhatItWrites(String text) {
    assertThat(StreamCores.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+", "1+", "+1", "1,2", "-1", "1 + 2", "10000", "1++2"})
  void saysWhatItIsNot(String text) {
    assertThatThrownBy(() -> StreamCores.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + text + "\" is no core, nor a list such as 0+2+4");
  }

  @Test
  void noMachineHasSoMany() {
    assertThatThrownBy(() -> StreamCores.of(8192)).isInstanceOf(RuntimeException.class);
  }
}
