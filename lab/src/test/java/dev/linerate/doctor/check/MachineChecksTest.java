package dev.linerate.doctor.check;

import static dev.linerate.doctor.check.Verdicts.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Verdict;
import dev.linerate.host.ScriptedHost;
import dev.linerate.ownership.Entry;
import dev.linerate.ownership.Leftover;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Checks of the machine under all its namespaces. */
class MachineChecksTest {
  private static final String CLOCK = "/sys/devices/system/clocksource/clocksource0/";
  private static final String CPU = "/sys/devices/system/cpu/cpu";
  private static final String ROOTS_MAP = "         0          0 4294967295\n";

  private static Patient patient(ScriptedHost host) {
    return new Patient(host, "this machine", Map.of(), List.of());
  }

  private static List<Diagnosis> look(HostCheck check, ScriptedHost host) {
    return found(check.examine(patient(host)));
  }

  private static ScriptedHost status(String uid, String capabilities) {
    return new ScriptedHost()
        .file(
            "/proc/self/status",
            "Name:\tjava\nUid:\t%s\t%s\t%s\t%s\nCapEff:\t%s\n"
                .formatted(uid, uid, uid, uid, capabilities))
        .file("/proc/self/uid_map", ROOTS_MAP);
  }

  @Test
  void privileges() {
    assertThat(look(new PrivilegeCheck(), status("0", "000001ffffffffff"))).isEmpty();
    assertThat(look(new PrivilegeCheck(), status("1000", "0000000000000000")).getFirst().cause())
        .isEqualTo("It does not run as root");
    // Docker's default set for a container (capabilities(7)): no NET_ADMIN, no SYS_ADMIN
    assertThat(look(new PrivilegeCheck(), status("0", "00000000a80425fb")).getFirst().cause())
        .contains("CAP_NET_ADMIN, CAP_SYS_ADMIN")
        .doesNotContain("CAP_NET_RAW");
    ScriptedHost unshared =
        status("0", "000001ffffffffff").file("/proc/self/uid_map", "0 1000 1\n");
    assertThat(look(new PrivilegeCheck(), unshared).getFirst().cause()).contains("user namespace");
  }

  @Test
  void modules() {
    ScriptedHost bare =
        new ScriptedHost()
            .file("/proc/sys/kernel/osrelease", "6.1.0-18-amd64\n")
            .file(
                "/lib/modules/6.1.0-18-amd64/modules.dep",
                "kernel/drivers/net/veth.ko:\nkernel/net/bridge/bridge.ko:\n");

    assertThat(look(new ModuleCheck(), bare))
        .extracting(Diagnosis::fault, Diagnosis::symptom)
        .containsExactly(
            Tuple.tuple(Fault.MODULE_MISSING, "networks that need vxlan cannot be made"));
    assertThat(new ModuleCheck().examine(patient(new ScriptedHost())))
        .isInstanceOf(Verdict.Untold.class);
  }

  @Test
  void clocks() {
    ScriptedHost slow =
        new ScriptedHost()
            .file(CLOCK + "current_clocksource", "hpet\n")
            .file(CLOCK + "available_clocksource", "hpet acpi_pm \n");
    ScriptedHost choice =
        new ScriptedHost()
            .file(CLOCK + "current_clocksource", "acpi_pm\n")
            .file(CLOCK + "available_clocksource", "tsc hpet acpi_pm \n");

    assertThat(look(new ClockCheck(), slow).getFirst().remedy().cure()).isEmpty();
    assertThat(look(new ClockCheck(), choice).getFirst().remedy().commands())
        .containsExactly("tee " + CLOCK + "current_clocksource <<< 'tsc'");
    assertThat(
            look(
                new ClockCheck(),
                new ScriptedHost().file(CLOCK + "current_clocksource", "kvm-clock\n")))
        .isEmpty();
  }

