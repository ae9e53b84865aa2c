package dev.linerate.tool;

import java.util.stream.Stream;

/** Both ends of a connection, seen from the one whose log it stands in. */
public record Connection(String localHost, int localPort, String remoteHost, int remotePort) {
  /** The same for both ends. */
  public String key() {
    String local = localHost + " " + localPort;
    String remote = remoteHost + " " + remotePort;
    return String.join(" ", Stream.of(local, remote).sorted().toList());
  }

  /** Whether both ends have the same address, so that they are on one host. */
  public boolean isWithinHost() {
    return localHost.equals(remoteHost);
  }
}
