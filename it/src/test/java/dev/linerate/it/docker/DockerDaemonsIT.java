package dev.linerate.it.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.it.Requirements;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.docker.DockerBridge;
import dev.linerate.network.docker.DockerOverlay;
import dev.linerate.network.docker.Dockers;
import dev.linerate.network.docker.ImageSpec;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Daemons that do not come up, daemons that are the user's own, images that are the user's own. */
class DockerDaemonsIT {
  private static final Set<Placement> SAME = Set.of(Placement.SAME_HOST);
  private static final String USERS_IMAGE = "users:1";

  @BeforeEach
  void need() {
    Requirements.need("netns", "docker", "iperf3");
  }

  @Test
  void aDockerdThatCannotStartSaysWhyAndIsGone() throws IOException {
    try (DockerLab lab = DockerLab.up()) {
      Path state = lab.hosts().get(1).stateDirectory().resolve("docker");
      Files.createDirectories(state);
      Files.createFile(state.resolve("data"));
      NetworkDriver driver = new DockerOverlay(Dockers.ofLab(), ImageSpec.OWN);
      NetworkSpec spec = new NetworkSpec(lab.hosts(), Set.of(Placement.CROSS_HOST));
      assertThatThrownBy(() -> driver.create(spec, lab.owner()))
          .isInstanceOfSatisfying(
              LinerateException.class,
              e -> {
                assertThat(e)
                    .hasMessageStartingWith("h2: dockerd did not start: ")
                    .hasMessageContaining("points to a file");
                assertThat(e.nextStep()).contains("--networks");
              });
      assertThat(processesNaming(lab, state)).isEmpty();

      Files.delete(state.resolve("data"));
      try (Network network = driver.create(spec, lab.owner())) {
        assertThat(DockerLab.iperf3(network.endpoints(Placement.CROSS_HOST))).isGreaterThan(5e8);
      }
    }
  }

  private static List<String> processesNaming(DockerLab lab, Path directory) {
    return lab.machine()
        .require("ps", "-eo", "stat,args")
        .lines()
        .filter(line -> line.contains(directory.toString()))
        .toList();
  }

  /** A lab's own daemon stands in for the user's: another owner finds it running. */
  @Test
  void leavesTheUsersOwnDaemonAsItWas() throws IOException {
    try (DockerLab lab = DockerLab.up()) {
      Host host = lab.hosts().getFirst();
      String url = DockerLab.url(host);
      startDaemon(lab, host);
      importUsersImage(lab, url);
      lab.docker(url, "create", "--name", "users", USERS_IMAGE, "/anything");

      Owner run = Owner.create(lab.state());
      NetworkDriver driver =
          new DockerBridge(Dockers.ofUser(url, host), ImageSpec.parse(USERS_IMAGE));
      NetworkDriver own = new DockerBridge(Dockers.ofUser(url, host), ImageSpec.OWN);
      assertThat(driver.check(lab.hosts()).text()).isEmpty();
      try (Network network = driver.create(new NetworkSpec(lab.hosts(), SAME), run)) {
        assertThat(DockerLab.iperf3(network.endpoints(Placement.SAME_HOST))).isGreaterThan(1e9);
        assertThat(network.commands())
            .anyMatch(line -> line.contains("target=/linerate-wait,readonly"));
      }
      own.create(new NetworkSpec(lab.hosts(), SAME), run);
      run.close();
      assertThat(names(lab, url)).hasSize(3).contains("users");

      assertThat(lab.clean(run.id()))
          .filteredOn(line -> line.startsWith("container ") || line.startsWith("image "))
          .hasSize(3);
      assertThat(names(lab, url)).containsExactly("users");
      assertThat(lab.docker(url, "images", "--format", "{{.Repository}}:{{.Tag}}").lines())
          .contains(USERS_IMAGE)
          .noneMatch(image -> image.contains(run.id()));
    }
  }

  @Test
  void runsAnImageOfTheUsersThatHoldsNoProgramAtAll() throws IOException {
    try (DockerLab lab = DockerLab.up()) {
      Host first = lab.hosts().getFirst();
      String url = DockerLab.url(first);
      startDaemon(lab, first);
      importUsersImage(lab, url);
      Path archive = lab.owner().directory().resolve("users.tar");
      lab.docker(url, "save", "-o", archive.toString(), USERS_IMAGE);

      NetworkDriver driver = new DockerBridge(Dockers.ofLab(), ImageSpec.parse(archive.toString()));
      NetworkSpec second = new NetworkSpec(List.of(lab.hosts().get(1)), SAME);
      try (Network network = driver.create(second, lab.owner())) {
        assertThat(DockerLab.iperf3(network.endpoints(Placement.SAME_HOST))).isGreaterThan(1e9);
        assertThat(lab.docker(DockerLab.url(lab.hosts().get(1)), "ps", "--format", "{{.Image}}"))
            .isEqualTo(USERS_IMAGE + "\n" + USERS_IMAGE + "\n");
      }
    }
  }

  private static void startDaemon(DockerLab lab, Host host) {
    new DockerBridge(Dockers.ofLab(), ImageSpec.OWN)
        .create(new NetworkSpec(List.of(host), SAME), lab.owner())
        .close();
  }

  private static void importUsersImage(DockerLab lab, String url) throws IOException {
    Path content = Files.createDirectory(lab.owner().directory().resolve("content"));
    Files.writeString(content.resolve("readme"), "no program here");
    Path tar = lab.owner().directory().resolve("content.tar");
    lab.machine()
        .require(Command.of("tar", "-C", content.toString(), "-cf", tar.toString(), "readme"));
    lab.docker(url, "import", tar.toString(), USERS_IMAGE);
  }

  private static List<String> names(DockerLab lab, String url) {
    return lab.docker(url, "ps", "-a", "--format", "{{.Names}}").lines().toList();
  }

  @Test
  void aKilledLabLeavesNoSocketOfItsShims() throws IOException {
    List<Path> sockets;
    try (DockerLab lab = DockerLab.up()) {
      NetworkDriver driver = new DockerBridge(Dockers.ofLab(), ImageSpec.OWN);
      driver.create(new NetworkSpec(lab.hosts(), SAME), lab.owner());
      sockets = shimSockets(lab.owner().directory());
      assertThat(sockets).hasSize(2).allSatisfy(socket -> assertThat(socket).exists());
    }
    assertThat(sockets).allSatisfy(socket -> assertThat(socket).doesNotExist());
  }

  /** As containerd notes them beside each container. */
  private static List<Path> shimSockets(Path directory) throws IOException {
    List<Path> sockets = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory.resolve("h1/docker/exec"))) {
      for (Path note : files.filter(file -> file.endsWith("address")).toList()) {
        sockets.add(Path.of(Files.readString(note).strip().substring("unix://".length())));
      }
    }
    return sockets;
  }
}
