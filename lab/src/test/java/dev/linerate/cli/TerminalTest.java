package dev.linerate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
  private final Properties properties = new Properties();

  TerminalTest() {
    properties.setProperty("linerate.stdout.tty", "true");
    properties.setProperty("linerate.stderr.tty", "true");
    properties.setProperty("linerate.columns", "80");
  }

  private Terminal with(String variable, String value) {
    return Terminal.of(Map.of(variable, value), properties);
  }

  @Test
  void aTerminalHasColoursAndIsRedrawn() {
    assertThat(with("TERM", "xterm-256color")).isEqualTo(new Terminal(true, 80, true, true));
  }

  @Test
  void withoutTheLauncherThereIsNoTerminal() {
    assertThat(Terminal.of(Map.of(), new Properties()))
        .isEqualTo(new Terminal(false, 100, true, false));
  }

  @Test
  void noColorTakesTheColoursAndNothingElse() {
    assertThat(with("NO_COLOR", "1")).isEqualTo(new Terminal(true, 80, false, true));
    assertThat(with("NO_COLOR", "").colour()).isTrue();
  }

  @Test
  void aCiKeepsALogThatCannotBeRedrawn() {
    assertThat(with("CI", "true")).isEqualTo(new Terminal(true, 80, true, false));
    assertThat(with("CI", "").lively()).isTrue();
  }

  @Test
  void aDumbTerminalGetsPlainLines() {
    assertThat(with("TERM", "dumb")).isEqualTo(new Terminal(true, 80, false, false));
  }

  @Test
  void standardErrorDecidesAboutTheDisplayAndStandardOutputAboutTheTable() {
    properties.setProperty("linerate.stdout.tty", "false");
    assertThat(with("TERM", "xterm")).isEqualTo(new Terminal(false, 80, true, true));
    properties.setProperty("linerate.stdout.tty", "true");
    properties.setProperty("linerate.stderr.tty", "false");
    assertThat(with("TERM", "xterm")).isEqualTo(new Terminal(true, 80, true, false));
  }

  @ParameterizedTest
  @CsvSource({
    "40,40",
    "20,20",
    "250,250",
    "0,100",
    "-5,100",
    "wide,100",
    "'',100",
    "999999999999,100"
  })
  void aWidthThatIsNoneIsNotBelieved(String told, int columns) {
    properties.setProperty("linerate.columns", told);
    assertThat(with("TERM", "xterm").columns()).isEqualTo(columns);
  }
}
