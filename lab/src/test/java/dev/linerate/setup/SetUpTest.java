package dev.linerate.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Output;
import dev.linerate.host.ScriptedHost;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetUpTest {
  private static final String DEBIAN = "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n";
  private static final Need IPERF3 = new Need(Group.IPERF3, "iperf3", "iperf3");
  private static final Need DOCKERD = new Need(Group.DOCKER, "dockerd", "docker.io");
  private static final Need VSWITCHD = new Need(Group.OVS, "ovs-vswitchd", "openvswitch-switch");
  private static final Need OVSDB = new Need(Group.OVS, "ovsdb-server", "openvswitch-switch");

  private final List<String> said = new ArrayList<>();

  /** A Debian machine with root, a working apt-get that brings iperf3 and dockerd. */
  private static ScriptedHost debian() {
    ScriptedHost host = new ScriptedHost();
    return host.file("/etc/os-release", DEBIAN)
        .says("id", "0\n")
        .answers("install", c -> policyWritten(host, c))
        .answers("rm", c -> policyRemoved(host, c))
        .answers("apt-get", c -> installed(host, c));
  }

  private static Output policyWritten(ScriptedHost host, Command command) {
    host.file(command.arguments().getLast(), command.input());
    return ScriptedHost.output(command, 0, "", "");
  }

  private static Output policyRemoved(ScriptedHost host, Command command) {
    host.remove(command.arguments().getLast());
    return ScriptedHost.output(command, 0, "", "");
  }

  private static Output installed(ScriptedHost host, Command command) {
    if (command.arguments().contains("install")) {
      assertThat(host.read(ServicePolicy.FILE)).as("policy while installing").isPresent();
      host.program("iperf3").program("dockerd");
    }
    return ScriptedHost.output(command, 0, "", "");
  }

  private List<String> install(ScriptedHost host, Need... missing) {
    return new SetUp(host, said::add).install(List.of(missing));
  }

  private LinerateException failure(ScriptedHost host, Need... missing) {
    return catchThrowableOfType(LinerateException.class, () -> install(host, missing));
  }

  @Test
  void findsWhatIsMissingBySearchingAlone() {
    ScriptedHost host =
        new ScriptedHost().program("dockerd").program("iptables").program("ovs-vswitchd");
    assertThat(SetUp.missing(host, EnumSet.of(Group.IPERF3, Group.DOCKER, Group.OVS)))
        .extracting(Need::program)
        .containsExactly("iperf3", "ovsdb-server", "ovs-vsctl", "ethtool");
    assertThat(host.ran()).isEmpty();
  }

  @Test
  void nothingMissingRunsNothing() {
    ScriptedHost host = debian();
    assertThat(install(host)).isEmpty();
    assertThat(host.ran()).isEmpty();
    assertThat(said).isEmpty();
  }

  @Test
  void installsEachPackageOnceAndLeavesNoPolicyBehind() {
    ScriptedHost host = debian();
    assertThat(install(host, IPERF3, DOCKERD, IPERF3)).containsExactly("iperf3", "docker.io");
    assertThat(host.ran())
        .containsExactly(
            "id -u",
            "install -m 755 /dev/stdin /usr/sbin/policy-rc.d",
            "apt-get -o DPkg::Lock::Timeout=120 update",
            "apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends iperf3 docker.io",
            "rm -f /usr/sbin/policy-rc.d");
    assertThat(host.files()).containsExactly("/etc/os-release");
    assertThat(said).containsExactly("apt-get update", "apt-get install iperf3 docker.io");
  }

  @Test
  void aptAsksNoQuestions() {
    ScriptedHost host = debian();
    install(host, IPERF3);
    assertThat(host.commands())
        .filteredOn(c -> c.program().equals("apt-get"))
        .hasSize(2)
        .allSatisfy(
            c -> assertThat(c.environment()).containsEntry("DEBIAN_FRONTEND", "noninteractive"));
  }

  @Test
  void leavesTheUsersOwnPolicyAlone() {
    ScriptedHost host = debian().file(ServicePolicy.FILE, "#!/bin/sh\nexit 0\n");
    install(host, IPERF3);
    assertThat(host.read(ServicePolicy.FILE)).contains("#!/bin/sh\nexit 0\n");
    assertThat(host.ran()).noneMatch(c -> c.startsWith("rm") || c.startsWith("install"));
  }

  @Test
  void replacesAndRemovesThePolicyAKilledInstallationLeft() {
    ScriptedHost killed = debian();
    ServicePolicy.denyStarts(killed);
    String left = killed.read(ServicePolicy.FILE).orElseThrow();
    ScriptedHost host = debian().file(ServicePolicy.FILE, left);
    install(host, IPERF3);
    assertThat(host.read(ServicePolicy.FILE)).isEmpty();
  }

  @Test
  void removesThePolicyAlsoWhenAptFails() {
    ScriptedHost host = debian().fails("apt-get", 100, "E: broken\n");
    assertThat(failure(host, IPERF3)).isNotNull();
    assertThat(host.read(ServicePolicy.FILE)).isEmpty();
  }

  @Test
  void servicesItInstalledDoNotStartAtTheNextBoot() {
    ScriptedHost host = debian().says("systemctl", "");
    install(host, DOCKERD, IPERF3);
    assertThat(host.ran()).endsWith("systemctl disable --quiet docker.service docker.socket");
  }

  @Test
  void servicesItDidNotInstallAreNotTouched() {
    ScriptedHost host = debian().says("systemctl", "");
    install(host, IPERF3);
    assertThat(host.ran()).noneMatch(c -> c.startsWith("systemctl"));
  }

  @Test
  void aFailureGivesAptsErrorAndTheCommandToTypeByHand() {
    ScriptedHost host =
        debian()
            .answers(
                "apt-get",
                c ->
                    c.arguments().contains("update")
                        ? ScriptedHost.output(c, 0, "", "")
                        : ScriptedHost.output(
                            c,
                            100,
                            "",
                            "E: Unable to locate package iperf3\nN: see apt-secure(8)\n"));
    LinerateException failure = failure(host, IPERF3);
    assertThat(failure.kind()).isEqualTo(LinerateException.Kind.ENVIRONMENT);
    assertThat(failure).hasMessage("cannot install iperf3: Unable to locate package iperf3");
    assertThat(failure.nextStep()).endsWith("sudo apt-get install iperf3");
  }

  @Test
  void withoutNetworkTheFailedUpdateIsTheCause() {
    ScriptedHost host =
        debian()
            .answers(
                "apt-get",
                c ->
                    c.arguments().contains("update")
                        ? ScriptedHost.output(c, 100, "", "E: Failed to fetch InRelease\n")
                        : ScriptedHost.output(c, 100, "", "E: Unable to locate package iperf3\n"));
    assertThat(failure(host, IPERF3)).hasMessageEndingWith("Failed to fetch InRelease");
  }

  @Test
  void anUpdateThatFailsDoesNotMatterWhenTheInstallationSucceeds() {
    ScriptedHost host = debian();
    host.answers(
        "apt-get",
        c ->
            c.arguments().contains("update")
                ? ScriptedHost.output(c, 100, "", "E: one repository is gone\n")
                : installed(host, c));
    assertThat(install(host, IPERF3)).containsExactly("iperf3");
  }

  @Test
  void aPackageWithoutTheProgramIsToldAndNotBelieved() {
    LinerateException failure = failure(debian(), IPERF3, VSWITCHD, OVSDB);
    assertThat(failure)
        .hasMessage(
            "apt-get installed openvswitch-switch, but ovs-vswitchd, ovsdb-server are not there");
    assertThat(failure.nextStep()).contains("apt-cache search ovs-vswitchd");
  }

  @Test
  void withoutRootItSaysSoAndRunsNoApt() {
    ScriptedHost host = debian().says("id", "1000\n");
    LinerateException failure = failure(host, IPERF3);
    assertThat(failure).hasMessage("iperf3 is not installed, and installing needs root");
    assertThat(failure.nextStep()).contains("sudo apt-get install iperf3");
    assertThat(host.ran()).containsExactly("id -u");
  }

  @Test
  void elsewhereItNamesThePackagesOfThatDistribution() {
    ScriptedHost host =
        debian()
            .file(
                "/etc/os-release",
                "ID=\"centos\"\nID_LIKE=\"rhel fedora\"\nPRETTY_NAME=\"CentOS Linux 7 (AltArch)\"\n");
    LinerateException failure = failure(host, DOCKERD, VSWITCHD);
    assertThat(failure)
        .hasMessageContaining("dockerd, ovs-vswitchd are not installed")
        .hasMessageContaining("CentOS Linux 7 (AltArch)");
    assertThat(failure.nextStep())
        .isEqualTo("Install by hand: sudo yum install docker-ce openvswitch");
    assertThat(host.ran()).isEmpty();
  }

  @Test
  void onAnUnknownLinuxItNamesDebiansPackages() {
    LinerateException failure = failure(new ScriptedHost(), DOCKERD);
    assertThat(failure.nextStep()).isEqualTo("Install by hand what Debian calls docker.io");
  }

  @Test
  void advisesTheCommandOfTheHostsDistribution() {
    ScriptedHost host = new ScriptedHost().file("/etc/os-release", "ID=arch\n");
    assertThat(SetUp.advice(host, List.of(VSWITCHD, OVSDB, DOCKERD)))
        .contains("sudo pacman -S openvswitch docker");
    assertThat(SetUp.advice(host, List.of())).isEmpty();
  }
}
