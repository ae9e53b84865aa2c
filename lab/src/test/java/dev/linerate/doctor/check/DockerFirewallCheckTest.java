package dev.linerate.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.doctor.CapturedHost;
import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

class DockerFirewallCheckTest {
  private static final String FLUSHED = CapturedHost.fixture("iptables-save-flushed.txt");

  private static List<Diagnosis> look(CapturedHost host) {
    return Verdicts.found(new DockerFirewallCheck().examine(host.patient()));
  }

  private static CapturedHost flushed() {
    return new CapturedHost("h1").says("iptables-save", FLUSHED);
  }

  /** The rules of a table and chain, as iptables-save prints them. */
  private static List<String> rules(String saved, String chain) {
    return saved.lines().filter(line -> line.startsWith("-A " + chain + " ")).toList();
  }

  @Test
  void aHealthyHostIsWell() {
    assertThat(look(new CapturedHost("h1"))).isEmpty();
  }

  @Test
  void chainsThatWentWithAFirewallsRestartAreMissed() {
    Diagnosis diagnosis = look(flushed()).getFirst();

    assertThat(diagnosis.fault()).isEqualTo(Fault.CHAINS_MISSING);
    assertThat(diagnosis.evidence())
        .containsExactly(
            new Evidence("linerate lab exec h1 -- iptables-save", "(missing) *nat :DOCKER"),
            new Evidence("linerate lab exec h1 -- iptables-save", "(missing) *filter :DOCKER"),
            new Evidence(
                "linerate lab exec h1 -- iptables-save",
                "(missing) *nat -A PREROUTING … -j DOCKER"),
            new Evidence(
                "linerate lab exec h1 -- iptables-save",
                "(missing) *filter -A FORWARD … -j DOCKER"));
  }

  @Test
  void theCureWritesWhatDockerHadWritten() {
    Cure cure = look(flushed()).getFirst().remedy().cure().orElseThrow();
    String input = cure.apply().getFirst().input();
    String healthy = CapturedHost.fixture("h1/iptables-save.txt");

    assertThat(cure.allowance()).isEmpty();
    assertThat(cure.apply().getFirst().arguments())
        .containsExactly("iptables-restore", "--noflush", "--wait", "3");
    for (String chain : List.of("DOCKER", "DOCKER-ISOLATION-STAGE-1", "DOCKER-ISOLATION-STAGE-2")) {
      assertThat(rules(input, chain)).containsExactlyInAnyOrderElementsOf(rules(healthy, chain));
    }
    List<String> inserted =
        input
            .lines()
            .filter(line -> line.startsWith("-I "))
            .map(l -> "-A" + l.substring(2))
            .toList();
    List<String> own = List.of("FORWARD", "PREROUTING", "OUTPUT");
    for (String chain : own) {
      assertThat(inserted).containsAll(rules(healthy, chain));
    }
    // a hairpin's masquerade is not written: Docker makes it for its own proxy
    assertThat(inserted)
        .containsAll(
            rules(healthy, "POSTROUTING").stream().filter(r -> r.contains("! -o")).toList());
  }

  @Test
  void theUndoTakesAwayWhatTheCureWrote() {
    Cure cure = look(flushed()).getFirst().remedy().cure().orElseThrow();
    List<String> written =
        cure.apply().getFirst().input().lines().filter(l -> l.matches("-[AI] .*")).toList();
    List<String> removed =
        cure.undo().getFirst().input().lines().filter(l -> l.startsWith("-D ")).toList();

    assertThat(removed)
        .containsExactlyInAnyOrderElementsOf(
            written.stream().map(line -> "-D" + line.substring(2)).toList());
  }

  @Test
  void whatTheUserHasPutIntoDockersChainStays() {
    String partly =
        FLUSHED.replace(
            ":OUTPUT ACCEPT [0:0]\nCOMMIT",
            ":OUTPUT ACCEPT [0:0]\n:DOCKER-USER - [0:0]\n-A DOCKER-USER -s 10.0.0.0/8 -j DROP\nCOMMIT");
    assertThat(partly).isNotEqualTo(FLUSHED);

    String input =
        look(new CapturedHost("h1").says("iptables-save", partly))
            .getFirst()
            .remedy()
            .cure()
            .orElseThrow()
            .apply()
            .getFirst()
            .input();

    assertThat(input.lines()).doesNotContain(":DOCKER-USER - [0:0]");
  }

  @Test
  void dockerOfOtherChainsIsRestartedOnlyWhenAllowed() {
    CapturedHost host =
        flushed()
            .changes(
                "docker info --format {{json .}}",
                text -> text.replace("20.10.24+dfsg1", "28.0.1"));

    assertThat(look(host).getFirst().remedy().cure()).isEmpty();
    assertThat(look(host).getFirst().remedy().advice()).contains("Start the lab again");
  }

  @Test
  void rulesInBothBackendsAreTold() {
    CapturedHost host =
        new CapturedHost("h1")
            .says("cat /proc/net/ip_tables_names", "filter\n")
            .says(
                "iptables-legacy-save",
                "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n");

    assertThat(look(host)).extracting(Diagnosis::fault).containsExactly(Fault.DOCKER_IPTABLES);
  }

  @Test
  void dockerThatMayNotTouchTheFirewallIsTold() {
    CapturedHost host =
        flushed()
            .file("/var/lib/linerate/doc/h1/docker/linerate-daemon.json", "{\"iptables\": false}");

    Diagnosis diagnosis = look(host).getFirst();

    assertThat(diagnosis.fault()).isEqualTo(Fault.DOCKER_IPTABLES);
    assertThat(diagnosis.evidence().getFirst().line()).isEqualTo("\"iptables\": false");
  }

  @Test
  void ownRulesInDockersPlaceAreNoFault() {
    CapturedHost host =
        new CapturedHost("h1")
            .says(
                "iptables-save",
                FLUSHED.replace(
                    ":POSTROUTING ACCEPT [0:0]",
                    ":POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -o eth0 -j MASQUERADE"))
            .file("/var/lib/linerate/doc/h1/docker/linerate-daemon.json", "{\"iptables\": false}");

    assertThat(look(host)).isEmpty();
  }

  @Test
  void whereDockerIsDownItCannotBeTold() {
    CapturedHost host =
        new CapturedHost("h1")
            .fails("docker network ls -q", CapturedHost.fixture("docker-info-down.txt").strip());

    assertThatThrownBy(() -> look(host))
        .hasMessageContaining("Cannot connect to the Docker daemon");
  }
}
