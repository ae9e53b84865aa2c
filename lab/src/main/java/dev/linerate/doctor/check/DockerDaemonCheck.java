package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.Docker;
import dev.linerate.host.Command;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether dockerd answers, and why it does not; whether its cgroups can work. */
final class DockerDaemonCheck implements HostCheck {
  @Override
  public String name() {
    return "Docker daemon";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.DOCKER_DOWN, Fault.DOCKER_CGROUP, Fault.DOCKER_IPTABLES);
  }

  @Override
  public Verdict examine(Patient patient) {
    Optional<Docker> docker = Docker.on(patient);
    if (docker.isEmpty()) {
      return new Verdict.NotHere("no Docker here");
    }
    Reading info = docker.get().infoReading();
    if (info.readable()) {
      return Verdict.of(systemdMissing(patient, docker.get()).stream().toList());
    }
    if (info.obstacle().contains("permission denied")) {
      return new Verdict.Untold(
          "the Docker daemon may not be asked: " + info.obstacle() + ". Run it with sudo");
    }
    return Verdict.of(down(patient, docker.get(), info));
  }

  private static boolean cgroup(String line) {
    return ended(line) && line.toLowerCase(Locale.ROOT).contains("cgroup");
  }

  private static boolean iptables(String line) {
    return ended(line) && line.toLowerCase(Locale.ROOT).contains("iptables");
  }

  /** The last words of a dockerd that could not start. */
  private static boolean ended(String line) {
    return line.startsWith("failed to start daemon") || line.contains("level=fatal");
  }

  private static List<Diagnosis> down(Patient patient, Docker docker, Reading info) {
    List<Diagnosis> found = new ArrayList<>();
    Reading log = docker.log();
    List<Evidence> cgroup = log.evidence(DockerDaemonCheck::cgroup, 1);
    List<Evidence> iptables = log.evidence(DockerDaemonCheck::iptables, 1);
    if (!cgroup.isEmpty()) {
      found.add(unusable(Fault.DOCKER_CGROUP, patient, cgroup, "the cgroups of this machine"));
    }
    if (!iptables.isEmpty()) {
      found.add(unusable(Fault.DOCKER_IPTABLES, patient, iptables, "the firewall of this machine"));
    }
    List<Evidence> evidence = new ArrayList<>(List.of(info.evidence(info.obstacle())));
    evidence.addAll(log.evidence(DockerDaemonCheck::ended, 1));
    found.add(
        new Diagnosis(
            Fault.DOCKER_DOWN,
            patient.place(),
            "no container can be started, stopped or joined to a network",
            evidence,
            "dockerd was started here and does not answer: it has ended, or is stuck",
            start(patient, docker)));
    return found;
  }

  private static Remedy start(Patient patient, Docker docker) {
    return docker.labs()
        ? Cures.labs(patient, "docker")
        : Remedy.cure(
            "Start it again; containers without a restart policy stay stopped",
            Cure.allowed(
                "restart:docker",
                List.of(Command.of("systemctl", "restart", "docker")),
                List.of()));
  }

  private static Diagnosis unusable(
      Fault fault, Patient patient, List<Evidence> evidence, String what) {
    return new Diagnosis(
        fault,
        patient.place(),
        "dockerd ends as soon as it is started",
        evidence,
        "It cannot work with " + what,
        Remedy.byHand("Do what the line says, then start it", "sudo systemctl start docker"));
  }

  /** The driver {@code systemd} asks systemd for every cgroup, and without it nothing starts. */
  private static Optional<Diagnosis> systemdMissing(Patient patient, Docker docker) {
    boolean asksSystemd = docker.info().path("CgroupDriver").asString("").equals("systemd");
    Reading init = patient.file("/proc/1/comm");
    if (!asksSystemd || init.text().map(String::strip).orElse("systemd").equals("systemd")) {
      return Optional.empty();
    }
    return Optional.of(
        new Diagnosis(
            Fault.DOCKER_CGROUP,
            patient.place(),
            "no container starts",
            List.of(
                docker.infoReading().evidence("CgroupDriver: systemd"),
                init.evidence(init.text().orElse(""))),
            "dockerd asks systemd for cgroups, and systemd does not run here",
            Remedy.byHand(
                "Start dockerd with another driver",
                "dockerd --exec-opt native.cgroupdriver=cgroupfs")));
  }
}
