package dev.linerate.setup;

import dev.linerate.host.Command;
import dev.linerate.host.Host;

/**
 * Keeps packages from starting their services while they are installed.
 *
 * <p>Installing docker.io would start a Docker daemon, and that one adds a bridge and rewrites the
 * machine's firewall; openvswitch-switch likewise starts daemons. linerate starts its own, each in
 * a lab host: the user's machine stays as it was. Debian asks {@code /usr/sbin/policy-rc.d} before
 * starting a service; exit status 101 forbids it (invoke-rc.d(8)). One that exists is the user's
 * own policy and is left alone.
 */
final class ServicePolicy implements AutoCloseable {
  static final String FILE = "/usr/sbin/policy-rc.d";
  private static final String MARK = "# by linerate, only while it installs packages";
  private static final String TEXT = "#!/bin/sh\n" + MARK + "\nexit 101\n";

  private final Host host;
  private final boolean ours;

  private ServicePolicy(Host host, boolean ours) {
    this.host = host;
    this.ours = ours;
  }

  static ServicePolicy denyStarts(Host host) {
    // one of our own is what a killed installation left
    boolean ours = host.read(FILE).map(text -> text.contains(MARK)).orElse(true);
    if (ours) {
      host.require(Command.of("install", "-m", "755", "/dev/stdin", FILE).reading(TEXT));
    }
    return new ServicePolicy(host, ours);
  }

  @Override
  public void close() {
    if (ours) {
      host.require("rm", "-f", FILE);
    }
  }
}
