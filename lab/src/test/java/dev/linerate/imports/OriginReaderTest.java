package dev.linerate.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Rate;
import dev.linerate.tool.End;
import dev.linerate.unit.BitRate;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginReaderTest {
  private static Origin read(String text) {
    return OriginReader.read("p.yaml", text);
  }

  @Test
  void readsAllThatCanBeSaid() {
    Origin origin =
        read(
            """
            name: kunpeng
            started: 2020-03-31
            link: {rate: 10gbit, mtu: 9000}
            network: docker-overlay
            placement: cross-host
            platform:
              cpu.model: Kunpeng 920
              cpu.count: 128
              smt: false
            logs:
              - {file: a.txt, pinning: "0,1", end: server}
              - {file: deep/b.json, network: calico, placement: same-host, rate: 920M}
            """);

    assertThat(origin.name()).contains("kunpeng");
    assertThat(origin.started()).contains(Instant.parse("2020-03-31T00:00:00Z"));
    assertThat(origin.link().orElseThrow().rate()).isEqualTo(new BitRate(10e9));
    assertThat(origin.facts())
        .containsEntry("cpu.model", "Kunpeng 920")
        .containsEntry("cpu.count", "128")
        .containsEntry("smt", "false");
    Setting a = origin.settingOf("/data/a.txt");
    assertThat(a.network()).contains("docker-overlay");
    assertThat(a.pinning()).contains(new Pinning("0,1"));
    assertThat(a.end()).contains(End.SERVER);
    Setting b = origin.settingOf("deep/b.json");
    assertThat(b.network()).contains("calico");
    assertThat(b.placement()).contains(Placement.SAME_HOST);
    assertThat(b.rate()).contains(Rate.of(new BitRate(920e6)));
    assertThat(origin.settingOf("other.txt")).isEqualTo(origin.usual());
  }

  @Test
  void everyProblemIsToldAtOnceWithItsLine() {
    assertThatThrownBy(() ->
            read(
                """
                nmae: kunpeng
                started: yesterday
                link: {mtu: 9}
                placement: somewhere
                platform:
                  "": x
                  cpu: [1, 2]
                logs:
                  - {network: vxlan}
                  - {file: ../../etc/passwd}
                  - {file: a.txt, rate: fast, pinning: 3}
                """))
        .isInstanceOf(LinerateException.class)
        .hasMessage(
            """
            p.yaml:1: no key "nmae" (did you mean name?); there are name, started, link, platform, logs, network, placement, pinning, rate, duration, end, tool
            p.yaml:2: started: "yesterday" is no date; write 2020-03-31 or 2020-03-31T15:11:27Z
            p.yaml:3: link: rate is missing; write for example rate: 1gbit
            p.yaml:3: link.mtu: 9 is out of range; it goes from 576 to 9216
            p.yaml:4: placement: no placement "somewhere"; there are same-host, cross-host
            p.yaml:6: platform.: no key of a fact; write for example cpu.model
            p.yaml:7: platform.cpu: is a list; it must be one value of a line
            p.yaml:9: logs[0]: file is missing; write for example file: client.json
            p.yaml:10: logs[1].file: "../../etc/passwd" is not in the folder of this file; name it on the command line
            p.yaml:11: logs[2].pinning: is 3; it must be text; put it in quotes
            p.yaml:11: logs[2].rate: "fast" is no bit rate; write for example 920M or 1gbit\
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "- a", "7", "a: &x 1", "{", "platform: 7", "logs: {}", "a: 1\n---\nb: 2"})
  void whatIsNoSuchFileIsRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(LinerateException.class)
        .hasMessageStartingWith("p.yaml:");
  }

  @Test
  void aFlagGoesBeforeTheFile() {
    Origin file =
        read("network: vxlan\nplacement: cross-host\nlogs: [{file: a.txt, network: host}]\n");
    Origin flags = Logs.on("calico");

    assertThat(flags.or(file).settingOf("a.txt").network()).contains("calico");
    assertThat(flags.or(file).settingOf("b.txt").placement()).contains(Placement.CROSS_HOST);
    assertThat(Origin.NONE.or(file).settingOf("a.txt").network()).contains("host");
  }
}
