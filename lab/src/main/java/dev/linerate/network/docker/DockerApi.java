package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.network.docker.DockerTransport.Call;
import dev.linerate.network.docker.DockerTransport.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of the Docker Engine API that linerate needs, in the newest version both sides speak.
 *
 * <p>Everything throws a {@link LinerateException} with Docker's own message when Docker refuses.
 * Removing what is gone already is no error.
 */
final class DockerApi {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Duration NETWORK_LIMIT = Duration.ofSeconds(20);

  /** Images are copied, not only listed. */
  private static final Duration IMAGE_LIMIT = Duration.ofMinutes(5);

  /** The IANA's port of Docker Swarm. */
  private static final int SWARM_PORT = 2377;

  /** Overlay option: MTU of the link below, bytes; the containers get 50 less. */
  private static final String MTU_OPTION = "com.docker.network.driver.mtu";

  private final String url;
  private final DockerTransport transport;
  private @Nullable ApiVersion version;

  DockerApi(String url, DockerTransport transport) {
    this.url = url;
    this.transport = transport;
  }

  static DockerApi at(String url) {
    return new DockerApi(url, new HttpTransport(url));
  }

  /** {@code unix:///run/linerate/k3f9a/h1/docker/docker.sock}. */
  String url() {
    return url;
  }

  /**
   * A container that is to be made.
   *
   * @param program what it runs
   * @param mounted a file of the daemon's machine that is to be there as the program, read-only;
   *     empty when the image holds it, or it is copied in later
   */
  record ContainerSpec(
      String name,
      String image,
      String network,
      String program,
      Optional<Path> mounted,
      Map<String, String> labels) {}

  /**
   * A container as Docker sees it.
   *
   * @param pid of its first process, on the daemon's machine; 0 when it does not run
   * @param attachments by name of the network
   */
  record Container(String id, long pid, Map<String, Attachment> attachments) {}

  /** A container's place in a network; the texts are empty while it does not run. */
  record Attachment(String networkId, String address, String mac) {}

  /**
   * What a daemon knows of the Swarm it is in.
   *
   * @param active whether it is in one
   * @param manager whether it manages it
   */
  record SwarmState(boolean active, boolean manager) {}

  /** Whether it answers within {@code limit}. */
  boolean ping(Duration limit) {
    try {
      return transport.exchange(Call.of("GET", "/_ping", limit)).ok();
    } catch (LinerateException e) {
      return false;
    }
  }

  /**
   * The version of the API that calls are made in.
   *
   * @throws LinerateException when nobody answers or there is no common version
   */
  synchronized ApiVersion version() {
    if (version == null) {
      JsonNode answer = json(good("its version", Call.of("GET", "/version", LIMIT)));
      ApiVersion newest = ApiVersion.parse(answer.path("ApiVersion").asString(""));
      String oldest = answer.path("MinAPIVersion").asString("");
      version =
          ApiVersion.negotiate(url, oldest.isEmpty() ? newest : ApiVersion.parse(oldest), newest);
    }
    return version;
  }

  // images

  boolean hasImage(String reference) {
    Reply reply = transport.exchange(get("/images/" + reference + "/json"));
    if (!reply.ok() && !reply.missing()) {
      throw refusal("image " + reference, reply);
    }
    return reply.ok();
  }

  /** Makes an image of one layer out of a tar archive. */
  void importImage(String repository, String tag, Map<String, String> labels, byte[] tar) {
    StringBuilder path = new StringBuilder("/images/create?fromSrc=-");
    path.append("&repo=").append(encoded(repository)).append("&tag=").append(encoded(tag));
    labels.forEach(
        (name, value) -> path.append("&changes=").append(encoded("LABEL " + name + "=" + value)));
    streamed("image " + repository, post(path.toString(), IMAGE_LIMIT).sendingTar(tar));
  }

  /** Writes an image with all its layers into a file, as {@code docker save}. */
  void saveImage(String reference, Path file) {
    good(
        "image " + reference,
        Call.of("GET", path("/images/" + reference + "/get"), IMAGE_LIMIT).savingTo(file));
  }

