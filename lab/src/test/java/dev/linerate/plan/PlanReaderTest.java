package dev.linerate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linerate.fault.LinerateException;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanReaderTest {
  private static final String STUDY =
      """
      name: docker-network-study
      hosts: 4
      link: {rate: 10gbit, mtu: 9000}
      repeat: 5
      defaults: {duration: 10s, omit: 1s, interval: 500ms}
      flows:
        tcp: {protocol: tcp}
        udp-920: {protocol: udp, rate: 920M, length: 8192, duration: 3s}
      cases:
        - networks: [docker-bridge, ovs-overlay]
          flows: [tcp]
        - networks: [docker-overlay]
          placements: [cross-host]
          flows: [udp-920, tcp]
      """;

  private static Plan read(String text) {
    return PlanReader.read("mine.yaml", text, Networks.KNOWN);
  }

  private static List<String> problems(String text) {
    LinerateException e = catchThrowableOfType(LinerateException.class, () -> read(text));
    assertThat(e).as("a problem").isNotNull();
    assertThat(e.kind()).isEqualTo(LinerateException.Kind.USER);
    return String.valueOf(e.getMessage()).lines().toList();
  }

  /** A plan whose only flow has this body. */
  private static String flow(String body) {
    return "name: p\nflows:\n  f: {" + body + "}\ncases:\n  - networks: [host]\n    flows: [f]\n";
  }

  /** A plan with this further line. */
  private static String with(String line) {
    return "name: p\n"
        + line
        + "\nflows: {tcp: {protocol: tcp}}\ncases: [{networks: [host], flows: [tcp]}]\n";
  }

  @Test
  void readsEverything() {
    Plan plan = read(STUDY);
    assertThat(plan.name()).isEqualTo("docker-network-study");
    assertThat(plan.hosts()).isEqualTo(4);
    assertThat(plan.repeat()).isEqualTo(5);
    assertThat(plan.link().rate()).isEqualTo(new BitRate(10e9));
    assertThat(plan.link().mtu().bytes()).isEqualTo(9000);
    Flow udp = plan.cases().get(3).flow();
    assertThat(udp.rate()).isEqualTo(new Rate.Fixed(new BitRate(920e6)));
    assertThat(udp.length()).contains(new ByteCount(8192));
    assertThat(udp.duration()).isEqualTo(Duration.ofSeconds(3));
    assertThat(udp.omit()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void expandsCasesInTheOrderOfThePlan() {
    assertThat(read(STUDY).cases())
        .extracting(CaseSpec::label)
        .containsExactly(
            "docker-bridge same-host tcp",
            "ovs-overlay same-host tcp",
            "ovs-overlay cross-host tcp",
            "docker-overlay cross-host udp 920 Mbit/s 8192 B",
            "docker-overlay cross-host tcp");
  }

  @Test
  void fillsInDefaults() {
    Plan plan = read(with(""));
    assertThat(plan.hosts()).isEqualTo(3);
    assertThat(plan.repeat()).isEqualTo(3);
    assertThat(plan.link()).isEqualTo(LinkSpec.GIGABIT);
    assertThat(plan.cases().getFirst().flow())
        .isEqualTo(Flow.of(Protocol.TCP, Duration.ofSeconds(10)));
  }

  @Test
  void readsEveryKeyOfAFlow() {
    Plan plan =
        read(
            flow(
                "protocol: tcp, direction: bidir, streams: 4, rate: unlimited, length: 128K,"
                    + " window: 4M, mss: 1398, congestion: bbr, zerocopy: true, duration: 2m,"
                    + " omit: 5, interval: 1.5s, inside: true"));
    assertThat(plan.cases().getFirst().flow())
        .isEqualTo(
            new Flow(
                Protocol.TCP,
                Direction.BIDIR,
                4,
                Rate.UNLIMITED,
                Optional.of(new ByteCount(128 * 1024)),
                Optional.of(new ByteCount(4 << 20)),
                OptionalInt.of(1398),
                Optional.of("bbr"),
                true,
                Duration.ofMinutes(2),
                Duration.ofSeconds(5),
                Duration.ofMillis(1500),
                true));
  }

  @Test
  void onlyTheBuiltinToolGoesInside() {
    assertThat(
            problems(
                """
                name: mine
                tool: both
                flows: {tcp: {protocol: tcp, duration: 1s, inside: true}}
                cases: [{networks: [host], flows: [tcp]}]
                """))
        .containsExactly(
            "mine.yaml:3: flows.tcp.inside: only the built-in tool goes there; write tool: builtin");
  }

  @Test
  void tellsEveryProblemAtOnceInTheOrderOfTheFile() {
    assertThat(
            problems(
                """
                name: mine
                hosts: 1
                link: {rate: 1 furlong, mtu: 1500}
                repeat: many
                flow: {}
                flows:
                  tcp: {protocol: tpc}
                  udp: {protocol: udp, mss: 1000, length: 70000}
                cases:
                  - networks: [docker-overlai]
                    placements: [cross-host]
                    flows: [udp]
                  - networks: [linux-bridge]
                    placements:
                      - same-host
                      - cross-host
                    flows: [tcp, upd]
                """))
        .containsExactly(
            "mine.yaml:2: hosts: 1 is out of range; it goes from 2 to 64",
            "mine.yaml:3: link.rate: \"1 furlong\" is no bit rate; write for example 920M or 1gbit",
            "mine.yaml:4: repeat: is the text \"many\"; it must be a whole number, without quotes",
            "mine.yaml:5: no key \"flow\" (did you mean flows?); there are name, hosts, link,"
                + " repeat, tool, telemetry-rate, omit, precision, budget, defaults, flows, cases",
            "mine.yaml:7: flows.tcp.protocol: no protocol \"tpc\" (did you mean tcp?); there are"
                + " tcp, udp",
            "mine.yaml:8: flows.udp.length: 70000 is out of range; it goes from 16 to 65507",
            "mine.yaml:8: flows.udp.mss: is for tcp, and this flow is udp; leave it out",
            "mine.yaml:10: cases[0].networks[0]: no network \"docker-overlai\" (did you mean"
                + " docker-overlay?); there are host, linux-bridge, vxlan, macvlan, docker-bridge,"
                + " ovs-bridge, docker-overlay, ovs-overlay",
            "mine.yaml:16: cases[1].placements[1]: linux-bridge has no cross-host; it has"
                + " same-host",
            "mine.yaml:17: cases[1].flows[1]: no flow \"upd\" (did you mean udp?); there are tcp,"
                + " udp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "streams: 0|streams: 0 is out of range; it goes from 1 to 128",
        "streams: 129|streams: 129 is out of range; it goes from 1 to 128",
        "streams: '2'|streams: is the text \"2\"; it must be a whole number, without quotes",
        "streams: 2.5|streams: \"2.5\" is no whole number",
        "streams: 99999999999|streams: \"99999999999\" is no whole number",
        "streams: [1]|streams: is a list; it must be one value",
        "streams: |streams: is empty; it must be one value",
        "rate: 500|rate: 500 is out of range; it goes from 1kbit to 400gbit",
        "rate: 401G|rate: 401G is out of range; it goes from 1kbit to 400gbit",
        "length: 0|length: 0 is out of range; it goes from 1 to 1MiB",
        "length: 2M|length: 2M is out of range; it goes from 1 to 1MiB",
        "window: 512|window: 512 is out of range; it goes from 1KiB to 512MiB",
        "mss: 87|mss: 87 is out of range; it goes from 88 to 9216",
        "congestion: Bbr!|congestion: \"Bbr!\" is no name of an algorithm; write for example cubic"
            + " or bbr",
        "congestion: 5|congestion: is 5; it must be text; put it in quotes",
        "zerocopy: yes|zerocopy: is the text \"yes\"; it must be true or false",
        "duration: 25h|duration: 25h is out of range; it goes from 100ms to 24h",
        "duration: 0s|duration: 0s is out of range; it goes from 100ms to 24h",
        "duration: 99ms|duration: 99ms is out of range; it goes from 100ms to 24h",
        "omit: 1500ms|omit: \"1500ms\" is no whole number of seconds",
        "duration: soon|duration: \"soon\" is no duration; write for example 10s or 500ms",
        "omit: 601s|omit: 601s is out of range; it goes from 0s to 600s",
        "interval: 50ms|interval: 50ms is out of range; it goes from 100ms to 60s",
        "interval: 11s|interval: an interval of 11s does not fit a duration of 10s",
        "direction: back|direction: no direction \"back\"; there are forward, reverse, bidir"
      })
  void refusesBadValuesOfFlows(String body, String problem) {
    assertThat(problems(flow("protocol: tcp, " + body)))
        .containsExactly("mine.yaml:3: flows.f." + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hosts: 65|hosts: 65 is out of range; it goes from 2 to 64",
        "repeat: 1001|repeat: 1001 is out of range; it goes from 1 to 1000",
        "link: {rate: 999kbit}|link.rate: 999kbit is out of range; it goes from 1mbit to 400gbit",
        "link: {mtu: 575}|link.mtu: 575 is out of range; it goes from 576 to 9216",
        "link: {mtu: 1500B}|link.mtu: is the text \"1500B\"; it must be a whole number, without"
            + " quotes",
        "link: 1gbit|link: is the text \"1gbit\"; it must be a mapping (key: value)",
        "defaults: {interval: 20s}|defaults.interval: an interval of 20s does not fit a duration"
            + " of 10s",
        "defaults: {streams: 2}|defaults: no key \"streams\"; there are duration, omit, interval",
        "tool: netperf|tool: no tool \"netperf\"; there are builtin, iperf3, both",
        "tool: iperf|tool: no tool \"iperf\" (did you mean iperf3?); there are builtin, iperf3, both",
        "tool: [builtin]|tool: is a list; it must be one value",
        "<<: {}|no key \"<<\"; there are name, hosts, link, repeat, tool, telemetry-rate, omit, precision, budget, defaults, flows, cases"
      })
  void refusesBadValuesOfThePlan(String line, String problem) {
    assertThat(problems(with(line))).containsExactly("mine.yaml:2: " + problem);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 64})
  void takesTheEndsOfARange(int hosts) {
    assertThat(read(with("hosts: " + hosts)).hosts()).isEqualTo(hosts);
  }

  @ParameterizedTest
  @CsvSource({"unlimited,0", "0,0", "1kbit,1000", "400gbit,4e11", "'\"920M\"',920e6"})
  void readsRates(String text, double bits) {
    Plan plan = read(flow("protocol: udp, rate: " + text));
    assertThat(plan.cases().getFirst().flow().rate()).isEqualTo(Rate.of(new BitRate(bits)));
  }

  @ParameterizedTest
  @CsvSource({"'', search, 0.00001", "', loss-ratio: 0.001', search ≤0.001, 0.001"})
  void readsRatesThatAreSearchedFor(String more, String label, double ratio) {
    Plan plan = read(flow("protocol: udp, rate: search" + more));
    Flow flow = plan.cases().getFirst().flow();
    assertThat(flow.rate()).isEqualTo(new Rate.Search(ratio));
    assertThat(flow.label()).isEqualTo("udp " + label);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "protocol: tcp, rate: search|rate: search is for udp, and this flow is tcp, which finds its"
            + " own rate",
        "protocol: udp, rate: search, direction: bidir|direction: a search is one of one direction;"
            + " write forward or reverse",
        "protocol: udp, rate: search, omit: 1s|omit: a search has a test before it instead; leave"
            + " it out",
        "protocol: udp, rate: 5M, loss-ratio: 0.1|loss-ratio: belongs to rate: search; leave it"
            + " out, or add that",
        "protocol: udp, rate: search, loss-ratio: 0.6|loss-ratio: 0.6 is out of range; it goes from"
            + " 0 to 0.5"
      })
  void refusesSearchesThatMakeNoSense(String keys, String problem) {
    assertThat(problems(flow(keys))).containsExactly("mine.yaml:3: flows.f." + problem);
  }

  @Test
  void aSearchOmitsNothing() {
    String text = flow("protocol: udp, rate: search");
    Plan plan = read(text.replaceFirst("flows:", "defaults: {omit: 2s}\nflows:"));
    assertThat(plan.cases().getFirst().flow().omit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iperf3", "both"})
  void onlyTheBuiltinToolSearches(String tool) {
    String text = flow("protocol: udp, rate: search");
    assertThat(problems(text.replaceFirst("flows:", "tool: " + tool + "\nflows:")))
        .containsExactly(
            "mine.yaml:4: flows.f.rate: only the built-in tool searches for a rate; write tool:"
                + " builtin");
  }

  @Test
  void knowsThoseWhoThinkInIperf3Options() {
    assertThat(problems(flow("protocol: tcp, direction: reverse, bidir: true")))
        .containsExactly("mine.yaml:3: flows.f: no key \"bidir\"; write direction: bidir");
  }

  @Test
  void theBuiltinToolMeasuresUnlessThePlanSaysOtherwise() {
    assertThat(read(flow("protocol: tcp")).tool()).isEqualTo(ToolChoice.BUILTIN);
    assertThat(read(with("tool: both")).tool()).isEqualTo(ToolChoice.BOTH);
  }

  @Test
  void theBuiltinToolTakesFractionsOfASecond() {
    Flow flow = read(flow("protocol: tcp, duration: 300ms")).cases().getFirst().flow();
    assertThat(flow.duration()).isEqualTo(Duration.ofMillis(300));
    assertThat(flow.interval()).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void iperf3TakesWholeSecondsOnly() {
    assertThat(
            problems(
                """
                name: p
                tool: both
                defaults: {duration: 1500ms}
                flows:
                  a: {protocol: tcp}
                  b: {protocol: tcp, duration: 0.5, interval: 100ms}
                  c: {protocol: tcp, duration: 2s}
                cases: [{networks: [host], flows: [a, b, c]}]
                """))
        .containsExactly(
            "mine.yaml:3: defaults.duration: 1500ms is no whole number of seconds, which is all"
                + " that iperf3 takes; tool: builtin takes it",
            "mine.yaml:6: flows.b.duration: 500ms is no whole number of seconds, which is all"
                + " that iperf3 takes; tool: builtin takes it");
  }

  @Test
  void comparesWithAnInheritedInterval() {
    assertThat(
            problems(
                """
                name: p
                defaults: {interval: 5s}
                flows:
                  short: {protocol: tcp, duration: 2s}
                cases: [{networks: [host], flows: [short]}]
                """))
        .containsExactly(
            "mine.yaml:4: flows.short.duration: an interval of 5s does not fit a duration of 2s");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(problems("hosts: 3"))
        .containsExactly(
            "mine.yaml:1: name is missing; write for example name: my-study",
            "mine.yaml:1: flows is missing; write for example flows: {tcp: {protocol: tcp}}",
            "mine.yaml:1: cases is missing; write for example cases: [{networks: [host], flows:"
                + " [tcp]}]");
    assertThat(problems("name: p\nflows: {}\ncases: []\n"))
        .containsExactly(
            "mine.yaml:2: flows: is empty; write for example tcp: {protocol: tcp}",
            "mine.yaml:3: cases: is empty; there is nothing to measure");
    assertThat(problems("name: p\nflows: {f: {}}\ncases:\n- {}\n"))
        .containsExactly(
            "mine.yaml:2: flows.f: protocol is missing; write for example protocol: tcp",
            "mine.yaml:4: cases[0]: networks is missing; write for example networks: [host]",
            "mine.yaml:4: cases[0]: flows is missing; write for example flows: [tcp]");
  }

  @Test
  void refusesTheSameCaseTwiceAndNamesBothLines() {
    assertThat(
            problems(
                """
                name: p
                flows: {tcp: {protocol: tcp}, same: {protocol: tcp, streams: 1}}
                cases:
                  - networks: [host, vxlan]
                    flows: [tcp]
                  - networks: [macvlan, vxlan]
                    flows: [same]
                """))
        .containsExactly(
            "mine.yaml:6: cases[1]: vxlan same-host tcp and 1 more are given already in line 4");
  }

  @Test
  void refusesListsThatAreNone() {
    assertThat(
            problems(
                """
                name: p
                flows: {tcp: {protocol: tcp}}
                cases:
                  - networks: host
                    placements: []
                    flows: [[tcp], tcp, tcp]
                """))
        .containsExactly(
            "mine.yaml:4: cases[0].networks: is the text \"host\"; it must be a list, as [host]",
            "mine.yaml:5: cases[0].placements: is an empty list; there are same-host, cross-host",
            "mine.yaml:6: cases[0].flows[0]: is a list; it must be the name of a flow",
            "mine.yaml:6: cases[0].flows[2]: tcp is listed twice");
  }

  @Test
  void refusesDuplicateKeysAndNamesBothLines() {
    assertThat(problems(with("hosts: 3\nhosts: 4")))
        .containsExactly("mine.yaml:3: hosts: is given already in line 2");
    assertThat(
            problems(
                """
                name: p
                flows:
                  a: {protocol: tcp, protocol: udp}
                cases: [{networks: [host], flows: [a]}]
                """))
        .containsExactly("mine.yaml:3: flows.a.protocol: is given already in line 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   \n\n", "# nothing\n", "---\n", "~", "--- \n...\n"})
  void refusesAnEmptyPlan(String text) {
    assertThat(problems(text))
        .containsExactly("mine.yaml:1: the plan is empty; it must have name, flows and cases");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: p\\n\\thosts: 3|2: a tab where YAML wants spaces",
        "name: p\\nflows: {a: &x {protocol: tcp}}|2: anchors (&) and aliases (*) are not read;"
            + " write the value out",
        "name: p\\nflows: *x|2: anchors (&) and aliases (*) are not read; write the value out",
        "name: !!str p|1: tags (!) are not read; leave tag:yaml.org,2002:str out",
        "name: p\\n---\\nname: q|2: a second document; a plan is one",
        "name: p\\n? [a]\\n: b|2: a list where a key is expected",
        "[[[[[[[[[[[[|1: nested deeper than any plan",
        "- a|1: is a list; it must be a mapping (key: value)",
        "just words|1: is the text \"just words\"; it must be a mapping (key: value)"
      })
  void refusesWhatIsNoPlan(String text, String problem) {
    assertThat(problems(text.replace("\\n", "\n").replace("\\t", "\t")))
        .containsExactly("mine.yaml:" + problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name: p\nflows: {a: b", "name: p\nflows: 'open", "name: p\nflows: ]"})
  void tellsTheLineOfASyntaxError(String text) {
    List<String> problems = problems(text);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst()).startsWith("mine.yaml:2: no YAML: ");
  }

  @Test
  void tellsTheLineOfAForbiddenCharacter() {
    assertThat(problems("name: p\nhosts: \u0001"))
        .containsExactly("mine.yaml:2: a character that YAML does not allow: U+0001");
  }

  @Test
  void readsPastAByteOrderMark() {
    assertThat(read("\uFEFF" + STUDY)).isEqualTo(read(STUDY));
  }

  @Test
  void refusesAHugeText() {
    assertThat(problems("#".repeat(10_000_000)))
        .containsExactly("mine.yaml:1: longer than 256 KiB, so it is no plan");
  }

  @Test
  void refusesAliasBombsBeforeTheyGrow() {
    String bomb = "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\n";
    assertThat(problems(bomb)).hasSize(1).first().asString().startsWith("mine.yaml:1: anchors");
  }

  @Test
  void boundsTheNumberOfCases() {
    StringBuilder flows = new StringBuilder("name: p\nflows:\n");
    StringBuilder names = new StringBuilder();
    for (int i = 1; i <= 128; i++) {
      flows.append("  f").append(i).append(": {protocol: tcp, streams: ").append(i).append("}\n");
      names.append(i > 1 ? ", f" : "f").append(i);
    }
    String text =
        flows + "cases:\n- networks: [host, vxlan, macvlan, ovs-overlay]\n  flows: [" + names + "]";
    assertThat(problems(text))
        .containsExactly("mine.yaml:132: cases: more than 1000 of them in" + " one plan");
  }

  @Test
  void boundsTheNumberOfProblemsTold() {
    StringBuilder plan = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      plan.append("k").append(i).append(": 1\n");
    }
    List<String> problems = problems(plan.toString());
    assertThat(problems).hasSize(51);
    assertThat(problems.getLast()).isEqualTo("mine.yaml: and 453 more");
  }

  @Test
  void passesNoTerminalSequencesOn() {
    String problem = problems("name: \"\\e[31mred\\n" + "x".repeat(1000) + "\"").getFirst();
    assertThat(problem).doesNotContain("\u001b").hasSizeLessThan(200);
  }
}
