package dev.linerate.doctor.path;

import dev.linerate.doctor.Patient;
import dev.linerate.host.NetNs;
import dev.linerate.host.Uplink;
import java.util.Optional;

/**
 * An end of a path that is examined.
 *
 * @param name as the user called it: {@code netns:web}, {@code 10.0.0.7}
 * @param inside the namespace, to send from and to look into; empty when only an address is known
 * @param host the host it is on, where that is known
 * @param address to be reached at; empty takes one of the namespace's
 */
public record PathEnd(
    String name, Optional<Patient> inside, Optional<Patient> host, Optional<String> address) {
  /** An address that nothing is known of. */
  public static PathEnd address(String address) {
    return new PathEnd(address, Optional.empty(), Optional.empty(), Optional.of(address));
  }

  /** A namespace on a host. */
  public static PathEnd namespace(String name, Patient inside, Optional<Patient> host) {
    return new PathEnd(name, Optional.of(inside), host, Optional.empty());
  }

  /** A host itself, by its link to others: all hosts give their docker0 the same address. */
  public static PathEnd host(String name, Patient host) {
    Optional<String> address = host.host().uplink().map(Uplink::address);
    return new PathEnd(name, Optional.of(host), Optional.of(host), address);
  }

  /** The namespace to be entered; empty for the one linerate runs in. */
  Optional<NetNs> netns() {
    return inside.flatMap(Patient::netns);
  }
}
