package dev.linerate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linerate.fault.LinerateException;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Networks;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PlanFileTest {
  @SuppressWarnings("unused") // a source of arguments
  private static final List<String> SHIPPED = PlanFile.SHIPPED;

  private static final String SMALL =
      "name: 小\nflows: {tcp: {protocol: tcp}}\ncases: [{networks: [host], flows: [tcp]}]\n";

  @TempDir Path directory;

  private static LinerateException refused(String argument) {
    LinerateException e =
        catchThrowableOfType(
            LinerateException.class, () -> PlanFile.open(argument, Networks.KNOWN));
    assertThat(e).as("a problem").isNotNull();
    assertThat(e.kind()).isEqualTo(LinerateException.Kind.USER);
    return e;
  }

  private String file(byte[] content) throws IOException {
    return Files.write(directory.resolve("mine.yaml"), content).toString();
  }

  @Test
  void readsAFile() throws IOException {
    String file = file(SMALL.getBytes(StandardCharsets.UTF_8));
    Plan plan = PlanFile.open(file, Networks.KNOWN);
    assertThat(plan.name()).isEqualTo("小");
  }

  @Test
  void namesTheFileInProblems() throws IOException {
    String file = file("hosts: 3\n".getBytes(StandardCharsets.UTF_8));
    assertThat(refused(file)).hasMessageStartingWith(file + ":1: name is missing");
  }

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void shipsPlans(String name) {
    Plan plan = PlanFile.open(name, Networks.KNOWN);
    assertThat(plan.name()).isEqualTo(name);
    assertThat(traffic(plan)).isLessThan(Duration.ofMinutes(7));
  }

  /** With what a trial takes beside its traffic: starting both ends, reading the result. */
  private static Duration traffic(Plan plan) {
    return plan.cases().stream()
        .map(spec -> spec.flow().duration().plusMillis(1200).multipliedBy(plan.repeat()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Test
  void shipsEveryPlanThereIs() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../plans"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              PlanFile.SHIPPED.stream().map(name -> name + ".yaml").toList());
    }
  }

  @Test
  void quickstartMeasuresEveryNetwork() {
    Plan plan = PlanFile.shipped("quickstart", Networks.KNOWN);
    assertThat(plan.networks()).containsExactlyInAnyOrderElementsOf(Networks.KNOWN.keySet());
    assertThat(plan.cases().stream().map(CaseSpec::placement)).contains(Placement.values());
  }

  @Test
  void theStudyIsTheStudys() {
    assertThat(PlanFile.shipped("docker-network-study", Networks.KNOWN).cases())
        .extracting(CaseSpec::label)
        .containsExactly(
            "docker-bridge same-host tcp",
            "ovs-bridge same-host tcp",
            "docker-overlay cross-host tcp",
            "ovs-overlay cross-host tcp",
            "docker-overlay cross-host udp 920 Mbit/s 8192 B",
            "ovs-overlay cross-host udp 800 Mbit/s 8192 B",
            "ovs-overlay cross-host udp 750 Mbit/s 8192 B");
  }

  @Test
  void kernelOnlyNeedsNeitherDockerNorOpenVSwitch() {
    assertThat(PlanFile.shipped("kernel-only", Networks.KNOWN).networks())
        .containsExactly("host", "linux-bridge", "vxlan", "macvlan");
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    assertThat(refused("nowhere.yaml").sentence())
        .isEqualTo(
            "cannot read the plan nowhere.yaml: there is no such file. Name a file or a shipped"
                + " plan: quickstart, docker-network-study, kernel-only");
    assertThat(refused(directory.toString())).hasMessageEndingWith("it is a directory");
    assertThat(refused("a\0b")).hasMessage("cannot read the plan a b: no file can have this name");
    assertThat(refused("")).hasMessageContaining("cannot read the plan");
  }

  @Test
  void tellsTheLineThatIsNotUtf8() throws IOException {
    String file = file("name: p\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(refused(file).sentence())
        .isEqualTo(file + ":2: not UTF-8, so it cannot be read as a plan. Save it as UTF-8");
  }

  @Test
  void readsNoMoreThanAPlanCanBe() throws IOException {
    assertThat(refused(file(new byte[10_000_000])))
        .hasMessageEndingWith("mine.yaml:1: longer than 256 KiB, so it is no plan");
    // endless, and not a regular file
    assertThat(refused("/dev/zero")).hasMessageContaining("longer than 256 KiB");
    byte[] wide = "网".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
    assertThat(refused(file(wide))).hasMessageContaining("longer than 256 KiB");
  }
}
