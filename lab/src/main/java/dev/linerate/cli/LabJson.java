package dev.linerate.cli;

import dev.linerate.host.Host;
import dev.linerate.host.Uplink;
import dev.linerate.lab.Lab;
import dev.linerate.ownership.Leftover;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The labs that are up, as JSON. */
final class LabJson {
  private LabJson() {}

  static String of(List<Leftover> labs) {
    JsonMapper mapper = JsonMapper.shared();
    ArrayNode array = mapper.createArrayNode();
    for (Leftover owner : labs) {
      Lab lab = Lab.attach(Wiring.machine(), owner);
      ObjectNode node = array.addObject().put("name", owner.id());
      ArrayNode hosts = node.putArray("hosts");
      for (Host host : lab.hosts()) {
        Uplink uplink = host.uplink().orElseThrow();
        ObjectNode entry = hosts.addObject();
        entry
            .put("name", host.name())
            .put("namespace", host.netns().orElseThrow().path())
            .put("address", uplink.address())
            .put("link_rate", uplink.link().rate().bitsPerSecond())
            .put("mtu", uplink.link().mtu().bytes());
        ObjectNode services = entry.putObject("services");
        Wiring.services().states(host).forEach(services::put);
      }
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array);
  }
}
