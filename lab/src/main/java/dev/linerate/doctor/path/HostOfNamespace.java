package dev.linerate.doctor.path;

import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.doctor.state.Link;
import dev.linerate.host.NetNs;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the host that a namespace is joined to by a veth pair or the like. */
final class HostOfNamespace {
  private HostOfNamespace() {}

  static Optional<Patient> find(Patient inside, List<Patient> hosts) {
    for (Link link : Link.all(inside)) {
      if (link.peerNetns().isPresent()) {
        Optional<String> name = name(inside, link.peerNetns().getAsInt());
        return hosts.stream().filter(host -> is(host, name)).findFirst();
      }
    }
    return Optional.empty();
  }

  /** The name that ip-netns(8) has for a namespace id; none for the machine's own. */
  private static Optional<String> name(Patient inside, int id) {
    Reading list = inside.ask("ip", "-json", "netns", "list-id");
    for (JsonNode row : rows(list.text().orElse(""))) {
      if (row.path("nsid").asInt(-1) == id && row.path("name").isString()) {
        return Optional.of(row.path("name").asString());
      }
    }
    return Optional.empty();
  }

  private static Iterable<JsonNode> rows(String json) {
    try {
      return JsonMapper.shared().readTree(json.isBlank() ? "[]" : json);
    } catch (JacksonException e) {
      return List.of();
    }
  }

  private static boolean is(Patient host, Optional<String> name) {
    Optional<String> own = host.netns().map(NetNs::path);
    return own.equals(name.map(n -> NetNs.named(n).path()));
  }
}
