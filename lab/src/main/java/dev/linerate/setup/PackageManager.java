package dev.linerate.setup;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a family of distributions installs packages. Only {@link #APT} is ever run; the others serve
 * to tell the user what to type.
 *
 * @param distributions ids of os-release(5)
 * @param command how a person installs: {@code dnf install}
 * @param names what it calls packages that Debian calls otherwise
 */
record PackageManager(List<String> distributions, String command, Map<String, String> names) {
  static final PackageManager APT =
      new PackageManager(List.of("debian", "ubuntu"), "apt-get install", Map.of());

  static final PackageManager FEDORA =
      new PackageManager(List.of("fedora"), "dnf install", redHat("moby-engine"));

  /** Docker comes from Docker's own repository there, Open vSwitch from CentOS' NFV group. */
  static final PackageManager RED_HAT =
      new PackageManager(List.of("rhel", "centos"), "yum install", redHat("docker-ce"));

  static final PackageManager OPENEULER =
      new PackageManager(List.of("openeuler"), "dnf install", redHat("docker"));

  static final PackageManager SUSE =
      new PackageManager(
          List.of("suse", "opensuse"),
          "zypper install",
          Map.of(
              "iperf3", "iperf",
              "mount", "util-linux",
              "docker.io", "docker",
              "openvswitch-switch", "openvswitch",
              "shellcheck", "ShellCheck"));

  static final PackageManager ALPINE =
      new PackageManager(
          List.of("alpine"),
          "apk add",
          Map.of(
              "docker.io", "docker",
              "openvswitch-switch", "openvswitch",
              "qemu-system-x86", "qemu-system-x86_64"));

  static final PackageManager ARCH =
      new PackageManager(
          List.of("arch"),
          "pacman -S",
          Map.of(
              "mount", "util-linux",
              "docker.io", "docker",
              "openvswitch-switch", "openvswitch",
              "busybox-static", "busybox"));

  private static final List<PackageManager> ALL =
      List.of(APT, FEDORA, RED_HAT, OPENEULER, SUSE, ALPINE, ARCH);

  PackageManager {
    distributions = List.copyOf(distributions);
    names = Map.copyOf(names);
  }

  /** The one of a distribution, or of the nearest one it is derived from. */
  static Optional<PackageManager> of(Distribution distribution) {
    return distribution.family().stream()
        .flatMap(id -> ALL.stream().filter(m -> m.distributions.contains(id)))
        .findFirst();
  }

  /** The command for a person to type. */
  String advice(Collection<String> debianPackages) {
    return debianPackages.stream()
        .map(p -> names.getOrDefault(p, p))
        .distinct()
        .collect(Collectors.joining(" ", "sudo " + command + " ", ""));
  }

  private static Map<String, String> redHat(String docker) {
    return Map.of(
        "iproute2", "iproute iproute-tc",
        "mount", "util-linux",
        "docker.io", docker,
        "openvswitch-switch", "openvswitch",
        "busybox-static", "busybox",
        "qemu-system-x86", "qemu-kvm",
        "shellcheck", "ShellCheck");
  }
}
