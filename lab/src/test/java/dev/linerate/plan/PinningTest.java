package dev.linerate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linerate.fault.LinerateException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinningTest {
  private static List<String> words(String... values) {
    return Pinnings.parse(List.of(values)).stream().map(Pinning::word).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none|none",
        "none,auto|none auto",
        "none auto 0,1|none auto 0,1",
        "none,auto,0,1|none auto 0,1",
        "0,1,2,3|0,1 2,3",
        "' 0 , 1 , auto '|0,1 auto",
        "01,1|1,1"
      })
  void commasAndBlanksSeparateAndNumbersPair(String value, String words) {
    assertThat(String.join(" ", words(value))).isEqualTo(words);
  }

  @Test
  void severalValuesAreOneListAndRepetitionsCountOnce() {
    assertThat(words("none", "auto", "2,3", "none", "2 3")).containsExactly("none", "auto", "2,3");
    assertThat(Pinnings.parse(List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3|core 3 has no second; write SENDER,RECEIVER, for example 0,1",
        "0,1,2|core 2 has no second; write SENDER,RECEIVER, for example 0,1",
        "0,8192|core 8192 is out of range; they go from 0 to 8191",
        "-1,0|no pinning \"-1\"; there are none, auto, or two cores SENDER,RECEIVER such as 0,1",
        "ato|no pinning \"ato\" (did you mean auto?); there are none, auto, or two cores"
            + " SENDER,RECEIVER such as 0,1",
        "0-3,4-7|no pinning \"0-3\"; there are none, auto, or two cores SENDER,RECEIVER such as"
            + " 0,1",
        "''|no pinning \"\"; there are none, auto, or two cores SENDER,RECEIVER such as 0,1"
      })
  void whatIsNoPinningIsSaid(String value, String sentence) {
    assertThatThrownBy(() -> words(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void aPairKnowsItsCores() {
    assertThat(Pinning.parse("3, 12").cores()).contains(new CorePair(3, 12));
    assertThat(Pinning.parse("3, 12").word()).isEqualTo("3,12");
    assertThat(Pinning.NONE.cores()).isEmpty();
    assertThat(Pinning.AUTO.cores()).isEmpty();
  }

  private static String plan(String pinning) {
    return """
    name: p
    flows: {tcp: {protocol: tcp}}
    cases:
      - networks: [host]
        placements: [same-host]
        flows: [tcp]
        pinning:\
    """
        + " "
        + pinning
        + "\n";
  }

  @Test
  void aPlanGivesEachCaseWithEachPinning() {
    Plan plan = PlanReader.read("p.yaml", plan("[none, auto, \"1,0\"]"), Networks.KNOWN);
    assertThat(plan.cases())
        .extracting(CaseSpec::label)
        .containsExactly(
            "host same-host tcp", "host same-host tcp pin auto", "host same-host tcp pin 1,0");
  }

  @Test
  void aPlansProblemsAreToldAllAtOnce() {
    LinerateException e =
        catchThrowableOfType(
            LinerateException.class,
            () ->
                PlanReader.read(
                    "p.yaml", plan("[atuo, none, none, 0,1, {a: b}, \"9,9999\"]"), Networks.KNOWN));
    assertThat(String.valueOf(e.getMessage()).lines())
        .containsExactly(
            "p.yaml:7: cases[0].pinning[0]: no pinning \"atuo\" (did you mean auto?); there are"
                + " none, auto, or two cores SENDER,RECEIVER such as 0,1",
            "p.yaml:7: cases[0].pinning[2]: none is listed twice",
            "p.yaml:7: cases[0].pinning[3]: one core alone; write the sender's and the receiver's"
                + " in quotes: \"0,1\"",
            "p.yaml:7: cases[0].pinning[4]: one core alone; write the sender's and the receiver's"
                + " in quotes: \"0,1\"",
            "p.yaml:7: cases[0].pinning[5]: is a mapping; it must be none, auto, or two cores"
                + " SENDER,RECEIVER such as 0,1",
            "p.yaml:7: cases[0].pinning[6]: core 9999 is out of range; they go from 0 to 8191");
  }

  @Test
  void iperf3sWordIsTranslated() {
    LinerateException e =
        catchThrowableOfType(
            LinerateException.class,
            () ->
                PlanReader.read(
                    "p.yaml", plan("auto").replace("pinning:", "affinity:"), Networks.KNOWN));
    assertThat(e).hasMessage("p.yaml:7: cases[0]: no key \"affinity\"; write pinning: auto");
  }
}
