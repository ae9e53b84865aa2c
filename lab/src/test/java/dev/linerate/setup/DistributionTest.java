package dev.linerate.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.ScriptedHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistributionTest {
  @Test
  void readsDebian() {
    Distribution debian =
        Distribution.parse("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n");
    assertThat(debian)
        .isEqualTo(new Distribution("Debian GNU/Linux 12 (bookworm)", List.of("debian")));
  }

  @Test
  void readsWhatADistributionIsDerivedFrom() {
    Distribution mint =
        Distribution.parse("NAME='Linux Mint'\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n");
    assertThat(mint)
        .isEqualTo(new Distribution("Linux Mint", List.of("linuxmint", "ubuntu", "debian")));
    assertThat(PackageManager.of(mint)).contains(PackageManager.APT);
  }

  @Test
  void readsCapitalsAndEmptyAndBrokenLines() {
    Distribution euler = Distribution.parse("ID=\"openEuler\"\nPRETTY_NAME=\"\"\nnonsense\n=x\n");
    assertThat(euler).isEqualTo(new Distribution("this Linux", List.of("openeuler")));
    assertThat(PackageManager.of(euler)).contains(PackageManager.OPENEULER);
  }

  @Test
  void takesTheNearestRelative() {
    Distribution rocky = Distribution.parse("ID=rocky\nID_LIKE=\"rhel centos fedora\"\n");
    assertThat(PackageManager.of(rocky)).contains(PackageManager.RED_HAT);
  }

  @Test
  void fallsBackToTheVendorsFile() {
    ScriptedHost host = new ScriptedHost().file("/usr/lib/os-release", "ID=alpine\n");
    assertThat(PackageManager.of(Distribution.of(host))).contains(PackageManager.ALPINE);
  }

  @Test
  void anUnknownLinuxHasNoPackageManager() {
    assertThat(PackageManager.of(Distribution.of(new ScriptedHost()))).isEmpty();
  }

  @Test
  void translatesNamesAndSaysEachOnce() {
    assertThat(PackageManager.FEDORA.advice(List.of("util-linux", "mount", "docker.io", "iperf3")))
        .isEqualTo("sudo dnf install util-linux moby-engine iperf3");
  }
}
