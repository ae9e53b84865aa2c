package dev.linerate.breakage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.doctor.Fault;
import dev.linerate.fault.LinerateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BreakagesTest {
  /** What is told when nothing else is found. */
  private static final Set<Fault> WITHOUT_CAUSE = EnumSet.of(Fault.UNREACHABLE);

  @Test
  void namesAreWordsForACommandLineAndDiffer() {
    assertThat(Breakages.all()).extracting(Breakage::name).doesNotHaveDuplicates();
    assertThat(Breakages.all()).allSatisfy(b -> assertThat(b.name()).matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void everyFaultOfTheDoctorIsMadeOrSaidWhyNot() {
    Set<Fault> covered = Breakages.all().stream().map(Breakage::fault).collect(Collectors.toSet());
    Breakages.unmakeable().forEach(u -> covered.add(u.fault()));
    covered.addAll(WITHOUT_CAUSE);
    assertThat(EnumSet.complementOf(EnumSet.copyOf(covered))).isEmpty();
  }

  /** And what is written there to reproduce a fault can be. */
  @Test
  void eachIsNamedInTheSectionOfItsFault() throws IOException {
    Map<String, List<String>> named = new TreeMap<>();
    for (String section : Files.readString(Path.of("../docs/DOCTOR.md")).split("\n### ", -1)) {
      Matcher m = Pattern.compile("lab break ([a-z-]+)").matcher(section);
      String id = section.substring(0, section.indexOf('\n'));
      m.results().forEach(r -> named.computeIfAbsent(r.group(1), _ -> new ArrayList<>()).add(id));
    }

    Map<String, List<String>> made = new TreeMap<>();
    Breakages.all().forEach(b -> made.put(b.name(), List.of(b.fault().id())));
    assertThat(named).isEqualTo(made);
  }

  @Test
  void whatCanBeMadeIsNotSaidToBeImpossible() {
    Set<Fault> made = Breakages.all().stream().map(Breakage::fault).collect(Collectors.toSet());
    assertThat(Breakages.unmakeable())
        .extracting(Breakages.Unmakeable::fault)
        .doesNotContainAnyElementsOf(made);
  }

  @Test
  void anUnknownNameIsTheUsersMistake() {
    assertThatThrownBy(() -> Breakages.named("mtu"))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("\"mtu\"");
    assertThat(Breakages.named("mtu-overlay").fault()).isEqualTo(Fault.MTU_HOLE);
  }

  @Test
  void aSceneNamesItsTwoEndsInTheLab() {
    assertThat(Scene.OVERLAY.ends("lab")).containsExactly("netns:lr-lab-vx-a", "netns:lr-lab-vx-c");
    assertThat(Scene.HOSTS.ends("big")).containsExactly("lab:big/h1", "lab:big/h2");
  }

  @Test
  void anInterfaceIsReadFromIpsJson() {
    Interface read =
        Interface.parse(
            "[{\"ifindex\":2,\"ifname\":\"eth0\",\"mtu\":1450,"
                + "\"address\":\"4e:a8:2f:b2:00:3e\"}]");
    assertThat(read).isEqualTo(new Interface("4e:a8:2f:b2:00:3e", "1450"));
  }
}
