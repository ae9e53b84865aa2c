package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linerate.fault.LinerateException;
import dev.linerate.network.docker.DockerApi.ContainerSpec;
import dev.linerate.network.docker.DockerApi.SwarmState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DockerApiTest {
  private static final String FILTER =
      "filters=%7B%22label%22%3A%5B%22dev.linerate.owner%3Dk3f9a%22%5D%7D";

  private final FakeDocker docker = new FakeDocker();
  private final DockerApi api = docker.api();

  @Test
  void asksForTheVersionOnceAndPutsItBeforeEveryPath() {
    docker.on("GET /v1.41/info", 200, "{\"Swarm\":{\"LocalNodeState\":\"inactive\"}}");
    api.swarmState();
    api.swarmState();
    assertThat(docker.everythingAsked())
        .containsExactly("GET /version", "GET /v1.41/info", "GET /v1.41/info");
  }

  @Test
  void putsDockersOwnMessageIntoTheSentence() {
    ContainerSpec spec =
        new ContainerSpec("lr-x", "nope", "bridge", "/wait", Optional.empty(), Map.of());
    docker.on(
        "POST /v1.41/containers/create?name=lr-x",
        404,
        "{\"message\":\"No such image: nope:latest\"}");
    assertThatThrownBy(() -> api.createContainer(spec))
        .isInstanceOf(LinerateException.class)
        .hasMessage(
            "Docker at unix:///run/h1/docker.sock objects to container lr-x:"
                + " No such image: nope:latest");
  }

  @Test
  void readsAnObjectionThatIsNoJson() {
    docker.on("GET /v1.41/info", 400, "client version 1.10 is too old.\nPlease upgrade\n");
    assertThatThrownBy(api::swarmState)
        .hasMessageEndingWith("client version 1.10 is too old. Please upgrade");
    docker.on("GET /v1.41/swarm", 503, "");
    assertThatThrownBy(api::workerToken).hasMessageEndingWith("HTTP status 503");
    docker.on("POST /v1.41/containers/x/start", 500, "{\"other\":1}");
    assertThat(api.start("x")).contains("{\"other\":1}");
  }

  @Test
  void doesNotTakeTruncatedAnswersForJson() {
    docker.on("GET /v1.41/info", 200, "{\"Swarm\":{\"LocalNode");
    LinerateException e = catchThrowableOfType(LinerateException.class, api::swarmState);
    assertThat(e).hasMessageContaining("not JSON");
  }

  @Test
  void makesContainersThatRunNothingButTheGivenProgram() {
    String call = "POST /v1.41/containers/create?name=lr-k3f9a-a";
    docker.on(call, 201, "{\"Id\":\"abc\",\"Warnings\":[]}");
    ContainerSpec spec =
        new ContainerSpec(
            "lr-k3f9a-a", "ubuntu:18.04", "net", "/wait", Optional.empty(), Map.of("l", "v"));
    assertThat(api.createContainer(spec)).isEqualTo("abc");
    JsonNode sent = docker.sent(call);
    assertThat(sent.path("Entrypoint").toString()).isEqualTo("[\"/wait\"]");
    assertThat(sent.path("Cmd").toString()).isEqualTo("[]");
    assertThat(sent.path("Healthcheck").path("Test").toString()).isEqualTo("[\"NONE\"]");
    assertThat(sent.path("HostConfig").path("NetworkMode").asString()).isEqualTo("net");
    assertThat(sent.path("Labels").path("l").asString()).isEqualTo("v");
  }

  @Test
  void mountsTheProgramWhereTheImageHasNone() {
    String call = "POST /v1.41/containers/create?name=lr-k3f9a-a";
    docker.on(call, 201, "{\"Id\":\"abc\"}");
    Path file = Path.of("/var/lib/linerate/k3f9a/wait");
    api.createContainer(
        new ContainerSpec("lr-k3f9a-a", "x", "net", "/wait", Optional.of(file), Map.of()));
    assertThat(docker.sent(call).path("HostConfig").path("Mounts").toString())
        .isEqualTo(
            "[{\"Type\":\"bind\",\"Source\":\"/var/lib/linerate/k3f9a/wait\","
                + "\"Target\":\"/wait\",\"ReadOnly\":true}]");
  }

  @Test
  void readsAContainer() {
    docker.on("GET /v1.41/containers/aa/json", 200, Fixtures.text("docker-20.10-container.json"));
    DockerApi.Container container = api.inspectContainer("aa");
    assertThat(container.pid()).isEqualTo(3742);
    assertThat(container.attachments()).containsOnlyKeys("bridge");
    DockerApi.Attachment bridge = Objects.requireNonNull(container.attachments().get("bridge"));
    assertThat(bridge.address()).isEqualTo("172.17.0.2");
    assertThat(bridge.mac()).isEqualTo("02:42:ac:11:00:02");
    assertThat(bridge.networkId()).hasSize(64);
  }

  @Test
  void importsAnImageWithItsLabels() {
    String call =
        "POST /v1.41/images/create?fromSrc=-&repo=lr&tag=k3f9a"
            + "&changes=LABEL+dev.linerate.owner%3Dk3f9a";
    docker.on(call, 200, Fixtures.text("docker-20.10-import.jsonl"));
    api.importImage(
        "lr", "k3f9a", Map.of("dev.linerate.owner", "k3f9a"), new byte[] {'t', 'a', 'r'});
    assertThat(docker.sentText(call)).isEqualTo("tar");
  }

  @Test
  void findsTheNameOfALoadedImage(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("image.tar"), "tar");
    String call = "POST /v1.41/images/load?quiet=1";
    docker.on(call, 200, Fixtures.text("docker-20.10-load.jsonl"));
    assertThat(api.loadImage(file)).isEqualTo("lr:2");
    assertThat(docker.sentText(call)).isEqualTo("tar");
  }

  @Test
  void findsTheIdOfALoadedImageWithoutName(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("image.tar"), "tar");
    docker.on(
        "POST /v1.41/images/load?quiet=1",
        200,
        "{\"stream\":\"Loaded image ID: sha256:12ab\\n\"}\n");
    assertThat(api.loadImage(file)).isEqualTo("sha256:12ab");
  }

  @Test
  void seesAnErrorInsideAGoodAnswer(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("image.tar"), "no tar");
    docker.on(
        "POST /v1.41/images/load?quiet=1",
        200,
        "{\"errorDetail\":{\"message\":\"x\"},\"error\":\"Error processing tar file(exit status"
            + " 1): unexpected EOF\"}\n");
    assertThatThrownBy(() -> api.loadImage(file))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("unexpected EOF");
  }

  @Test
  void saysWhenAnArchiveHoldsNoImage(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("image.tar"), "");
    docker.on("POST /v1.41/images/load?quiet=1", 200, "");
    LinerateException e = catchThrowableOfType(LinerateException.class, () -> api.loadImage(file));
    assertThat(e.kind()).isEqualTo(LinerateException.Kind.USER);
    assertThat(e.nextStep()).contains("docker save");
  }

  @Test
  void removingWhatIsGoneIsNoError() {
    docker.on("DELETE /v1.41/containers/b?force=1&v=1", 204, "");
    docker.on(
        "DELETE /v1.41/containers/c?force=1&v=1",
        409,
        "{\"message\":\"removal of container c is already in progress\"}");
    docker.on("DELETE /v1.41/containers/d?force=1&v=1", 500, "{\"message\":\"device busy\"}");
    api.removeContainer("gone");
    api.removeContainer("b");
    api.removeContainer("c");
    assertThatThrownBy(() -> api.removeContainer("d")).hasMessageContaining("device busy");
  }

  @Test
  void triesAgainToRemoveANetworkThatIsStillInUse() {
    String call = "DELETE /v1.41/networks/n";
    docker.on(call, 400, "{\"message\":\"network n is in use by task x\"}");
    docker.on(call, 403, "{\"message\":\"network n has active endpoints\"}");
    docker.on(call, 204, "");
    api.removeNetwork("n");
    assertThat(docker.asked()).containsExactly(call, call, call);
  }

  @Test
  void listsByLabel() {
    docker.on("GET /v1.41/containers/json?all=1&" + FILTER, 200, "[{\"Id\":\"a\"},{\"Id\":\"b\"}]");
    docker.on("GET /v1.41/networks?" + FILTER, 200, "[]");
    assertThat(api.containers("dev.linerate.owner", "k3f9a")).containsExactly("a", "b");
    assertThat(api.networks("dev.linerate.owner", "k3f9a")).isEmpty();
  }

  @Test
  void joinsASwarmWithAllTrafficOnOneAddress() {
    docker.on("POST /v1.41/swarm/join", 200, "");
    api.joinSwarm("198.18.0.2", "198.18.0.1", "SWMTKN-1");
    JsonNode sent = docker.sent("POST /v1.41/swarm/join");
    assertThat(sent.path("ListenAddr").asString()).isEqualTo("198.18.0.2:2377");
    assertThat(sent.path("AdvertiseAddr").asString()).isEqualTo("198.18.0.2");
    assertThat(sent.path("DataPathAddr").asString()).isEqualTo("198.18.0.2");
    assertThat(sent.path("RemoteAddrs").toString()).isEqualTo("[\"198.18.0.1:2377\"]");
    assertThat(sent.path("JoinToken").asString()).isEqualTo("SWMTKN-1");
  }

  @Test
  void readsTheStateOfASwarm() {
    docker.on(
        "GET /v1.41/info",
        200,
        "{\"Swarm\":{\"LocalNodeState\":\"active\",\"ControlAvailable\":true}}");
    assertThat(api.swarmState()).isEqualTo(new SwarmState(true, true));
  }

  @Test
  void createsAttachableOverlays() {
    docker.on("POST /v1.41/networks/create", 201, "{\"Id\":\"n1\",\"Warning\":\"\"}");
    assertThat(api.createOverlay("lr-k3f9a-overlay1", 9000, Map.of())).isEqualTo("n1");
    JsonNode sent = docker.sent("POST /v1.41/networks/create");
    assertThat(sent.path("Driver").asString()).isEqualTo("overlay");
    assertThat(sent.path("Attachable").asBoolean()).isTrue();
    assertThat(sent.path("Options").path("com.docker.network.driver.mtu").asString())
        .isEqualTo("9000");
  }
}
