package dev.linerate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.host.ScriptedHost;
import dev.linerate.host.Support;
import dev.linerate.network.HostService;
import dev.linerate.ownership.Owner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabServicesTest {
  private static final Host HOST = new ScriptedHost();

  /** A service that is what it is told to be. */
  private record Fake(String name, Support support, State state) implements HostService {
    @Override
    public Support check(Host host) {
      return support;
    }

    @Override
    public void start(Host host, Owner owner) {
      throw new AssertionError("not to be started");
    }

    @Override
    public State state(Host host) {
      return state;
    }

    @Override
    public Map<String, String> environment(Host host) {
      return Map.of(name.toUpperCase(java.util.Locale.ROOT) + "_AT", host.name());
    }
  }

  private static LabServices services(HostService.State docker, HostService.State ovs) {
    return new LabServices(
        List.of(
            new Fake("docker", Support.YES, docker),
            new Fake("ovs", Support.no("no ovsdb-server", "install it"), ovs)));
  }

  private static LabServices none() {
    return services(HostService.State.NONE, HostService.State.NONE);
  }

  private static List<String> names(LabServices services) {
    return services.all().stream().map(HostService::name).toList();
  }

  @Test
  void takesThoseThatWereNamedEachOnce() {
    assertThat(names(none().named(List.of("ovs", "docker", "ovs"))))
        .containsExactly("docker", "ovs");
    assertThat(names(none().named(List.of("ovs")))).containsExactly("ovs");
    assertThat(names(none().named(List.of()))).isEmpty();
  }

  @Test
  void refusesANameItDoesNotKnow() {
    for (String name : List.of("dokcer", "", "Docker")) {
      assertThatThrownBy(() -> none().named(List.of("ovs", name)))
          .isInstanceOfSatisfying(
              LinerateException.class,
              e -> assertThat(e.nextStep()).isEqualTo("There are docker, ovs"))
          .hasMessage("no service \"" + name + "\" can be given to a lab host");
    }
  }

  @Test
  void refusesWhatTheMachineCannotRun() {
    none().named(List.of("docker")).require(HOST);
    LabServices both = none();
    assertThatThrownBy(() -> both.require(HOST))
        .isInstanceOf(LinerateException.class)
        .hasMessage("a lab host's ovs: no ovsdb-server: install it");
  }

  /** Without that {@code docker ps} on a lab host would list the machine's containers. */
  @Test
  void leadsProgramsToTheHostsOwnEvenWhenNothingRunsThere() {
    assertThat(none().environment(HOST))
        .containsExactlyInAnyOrderEntriesOf(Map.of("DOCKER_AT", "scripted", "OVS_AT", "scripted"));
    assertThat(Wiring.services().environment(HOST))
        .containsEntry("DOCKER_HOST", "unix:///nowhere/docker/docker.sock")
        .containsEntry("OVS_RUNDIR", "/nowhere/ovs");
  }

  @Test
  void tellsWhatRunsAndWhatHasEnded() {
    LabServices services = services(HostService.State.RUNNING, HostService.State.ENDED);
    assertThat(services.states(HOST))
        .containsExactly(Map.entry("docker", "running"), Map.entry("ovs", "ended"));
    assertThat(services.text(List.of(HOST, HOST)))
        .isEqualTo("docker running on scripted, scripted\novs ended on scripted, scripted\n");
    assertThat(none().states(HOST)).isEmpty();
    assertThat(none().text(List.of(HOST))).isEmpty();
    assertThat(Wiring.services().states(HOST)).isEmpty();
  }
}
