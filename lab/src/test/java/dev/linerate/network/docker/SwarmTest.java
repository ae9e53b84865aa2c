package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SwarmTest {
  private static final String INACTIVE = "{\"Swarm\":{\"LocalNodeState\":\"inactive\"}}";
  private static final String TOKEN = "{\"JoinTokens\":{\"Worker\":\"SWMTKN-1\"}}";

  private final FakeDocker[] dockers = {new FakeDocker(), new FakeDocker(), new FakeDocker()};
  private final Swarm swarm = new Swarm();

  private DockerAccess access(int number) {
    return new DockerAccess(
        FakeHost.number(number),
        dockers[number - 1].api("unix:///run/h" + number + "/docker.sock"),
        Path.of("/run/h" + number + "/exec/netns"),
        Optional.of("dockerd"));
  }

  private void fresh() {
    for (FakeDocker docker : dockers) {
      docker
          .on("GET /v1.41/info", 200, INACTIVE)
          .on("POST /v1.41/swarm/init", 200, "\"node\"")
          .on("POST /v1.41/swarm/join", 200, "")
          .on("GET /v1.41/swarm", 200, TOKEN);
    }
  }

  @Test
  void theFirstLeadsAndOthersFollowOnce() {
    fresh();
    DockerAccess first = access(1);
    assertThat(swarm.join(List.of(first, access(2)))).isEqualTo(first);
    assertThat(swarm.join(List.of(access(3), access(2)))).isEqualTo(first);
    assertThat(dockers[0].asked()).contains("POST /v1.41/swarm/init");
    assertThat(dockers[1].asked()).containsOnlyOnce("POST /v1.41/swarm/join");
    assertThat(dockers[2].asked())
        .contains("POST /v1.41/swarm/join")
        .doesNotContain("POST /v1.41/swarm/init");
    assertThat(dockers[2].sent("POST /v1.41/swarm/join").path("RemoteAddrs").toString())
        .isEqualTo("[\"198.18.0.1:2377\"]");
  }

  @Test
  void tellsHowWithoutTheToken() {
    fresh();
    swarm.join(List.of(access(1), access(2)));
    assertThat(swarm.commands())
        .hasSize(2)
        .noneMatch(line -> line.contains("SWMTKN"))
        .allMatch(line -> line.startsWith("docker -H unix:///run/h"));
  }

  @Test
  void takesUpTheSwarmOfALabThatWasKept() {
    dockers[1].on(
        "GET /v1.41/info",
        200,
        "{\"Swarm\":{\"LocalNodeState\":\"active\",\"ControlAvailable\":true}}");
    dockers[0].on("GET /v1.41/info", 200, "{\"Swarm\":{\"LocalNodeState\":\"active\"}}");
    dockers[1].on("GET /v1.41/swarm", 200, TOKEN);
    DockerAccess second = access(2);
    assertThat(swarm.join(List.of(access(1), second))).isEqualTo(second);
    assertThat(dockers[0].asked()).containsOnly("GET /v1.41/info");
    assertThat(swarm.commands()).isEmpty();
  }

  @Test
  void aHostWithoutLinkCannotJoin() {
    FakeDocker alone = new FakeDocker().on("GET /v1.41/info", 200, INACTIVE);
    DockerAccess access =
        new DockerAccess(FakeHost.number(0), alone.api(), Path.of("/x"), Optional.empty());
    assertThatThrownBy(() -> swarm.join(List.of(access)))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("h0 has no link");
  }
}
