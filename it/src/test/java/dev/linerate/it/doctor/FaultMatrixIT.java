package dev.linerate.it.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.breakage.Breakage;
import dev.linerate.breakage.Breakages;
import dev.linerate.breakage.Scene;
import dev.linerate.doctor.Consultation;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.host.Await;
import dev.linerate.it.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
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
 *
 * <p>All of it is begun at once, in {@link FaultLabs}; the tests wait for what came of it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultMatrixIT {
  private static final Optional<String> FILE =
      Optional.ofNullable(System.getProperty("linerate.doctor"));

  private static final Duration RECOVERY = Duration.ofSeconds(30);

  private static final Breakage HOLE = Breakages.named("mtu-overlay");
  private static final Breakage DOWN = Breakages.named("docker-down");

  private static final Map<Breakage, Future<FaultRound>> ROUNDS = new LinkedHashMap<>();
  private static final Map<Scene, List<Future<Consultation>>> AFTER = new EnumMap<>(Scene.class);
  private static final List<MatrixRow> ROWS = new ArrayList<>();
  private static Optional<Future<Consultation>> both = Optional.empty();
  private static Optional<FaultLabs> opened = Optional.empty();

  @BeforeAll
  static void begin() {
    Requirements.need("netns", "docker", "ovs", "iperf3");
    FaultLabs labs = new FaultLabs();
    opened = Optional.of(labs);
    for (Breakage breakage : Breakages.all()) {
      ROUNDS.put(breakage, labs.submit(breakage, lab -> FaultRound.of(breakage, lab)));
    }
    both = Optional.of(labs.submit(DOWN, FaultMatrixIT::lookAtBoth));
    for (Scene scene : Scene.values()) {
      AFTER.put(scene, labs.submit(scene, lab -> lookAfterwards(lab, scene)));
    }
  }

  @AfterAll
  static void down() throws IOException {
    opened.ifPresent(FaultLabs::close);
    if (FILE.isPresent() && !ROWS.isEmpty()) {
      Files.writeString(Path.of(FILE.get()), MatrixRow.page(ROWS));
    }
  }

  private static Consultation lookAtBoth(FaultLab lab) {
    lab.broken().make(HOLE, Optional.empty());
    try {
      lab.broken().make(DOWN, Optional.empty());
      Consultation consultation = lab.look(HOLE.scene());
      lab.broken().mend(DOWN);
      return consultation;
    } finally {
      lab.broken().mend(HOLE);
    }
  }

  /** A Swarm takes some seconds to see that its nodes are back. */
  private static Consultation lookAfterwards(FaultLab lab, Scene scene) {
    assertThat(Await.until(RECOVERY, () -> lab.look(scene).diagnoses().isEmpty())).isTrue();
    return lab.look(scene);
  }

  static List<Breakage> breakages() {
    return Breakages.all();
  }

  @Order(1)
  @ParameterizedTest(name = "{0}")
  @MethodSource("breakages")
  void theDoctorNamesItFirstAndCuresIt(Breakage breakage) throws Exception {
    FaultRound round = ROUNDS.get(breakage).get();
    ROWS.add(round.row());
    round.assertions().assertAll();
  }

  @Order(2)
  @Test
  void twoFaultsAtOnceAreBothFound() throws Exception {
    assertThat(both.orElseThrow().get().diagnoses())
        .extracting(Diagnosis::fault)
        .contains(HOLE.fault(), DOWN.fault());
  }

  /** After everything was broken and mended. */
  @Order(3)
  @ParameterizedTest
  @EnumSource(Scene.class)
  void onAHealthyLabNothingIsReported(Scene scene) throws Exception {
    List<Future<Consultation>> labs = AFTER.get(scene);
    assertThat(labs).isNotEmpty();
    for (Future<Consultation> lab : labs) {
      assertThat(lab.get().diagnoses()).isEmpty();
      assertThat(lab.get().untold()).isEmpty();
    }
  }
}
