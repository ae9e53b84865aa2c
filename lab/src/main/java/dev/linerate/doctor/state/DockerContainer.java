package dev.linerate.doctor.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A running container, as {@code docker inspect} tells it.
 *
 * @param sandbox the file that names its network namespace; that of the host's for {@code --network
 *     host}
 * @param published its ports that are reachable by the host's address
 * @param attachments where it is on which network
 */
public record DockerContainer(
    String name, String sandbox, List<Published> published, List<Attachment> attachments) {

  /**
   * A published port.
   *
   * @param port inside
   * @param protocol {@code tcp}, {@code udp}
   * @param hostAddress empty for all
   */
  public record Published(int port, String protocol, String hostAddress, int hostPort) {}

  /** An address on a network. */
  public record Attachment(String network, String address, String mac) {}

  static DockerContainer of(JsonNode node) {
    JsonNode settings = node.path("NetworkSettings");
    String name = node.path("Name").asString("");
    return new DockerContainer(
        name.startsWith("/") ? name.substring(1) : name,
        settings.path("SandboxKey").asString(""),
        published(settings.path("Ports")),
        attachments(settings.path("Networks")));
  }

  private static List<Published> published(JsonNode ports) {
    List<Published> published = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : ports.properties()) {
      String[] port = entry.getKey().split("/", 2);
      for (JsonNode binding : entry.getValue()) {
        String address = binding.path("HostIp").asString("");
        String hostPort = binding.path("HostPort").asString("");
        if (!address.contains(":") && hostPort.matches("\\d{1,5}") && port.length == 2) {
          published.add(
              new Published(
                  Integer.parseInt(port[0]),
                  port[1],
                  address.equals("0.0.0.0") ? "" : address,
                  Integer.parseInt(hostPort)));
        }
      }
    }
    return published;
  }

  private static List<Attachment> attachments(JsonNode networks) {
    List<Attachment> attachments = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : networks.properties()) {
      attachments.add(
          new Attachment(
              entry.getKey(),
              entry.getValue().path("IPAddress").asString(""),
              entry.getValue().path("MacAddress").asString("")));
    }
    return attachments;
  }
}
