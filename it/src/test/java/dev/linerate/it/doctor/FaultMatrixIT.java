package dev.linerate.it.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.breakage.Breakage;
import dev.linerate.breakage.Breakages;
import dev.linerate.breakage.Scene;
import dev.linerate.doctor.Consultation;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.host.Await;
import dev.linerate.it.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault that {@code lab break} makes: the doctor names it first, gives evidence, cures what
 * it cures without asking for a permission, and traffic flows again. With the system property
 * {@code linerate.doctor} the matrix is written to the file that it names.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultMatrixIT {
  private static final Optional<String> FILE =
      Optional.ofNullable(System.getProperty("linerate.doctor"));

  private static final Duration RECOVERY = Duration.ofSeconds(30);

  /** With these, what flowed goes on flowing: they show in what is done next. */
  private static final Set<String> QUIET =
      Set.of(
          "small-buffers",
          "ovs-datapath",
          "docker-down",
          "chains-flushed",
          "stale-vxlan",
          "stale-sandbox",
          "swarm-join",
          "swarm-node",
          "vxlan-id",
          "iptables-mode",
          "ovsdb-down",
          "swarm-ports",
          "leftovers");

  /** Cures that are not for this test to try: what the matrix says of them. */
  private static final Map<Fault, String> OF_THE_MACHINE =
      Map.of(
          Fault.LEFTOVERS, "`linerate cleanup`, not tried",
          Fault.CONNTRACK_FULL, "raises the machine's limit, not tried",
          // this test holds the lab's lock, which that wants: DoctorIT tries it
          Fault.DOCKER_DOWN, "`linerate lab start docker`",
          Fault.OVS_DOWN, "`linerate lab start ovs`");

  private static final List<MatrixRow> ROWS = new ArrayList<>();
  private static Optional<FaultLab> opened = Optional.empty();

  @BeforeAll
  static void up() {
    Requirements.need("netns", "docker", "ovs", "iperf3");
    opened = Optional.of(new FaultLab());
  }

  @AfterAll
  static void down() throws IOException {
    opened.ifPresent(FaultLab::close);
    if (FILE.isPresent() && !ROWS.isEmpty()) {
      Files.writeString(Path.of(FILE.get()), MatrixRow.page(ROWS));
    }
  }

  private static FaultLab lab() {
    return opened.orElseThrow();
  }

  static List<Breakage> breakages() {
    return Breakages.all();
  }

  @Order(1)
  @ParameterizedTest(name = "{0}")
  @MethodSource("breakages")
  void theDoctorNamesItFirstAndCuresIt(Breakage breakage) {
    SoftAssertions assertions = new SoftAssertions();
    Scene scene = breakage.scene();
    List<Diagnosis> found = List.of();
    String cure = "";
    boolean quiet = QUIET.contains(breakage.name());
    lab().broken().make(breakage, Optional.empty());
    try {
      boolean flows = quiet ? lab().flowsAgain(scene) : lab().flows(scene);
      assertions.assertThat(flows).as("flows while broken").isEqualTo(quiet);
      Consultation consultation = lab().look(scene);
      found = consultation.diagnoses();
      check(assertions, breakage, found);
      cure = cured(assertions, breakage, consultation);
    } finally {
      lab().takeBack();
      lab().broken().mend(breakage);
      boolean again = lab().flowsAgain(scene);
      assertions.assertThat(again).as("flows after").isTrue();
      String traffic = (quiet ? "flows" : "stops") + (again ? ", flows again" : ", **stays so**");
      ROWS.add(new MatrixRow(breakage, found, cure, traffic));
    }
    assertions.assertAll();
  }

  private static void check(SoftAssertions assertions, Breakage breakage, List<Diagnosis> found) {
    assertions
        .assertThat(found.stream().map(Diagnosis::fault).findFirst())
        .as("named first of %s", found)
        .contains(breakage.fault());
    of(found, breakage.fault())
        .ifPresent(diagnosis ->
            assertions
                .assertThat(diagnosis.evidence())
                .extracting(Evidence::line)
                .noneMatch(String::isBlank));
  }

  private static Optional<Diagnosis> of(List<Diagnosis> found, Fault fault) {
    return found.stream().filter(d -> d.fault() == fault).findFirst();
  }

  private static String cured(
      SoftAssertions assertions, Breakage breakage, Consultation consultation) {
    Optional<Diagnosis> found = of(consultation.diagnoses(), breakage.fault());
    boolean safe =
        found.flatMap(d -> d.remedy().cure()).filter(c -> c.allowance().isEmpty()).isPresent();
    if (OF_THE_MACHINE.containsKey(breakage.fault())) {
      return OF_THE_MACHINE.get(breakage.fault());
    }
    if (!safe) {
      return found.map(MatrixRow::offered).orElse("");
    }
    Consultation after = lab().treat(breakage.scene(), consultation);
    boolean gone = of(after.diagnoses(), breakage.fault()).isEmpty();
    boolean flows = lab().flowsAgain(breakage.scene());
    assertions.assertThat(gone).as("found no more: %s", after.diagnoses()).isTrue();
    assertions.assertThat(flows).as("flows after --fix").isTrue();
    return gone && flows ? "cured" : "**not cured**";
  }

  @Order(2)
  @Test
  void twoFaultsAtOnceAreBothFound() {
    Breakage hole = Breakages.named("mtu-overlay");
    Breakage down = Breakages.named("docker-down");
    lab().broken().make(hole, Optional.empty());
    try {
      lab().broken().make(down, Optional.empty());
      assertThat(lab().look(hole.scene()).diagnoses())
          .extracting(Diagnosis::fault)
          .contains(hole.fault(), down.fault());
      lab().broken().mend(down);
    } finally {
      lab().broken().mend(hole);
    }
  }

  /** After everything was broken and mended. */
  @Order(3)
  @ParameterizedTest
  @EnumSource(Scene.class)
  void onAHealthyLabNothingIsReported(Scene scene) {
    // a Swarm takes some seconds to see that its nodes are back
    boolean well = Await.until(RECOVERY, () -> lab().look(scene).diagnoses().isEmpty());
    Consultation consultation = lab().look(scene);
    assertThat(consultation.diagnoses()).isEmpty();
    assertThat(consultation.untold()).isEmpty();
    assertThat(well).isTrue();
  }
}