  /**
   * Loads what {@code docker save} wrote.
   *
   * @return name or id of the last image in it
   */
  String loadImage(Path file) {
    Call call = post("/images/load?quiet=1", IMAGE_LIMIT).sendingTar(file);
    List<String> loaded =
        streamed("image archive " + file, call).stream()
            .map(message -> message.path("stream").asString("").strip())
            .filter(line -> line.startsWith("Loaded image"))
            .map(line -> line.substring(line.indexOf(": ") + 2))
            .toList();
    if (loaded.isEmpty()) {
      throw LinerateException.user(
          "there is no image in " + file, "Write one: docker save -o " + file + " IMAGE");
    }
    return loaded.getLast();
  }

  List<String> images(String label, String value) {
    return ids(get("/images/json?" + filter(label, value)));
  }

  void removeImage(String id) {
    remove("image " + id, "/images/" + id + "?force=1");
  }

  // containers

  /** Makes a container and gives its id; it does not run yet. */
  String createContainer(ContainerSpec spec) {
    ObjectNode body = Json.object();
    body.put("Image", spec.image());
    body.set("Entrypoint", Json.array(List.of(spec.program())));
    body.set("Cmd", Json.array(List.of()));
    body.set("Labels", Json.object(spec.labels()));
    // a health check of the image would run beside the traffic
    body.putObject("Healthcheck").set("Test", Json.array(List.of("NONE")));
    ObjectNode host = body.putObject("HostConfig").put("NetworkMode", spec.network());
    spec.mounted()
        .ifPresent(file ->
            host.putArray("Mounts")
                .addObject()
                .put("Type", "bind")
                .put("Source", file.toString())
                .put("Target", spec.program())
                .put("ReadOnly", true));
    Call call = post("/containers/create?name=" + encoded(spec.name()), LIMIT).sending(body);
    return json(good("container " + spec.name(), call)).path("Id").asString();
  }

  /** Unpacks an archive into a container's root directory; it need not run. */
  void copyInto(String container, byte[] tar) {
    good(
        "container " + container,
        Call.of("PUT", path("/containers/" + container + "/archive?path=/"), LIMIT)
            .sendingTar(tar));
  }

  /** Starts a container; gives Docker's objection, empty when it runs. */
  Optional<String> start(String container) {
    Reply reply = transport.exchange(post("/containers/" + container + "/start", LIMIT));
    return reply.ok() ? Optional.empty() : Optional.of(reply.objection());
  }

