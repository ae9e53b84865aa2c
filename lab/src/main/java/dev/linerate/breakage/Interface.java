package dev.linerate.breakage;

import dev.linerate.host.NetNs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An interface as {@code ip -json link show} tells it. */
record Interface(String mac, String mtu) {
  static Interface of(Site site, NetNs where, String name) {
    return parse(site.ask(where, "ip", "-json", "link", "show", "dev", name));
  }

  static Interface parse(String json) {
    JsonNode link = JsonMapper.shared().readTree(json).path(0);
    return new Interface(link.path("address").asString(), link.path("mtu").asString());
  }
}
