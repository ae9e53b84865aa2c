package dev.linerate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.linerate.doctor.Check;
import dev.linerate.doctor.Consultation;
import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Doctor;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the doctor found, for people and for programs. */
class DoctorReportTest {
  private record Done(String name, String place, Set<Fault> faults, Verdict examine)
      implements Check {}

  private static Consultation consultation() {
    Command up = Command.of("ip", "link", "set", "br0", "up").in(NetNs.named("lr-lab-h1"));
    Command down = Command.of("ip", "link", "set", "br0", "down").in(NetNs.named("lr-lab-h1"));
    Diagnosis link =
        new Diagnosis(
            Fault.LINK_DOWN,
            "h1 br0",
            "nothing passes br0",
            List.of(new Evidence("ip address", "br0: DOWN"), new Evidence("ip address", "br1: UP")),
            "The interface is down",
            Remedy.cure("Take it up", Cure.safe(List.of(up), List.of(down))));
    Diagnosis docker =
        new Diagnosis(
            Fault.DOCKER_DOWN,
            "h1",
            "no container starts",
            List.of(new Evidence("docker info", "Cannot connect")),
            "It has ended",
            Remedy.cure(
                "Start it",
                Cure.allowed(
                    "restart:docker",
                    List.of(Command.of("systemctl", "restart", "docker")),
                    List.of())));
    return Doctor.examine(
        List.of(
            done("interfaces", Verdict.of(List.of(link))),
            done("Docker daemon", Verdict.of(List.of(docker))),
            done("MTUs", new Verdict.Well()),
            done("checksum offload", new Verdict.NotHere("no userspace datapath here")),
            done("firewall", new Verdict.Untold("Permission denied. Run it with sudo"))));
  }

  private static Check done(String name, Verdict verdict) {
    return new Done(name, "h1", EnumSet.of(Fault.LINK_DOWN, Fault.DOCKER_DOWN), verdict);
  }

  @Test
  void linesFirstThenWhatIsKnownThenWhatCouldNotBeChecked() {
    assertThat(new DoctorText(false).of(consultation()))
        .isEqualTo(
            """
            LR-DOCKER-01 error   h1: no container starts
            LR-LINK-01   error   h1 br0: nothing passes br0

            LR-DOCKER-01, h1: the Docker daemon does not answer
              $ docker info
                Cannot connect
              cause   It has ended
              remedy  Start it   (doctor --fix --allow restart:docker)
                      systemctl restart docker
              more    docs/DOCTOR.md#lr-docker-01

            LR-LINK-01, h1 br0: an interface that traffic needs is down
              $ ip address
                br0: DOWN
                br1: UP
              cause   The interface is down
              remedy  Take it up   (doctor --fix)
                      nsenter --net=/run/netns/lr-lab-h1 -- ip link set br0 up
              more    docs/DOCTOR.md#lr-link-01

            Well: MTUs
                  on h1
            Could not be checked:
              firewall, h1: Permission denied. Run it with sudo
            """);
  }

  @Test
  void coloursOnlyAdd() {
    String coloured = new DoctorText(true).of(consultation());

    assertThat(coloured).contains("\u001b[1;31merror  \u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(new DoctorText(false).of(consultation()));
  }

  @Test
  void jsonFollowsThePublishedSchema() throws IOException {
    String json = DoctorJson.of(consultation());
    String schema = Files.readString(Path.of("../docs/schema/doctor.schema.json"));

    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON)
                .validate(json, InputFormat.JSON))
        .isEmpty();
    JsonNode root = JsonMapper.shared().readTree(json);
    assertThat(root.path("sick").asBoolean()).isTrue();
    assertThat(root.path("findings").path(0).path("remedy").path("cure").path("allow").asString())
        .isEqualTo("restart:docker");
    assertThat(root.path("checks").path(4).path("why").asString()).contains("Permission denied");
  }
}
