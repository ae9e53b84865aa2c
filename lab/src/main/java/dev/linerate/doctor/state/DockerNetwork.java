package dev.linerate.doctor.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A network of Docker's, as {@code docker network inspect} tells it.
 *
 * @param bridge the bridge of a network of the driver {@code bridge}; empty for other drivers
 * @param connected whether containers on it may reach each other (icc)
 * @param masquerades whether Docker hides its containers behind the host's address
 * @param vxlanIds of an overlay
 * @param members the endpoints on this host
 */
public record DockerNetwork(
    String id,
    String name,
    String driver,
    List<Prefix> subnets,
    String bridge,
    boolean connected,
    boolean masquerades,
    List<Integer> vxlanIds,
    List<Member> members) {
  private static final String OPTION = "com.docker.network.bridge.";
  private static final int SHORT_ID = 12;
  private static final int SANDBOX_ID = 10;

  /** An endpoint on a network. */
  public record Member(String name, String mac, String address) {}

  static DockerNetwork of(JsonNode node) {
    String id = node.path("Id").asString("");
    String driver = node.path("Driver").asString("");
    JsonNode options = node.path("Options");
    return new DockerNetwork(
        id,
        node.path("Name").asString(""),
        driver,
        subnets(node.path("IPAM").path("Config")),
        driver.equals("bridge")
            ? options.path(OPTION + "name").asString("br-" + start(id, SHORT_ID))
            : "",
        !options.path(OPTION + "enable_icc").asString("true").equals("false"),
        !options.path(OPTION + "enable_ip_masquerade").asString("true").equals("false"),
        ids(options.path("com.docker.network.driver.overlay.vxlanid_list").asString("")),
        members(node.path("Containers")));
  }

  private static List<Prefix> subnets(JsonNode configuration) {
    List<Prefix> subnets = new ArrayList<>();
    for (JsonNode pool : configuration) {
      Prefix.parse(pool.path("Subnet").asString("")).ifPresent(subnets::add);
    }
    return subnets;
  }

  private static List<Integer> ids(String list) {
    List<Integer> ids = new ArrayList<>();
    for (String id : list.split(",", -1)) {
      if (id.matches("\\d{1,8}")) {
        ids.add(Integer.parseInt(id));
      }
    }
    return ids;
  }

  private static List<Member> members(JsonNode containers) {
    List<Member> members = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : containers.properties()) {
      JsonNode member = entry.getValue();
      members.add(
          new Member(
              member.path("Name").asString(""),
              member.path("MacAddress").asString(""),
              address(member.path("IPv4Address").asString(""))));
    }
    return members;
  }

  private static String address(String withLength) {
    return withLength.split("/", 2)[0];
  }

  private static String start(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }

  public boolean overlay() {
    return driver.equals("overlay");
  }

  /** The file's name under which an overlay's own namespace is kept: {@code 1-pctwiq700r}. */
  public Optional<String> sandbox() {
    return overlay() ? Optional.of("1-" + start(id, SANDBOX_ID)) : Optional.empty();
  }
}