  @Test
  void governors() {
    assertThat(look(new GovernorCheck(), cpu("acpi-cpufreq", "powersave", "")).getFirst().cause())
        .isEqualTo("2 cores are told to save power");
    assertThat(look(new GovernorCheck(), cpu("acpi-cpufreq", "schedutil", ""))).isEmpty();
    // the ordinary state of intel_pstate
    assertThat(look(new GovernorCheck(), cpu("intel_pstate", "powersave", "balance_performance")))
        .isEmpty();
    assertThat(look(new GovernorCheck(), cpu("intel_pstate", "powersave", "power"))).hasSize(1);
    assertThat(new GovernorCheck().examine(patient(new ScriptedHost())))
        .isInstanceOf(Verdict.NotHere.class);
  }

  private static ScriptedHost cpu(String driver, String governor, String preference) {
    ScriptedHost host = new ScriptedHost();
    for (int core = 0; core < 2; core++) {
      String folder = CPU + core + "/cpufreq/";
      host.file(folder + "scaling_driver", driver + "\n")
          .file(folder + "scaling_governor", governor + "\n")
          .file(folder + "energy_performance_preference", preference + "\n");
    }
    return host;
  }

  @Test
  void iperf3() {
    assertThat(look(new ToolCheck(), new ScriptedHost()))
        .extracting(Diagnosis::fault)
        .containsExactly(Fault.TOOL_MISSING);
    assertThat(look(new ToolCheck(), iperf3("3.12", "/usr/bin/iperf3", "/usr/bin/iperf3")))
        .isEmpty();
    assertThat(look(new ToolCheck(), iperf3("3.0.11", "/usr/bin/iperf3", "/usr/bin/iperf3")))
        .extracting(Diagnosis::fault)
        .containsExactly(Fault.TOOL_OLD);
    ScriptedHost two =
        iperf3("3.12", "/usr/bin/iperf3", "/usr/local/bin/iperf3")
            .says("/usr/local/bin/iperf3", "iperf 3.1.3\n");
    Diagnosis differ = look(new ToolCheck(), two).getFirst();
    assertThat(differ.fault()).isEqualTo(Fault.TOOL_VERSIONS);
    assertThat(differ.evidence()).hasSize(2);
    assertThat(differ.cause()).contains("before 3.2 ", "before 3.5 ").doesNotContain("3.16");
  }

  @Test
  void versionsOfIperf3WhoseResultsAgree() {
    ScriptedHost two =
        iperf3("3.17.1", "/usr/bin/iperf3", "/usr/local/bin/iperf3")
            .says("/usr/local/bin/iperf3", "iperf 3.18\n");

    assertThat(look(new ToolCheck(), two)).isEmpty();
  }

  /** /bin is a link to /usr/bin, as on most systems. */
  private static ScriptedHost iperf3(String version, String... paths) {
    List<String> there = List.of(paths);
    return new ScriptedHost()
        .program("iperf3")
        .answers(
            "readlink",
            command -> {
              String path = command.arguments().getLast().replaceFirst("^/bin", "/usr/bin");
              return there.contains(path)
                  ? ScriptedHost.output(command, 0, path + "\n", "")
                  : ScriptedHost.output(command, 1, "", "");
            })
        .says("/usr/bin/iperf3", "iperf " + version + " (cJSON 1.7.15)\n");
  }

  @Test
  void leftovers() {
    Leftover killed =
        new Leftover(
            "k3f9a",
            Path.of("/var/lib/linerate/k3f9a"),
            List.of(new Entry(Entry.Kind.NETNS, "lr-k3f9a-h1")),
            false,
            false);
    Leftover running =
        new Leftover("live1", Path.of("/var/lib/linerate/live1"), List.of(), true, false);

    Diagnosis diagnosis =
        look(
                new LeftoversCheck(() -> List.of(killed, running), List.of("linerate")),
                new ScriptedHost())
            .getFirst();

    assertThat(diagnosis.evidence()).hasSize(1);
    assertThat(diagnosis.evidence().getFirst().line()).isEqualTo("netns lr-k3f9a-h1");
    assertThat(diagnosis.remedy().commands()).containsExactly("linerate cleanup");
    assertThat(
            look(
                new LeftoversCheck(() -> List.of(running), List.of("linerate")),
                new ScriptedHost()))
        .isEmpty();
  }
}
