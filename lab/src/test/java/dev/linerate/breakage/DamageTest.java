package dev.linerate.breakage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
  private static final Undo RULES =
      new Undo.Run(
          Command.of("iptables-restore")
              .reading("*nat\n:DOCKER - [0:0]\n\"COMMIT\"\n")
              .with("OVS_RUNDIR", "/x y")
              .in(NetNs.named("lr-lab-h1")));

  @TempDir private Path lab;

  @Test
  void everyStepComesBackFromTheFile() {
    Damage damage =
        new Damage("chains-flushed", "h1", List.of())
            .with(RULES)
            .with(new Undo.Run(Command.of("ip", "link", "delete", "lr-pool0")))
            .with(new Undo.Start("docker"))
            .with(new Undo.Remove("k3f9a"))
            .with(new Undo.Forget());
    damage.write(lab);
    assertThat(Damage.all(lab)).containsExactly(damage);
  }

  @Test
  void whatIsBrokenIsListedByNameUntilItIsDeleted() {
    new Damage("ovs-down", "h2", List.of()).write(lab);
    new Damage("arp-entry", "h1", List.of(RULES)).write(lab);
    assertThat(BrokenLab.broken(lab))
        .containsExactly(
            new BrokenLab.Broken("arp-entry", "h1"), new BrokenLab.Broken("ovs-down", "h2"));
    Damage.delete(lab, "arp-entry");
    assertThat(BrokenLab.broken(lab)).containsExactly(new BrokenLab.Broken("ovs-down", "h2"));
  }

  @Test
  void nothingIsBrokenInALabThatNeverWas() {
    assertThat(Damage.all(lab)).isEmpty();
  }

  @Test
  void aFileThatWasCutShortIsToldWithTheNextStep() throws IOException {
    new Damage("ovs-down", "h2", List.of(RULES)).write(lab);
    Path file = Damage.file(lab, "ovs-down");
    Files.writeString(file, Files.readString(file).substring(0, 40));
    assertThatThrownBy(() -> Damage.all(lab))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining(file.toString());
  }
}