  /** Whether there is one of this name, or whose id begins so. */
  boolean knowsContainer(String name) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    return transport.exchange(get("/containers/" + encoded + "/json")).ok();
  }

  Container inspectContainer(String container) {
    JsonNode node = json(good("container", get("/containers/" + container + "/json")));
    Map<String, Attachment> attachments = new TreeMap<>();
    node.path("NetworkSettings")
        .path("Networks")
        .properties()
        .forEach(entry -> attachments.put(entry.getKey(), attachment(entry.getValue())));
    return new Container(
        node.path("Id").asString(""), node.path("State").path("Pid").asLong(0), attachments);
  }

  private static Attachment attachment(JsonNode node) {
    return new Attachment(
        node.path("NetworkID").asString(""),
        node.path("IPAddress").asString(""),
        node.path("MacAddress").asString(""));
  }

  List<String> containers(String label, String value) {
    return ids(get("/containers/json?all=1&" + filter(label, value)));
  }

  /** Ends and removes a container with its anonymous volumes. */
  void removeContainer(String container) {
    remove("container " + container, "/containers/" + container + "?force=1&v=1");
  }

  // networks

  /**
   * Makes a Swarm network that plain containers can join, and gives its id.
   *
   * @param mtu of the link between the hosts, bytes
   */
  String createOverlay(String name, int mtu, Map<String, String> labels) {
    ObjectNode body = Json.object();
    body.put("Name", name);
    body.put("Driver", "overlay");
    body.put("Attachable", true);
    body.set("Options", Json.object(Map.of(MTU_OPTION, Integer.toString(mtu))));
    body.set("Labels", Json.object(labels));
    Call call = post("/networks/create", LIMIT).sending(body);
    return json(good("network " + name, call)).path("Id").asString();
  }

  List<String> networks(String label, String value) {
    return ids(get("/networks?" + filter(label, value)));
  }

  /**
   * Removes a network, with patience: a Swarm counts a container as attached until its host has
   * reported that it is gone.
   */
  void removeNetwork(String network) {
    Call call = Call.of("DELETE", path("/networks/" + network), LIMIT);
    AtomicReference<Reply> last = new AtomicReference<>();
    boolean gone =
        Await.until(
            NETWORK_LIMIT,
            () -> {
              Reply reply = transport.exchange(call);
              last.set(reply);
              return reply.ok() || reply.missing();
            });
    if (!gone) {
      throw refusal("removing network " + network, last.get());
    }
  }

  /**
   * Waits until a Swarm's network that the manager has removed is gone here too.
   *
   * @return whether it is, within a time after which it no longer matters
   */
  boolean awaitNoNetwork(String network) {
    return Await.until(
        NETWORK_LIMIT, () -> transport.exchange(get("/networks/" + network)).missing());
  }

  // swarm

  SwarmState swarmState() {
    JsonNode swarm = json(good("its state", get("/info"))).path("Swarm");
    return new SwarmState(
        swarm.path("LocalNodeState").asString("inactive").equals("active"),
        swarm.path("ControlAvailable").asBoolean(false));
  }

  /** Makes this daemon the manager of a new Swarm that is reached at {@code address}. */
  void initSwarm(String address) {
    good("a swarm", post("/swarm/init", LIMIT).sending(swarmAddresses(address)));
  }

  String workerToken() {
    return json(good("its swarm", get("/swarm"))).path("JoinTokens").path("Worker").asString();
  }

  void joinSwarm(String address, String manager, String token) {
    ObjectNode body = swarmAddresses(address);
    body.set("RemoteAddrs", Json.array(List.of(manager + ":" + SWARM_PORT)));
    body.put("JoinToken", token);
    good("the swarm of " + manager, post("/swarm/join", LIMIT).sending(body));
  }

  private static ObjectNode swarmAddresses(String address) {
    ObjectNode body = Json.object();
    body.put("ListenAddr", address + ":" + SWARM_PORT);
    body.put("AdvertiseAddr", address);
    body.put("DataPathAddr", address);
    return body;
  }

  // the way there and back

  private Call get(String path) {
    return Call.of("GET", path(path), LIMIT);
  }

  private Call post(String path, Duration limit) {
    return Call.of("POST", path(path), limit);
  }

  private String path(String path) {
    return "/v" + version() + path;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Objects that carry a label, as {@code docker … --filter label=}. */
  private static String filter(String label, String value) {
    ObjectNode filters = Json.object();
    filters.set("label", Json.array(List.of(label + "=" + value)));
    return "filters=" + encoded(filters.toString());
  }

  private List<String> ids(Call call) {
    List<String> ids = new ArrayList<>();
    json(good("its list", call)).forEach(element -> ids.add(element.path("Id").asString()));
    return ids;
  }

  private void remove(String what, String path) {
    Reply reply = transport.exchange(Call.of("DELETE", path(path), LIMIT));
    if (!reply.ok() && !reply.missing() && !reply.objection().contains("already in progress")) {
      throw refusal(what, reply);
    }
  }

  private Reply good(String what, Call call) {
    Reply reply = transport.exchange(call);
    if (!reply.ok()) {
      throw refusal(what, reply);
    }
    return reply;
  }

  /** Image calls answer 200 and then one message after another, an error among them. */
  private List<JsonNode> streamed(String what, Call call) {
    List<JsonNode> messages =
        good(what, call)
            .body()
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> Json.parse("Docker at " + url, line))
            .toList();
    for (JsonNode message : messages) {
      if (message.has("error")) {
        throw refusal(what, message.path("error").asString());
      }
    }
    return messages;
  }

  private JsonNode json(Reply reply) {
    return Json.parse("Docker at " + url, reply.body());
  }

  private LinerateException refusal(String what, Reply reply) {
    return refusal(what, reply.objection());
  }

  LinerateException refusal(String what, String objection) {
    return LinerateException.environment(
        "Docker at " + url + " objects to " + what + ": " + objection,
        "Its log may say more; clean up with linerate cleanup and try again");
  }
}
