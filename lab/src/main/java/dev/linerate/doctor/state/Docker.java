package dev.linerate.doctor.state;

import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.fault.LinerateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The Docker daemon of a place, as its command-line program tells it. */
public final class Docker {
  private static final String MACHINES_SOCKET = "/var/run/docker.sock";
  private static final String UNIX = "unix://";
  private static final Pattern MAJOR = Pattern.compile("^(\\d{1,4})\\.");

  private final Patient patient;

  private Docker(Patient patient) {
    this.patient = patient;
  }

  /** The daemon; empty where none was ever started, or the program to ask it is missing. */
  public static Optional<Docker> on(Patient patient) {
    Docker docker = new Docker(patient);
    return patient.has("docker") && docker.wasStarted() ? Optional.of(docker) : Optional.empty();
  }

  /** What stays behind of a daemon however it ended: its socket, or its process id. */
  private boolean wasStarted() {
    return labs()
        ? file("linerate-daemon.json").isPresent()
        : patient.ask("ls", socket()).readable()
            || patient.host().read("/var/run/docker.pid").isPresent();
  }

  private String socket() {
    String url = patient.environment().getOrDefault("DOCKER_HOST", UNIX + MACHINES_SOCKET);
    return url.startsWith(UNIX) ? url.substring(UNIX.length()) : MACHINES_SOCKET;
  }

  /** Whether it is a lab host's own. */
  public boolean labs() {
    return patient.environment().containsKey("DOCKER_HOST")
        && Path.of(socket()).startsWith(patient.host().stateDirectory());
  }

  /** A file beside the socket of a lab host's daemon. */
  private Optional<String> file(String name) {
    return patient.host().read(folder().resolve(name).toString());
  }

  private Path folder() {
    Path parent = Path.of(socket()).getParent();
    return parent == null ? Path.of("/") : parent;
  }

  /**
   * What {@code docker info} says; not readable when the daemon does not answer. Up to Docker 20.10
   * the program succeeds all the same, and has the error in what it prints.
   */
  public Reading infoReading() {
    Reading info = patient.ask("docker", "info", "--format", "{{json .}}");
    List<String> errors =
        info.readable() ? Tables.words(Tables.tree(info).path("ServerErrors")) : List.of();
    return errors.isEmpty() ? info : Reading.failed(info.source(), errors.getFirst());
  }

  /**
   * The daemon's facts.
   *
   * @throws LinerateException when it does not answer
   */
  public JsonNode info() {
    return Tables.tree(infoReading());
  }

  /** Whether it answers. */
  public boolean answers() {
    return infoReading().readable();
  }

  /** Major version; 0 when it does not tell. */
  public int major() {
    Matcher m = MAJOR.matcher(info().path("ServerVersion").asString(""));
    return m.find() ? Integer.parseInt(m.group(1)) : 0;
  }

  /** What is asked for {@link #networks}. */
  public Reading networksReading() {
    return inspected("network", "inspect", "network", "ls", "-q");
  }

  /**
   * All networks.
   *
   * @throws LinerateException when it does not answer
   */
  public List<DockerNetwork> networks() {
    return Tables.rows(networksReading()).stream().map(DockerNetwork::of).toList();
  }

  /** What is asked for {@link #containers}. */
  public Reading containersReading() {
    return inspected("container", "inspect", "ps", "-q");
  }

  /**
   * The running containers.
   *
   * @throws LinerateException when it does not answer
   */
  public List<DockerContainer> containers() {
    return Tables.rows(containersReading()).stream().map(DockerContainer::of).toList();
  }

  private Reading inspected(String kind, String verb, String... list) {
    List<String> listing = new ArrayList<>(List.of("docker"));
    listing.addAll(List.of(list));
    Reading ids = patient.ask(listing);
    List<String> inspection = new ArrayList<>(List.of("docker", kind, verb));
    ids.lines().filter(id -> !id.isBlank()).forEach(inspection::add);
    return ids.readable() && inspection.size() > 3 ? patient.ask(inspection) : ids;
  }

  /** Whether it is in a swarm: {@code inactive}, {@code active}, {@code pending}, {@code error}. */
  public String swarm() {
    return info().path("Swarm").path("LocalNodeState").asString("");
  }

  /** Where the namespaces of containers and overlays are kept. */
  public String sandboxes() {
    return labs() ? folder().resolve("exec/netns").toString() : "/var/run/docker/netns";
  }

  /** The files in {@link #sandboxes}. */
  public List<String> sandboxFiles() {
    return patient.ask("ls", sandboxes()).lines().filter(name -> !name.isBlank()).toList();
  }

  /** The last lines of its log, oldest first; not readable where it keeps none that we know. */
  public Reading log() {
    return labs()
        ? patient.ask("tail", "-n", "400", folder().resolve("log").toString())
        : patient.ask(
            "journalctl",
            "-u",
            "docker",
            "--no-pager",
            "-q",
            "-o",
            "cat",
            "-n",
            "400",
            "--since",
            "-15min");
  }

  /** How it was started; empty when its process is not there. */
  public Optional<String> commandLine() {
    String pid = labs() ? folder().resolve("pid").toString() : "/var/run/docker.pid";
    return patient
        .host()
        .read(pid)
        .map(String::strip)
        .filter(number -> number.matches("\\d{1,10}"))
        .flatMap(number -> patient.host().read("/proc/" + number + "/cmdline"))
        .map(line -> line.replace('\0', ' ').strip())
        .filter(line -> !line.isEmpty());
  }

  /** Its configuration file; the empty string where it has none. */
  public Reading configuration() {
    String path =
        labs() ? folder().resolve("linerate-daemon.json").toString() : "/etc/docker/daemon.json";
    return patient.file(path);
  }
}
