package dev.linerate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.explain.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FaultTest {
  @Test
  void everyFaultHasItsSection() throws IOException {
    String page = Files.readString(Path.of("../docs/DOCTOR.md"));

    for (Fault fault : Fault.values()) {
      assertThat(page)
          .contains("### " + fault.id() + "\n")
          .contains(
              "](#"
                  + fault.id().toLowerCase(Locale.ROOT)
                  + ") | "
                  + fault.severity().word()
                  + " | "
                  + fault.title()
                  + " |");
    }
  }

  @Test
  void everySectionHasWhatItTakes() throws IOException {
    String page = Files.readString(Path.of("../docs/DOCTOR.md"));

    for (Fault fault : Fault.values()) {
      assertThat(section(page, fault))
          .as(fault.id())
          .contains("\n- **You notice:** ")
          .contains("\n- **Seen by:** ")
          .contains("\n- **Cause:** ")
          .contains("\n- **Remedy:** ")
          .contains("\n- **Reproduce:** ");
    }
  }

  private static String section(String page, Fault fault) {
    String rest = page.substring(page.indexOf("### " + fault.id() + "\n"));
    int next = rest.indexOf("\n### ");
    return next < 0 ? rest : rest.substring(0, next);
  }

  @Test
  void idsAreUniqueAndSharedWithFindingsOnlyWhereTheSameIsMeant() {
    List<String> ids = Arrays.stream(Fault.values()).map(Fault::id).toList();
    List<String> causes = Arrays.stream(Cause.values()).map(Cause::id).toList();

    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("LR-[A-Z]+-\\d{2}"));
    assertThat(ids).filteredOn(causes::contains).containsExactly("LR-MTU-01");
    assertThat(Cause.MTU_HOLE.title()).isEqualTo(Fault.MTU_HOLE.title());
  }

  @Test
  void anIdIsFoundInEitherCase() {
    assertThat(Fault.of("lr-fw-01")).contains(Fault.CHAINS_MISSING);
    assertThat(Fault.of("LR-FW-99")).isEmpty();
  }
}
