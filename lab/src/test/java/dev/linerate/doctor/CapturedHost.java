package dev.linerate.doctor;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.host.Uplink;
import dev.linerate.plan.LinkSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A host of the captured lab: its commands answer with what was captured, and what a test says
 * instead.
 */
public final class CapturedHost implements Host {
  private static final String STATE = "/var/lib/linerate/doc/";
  private static final String OVS = "ovs-vsctl --timeout=3 --format=json list ";

  private static final Map<String, String> FIXTURES =
      Map.ofEntries(
          Map.entry("ip -json -details address", "ip-address.json"),
          Map.entry("ip -json -4 route", "ip-route.json"),
          Map.entry("ip -json -4 neigh", "ip-neigh.json"),
          Map.entry("bridge -json fdb show", "bridge-fdb.json"),
          Map.entry("iptables-save", "iptables-save.txt"),
          Map.entry("ss -Hlnt", "ss.txt"),
          Map.entry("ss -Hlnup", "ss.txt"),
          Map.entry("docker info --format {{json .}}", "docker-info.json"),
          Map.entry(OVS + "Bridge", "ovs-bridge.json"),
          Map.entry(OVS + "Interface", "ovs-interface.json"),
          Map.entry(OVS + "Open_vSwitch", "ovs-root.json"),
          Map.entry("ovs-ofctl --timeout=2 dump-flows br-ovs", "ovs-flows.txt"));

  private static final Map<String, String> BEGINNINGS =
      Map.of(
          "docker network inspect ", "docker-networks.json",
          "docker container inspect ", "docker-containers.json",
          "tail ", "docker.log",
          "ls ", "sandboxes.txt");

  private static final Map<String, String> INSIDE =
      Map.of(
          "ip -json -details address", "address.json",
          "ip -json -4 neigh", "neigh.json",
          "bridge -json fdb show", "fdb.json");

  private final String name;
  private final Map<String, String> said = new LinkedHashMap<>();
  private final Map<String, String> failed = new LinkedHashMap<>();
  private final Map<String, String> files = new HashMap<>();
  private final Set<String> missing = new HashSet<>();
  private final List<Command> ran = Collections.synchronizedList(new ArrayList<>());

  public CapturedHost(String name) {
    this.name = name;
    files.put(STATE + name + "/docker/linerate-daemon.json", "{}");
    files.put(STATE + name + "/ovs/conf.db", "");
    said.put("docker network ls -q", "5252e310fec6\npctwiq700rr9\n");
    said.put("docker ps -q", name.equals("h3") ? "" : "0123456789ab\n");
    said.put(
        "docker node ls --format {{.Hostname}} {{.ID}} {{.Status}}", fixture("docker-node-ls.txt"));
    said.put("ip -json netns list-id", "[{\"nsid\":0,\"name\":\"lr-doc-sw\"}]");
    said.put("lr-doc-sw@ip -json -details address", "[]");
    said.put(
        "ovs-appctl --timeout=2 --target=" + STATE + name + "/ovs/ovs-vswitchd.ctl version",
        "ovs-vswitchd (Open vSwitch) 3.1.0\n");
    capture("sysctl.txt")
        .lines()
        .forEach(line -> {
          String[] pair = line.split(" = ", 2);
          said.put("cat /proc/sys/" + pair[0].replace('.', '/'), pair[1] + "\n");
        });
  }

  /** A fixture of the lab, {@code h1/ip-address.json}. */
  public static String fixture(String path) {
    String resource = "/dev/linerate/doctor/lab/" + path;
    try (InputStream file = CapturedHost.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(file, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String capture(String file) {
    return fixture(name + "/" + file);
  }

  /** What a command says instead; {@code netns@} in front for one in another namespace. */
  public CapturedHost says(String command, String text) {
    said.put(command, text);
    return this;
  }

  /** The captured answer of a command, changed. */
  public CapturedHost changes(String command, UnaryOperator<String> change) {
    String before = answer(command).orElseThrow(() -> new AssertionError("no " + command));
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new AssertionError(command + " is as before");
    }
    return says(command, after);
  }

  /** The command fails. */
  public CapturedHost fails(String command, String complaint) {
    failed.put(command, complaint);
    return this;
  }

  public CapturedHost without(String program) {
    missing.add(program);
    return this;
  }

  public CapturedHost file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** The host's own daemons, as {@code lab exec} reaches them. */
  public Patient patient() {
    String state = STATE + name;
    return new Patient(
        this,
        name,
        Map.of(
            "DOCKER_HOST", "unix://" + state + "/docker/docker.sock", "OVS_RUNDIR", state + "/ovs"),
        List.of("linerate", "lab", "exec", name, "--"));
  }

  public List<Command> ran() {
    return List.copyOf(ran);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<NetNs> netns() {
    return Optional.of(NetNs.named("lr-doc-" + name));
  }

  @Override
  public Optional<Uplink> uplink() {
    return Optional.of(
        new Uplink(
            "eth0", "198.18.0." + name.substring(1), 24, LinkSpec.GIGABIT, Optional.empty()));
  }

  @Override
  public Path stateDirectory() {
    return Path.of(STATE + name);
  }

  @Override
  public Output run(Command command) {
    ran.add(command);
    String line = String.join(" ", command.arguments());
    String where = command.netns().map(ns -> lastOf(ns.path())).orElse("machine");
    String key = where.equals("lr-doc-" + name) ? line : where + "@" + line;
    String complaint = failed.get(key);
    if (complaint != null) {
      return new Output(command, 1, "", complaint, Duration.ZERO);
    }
    return answer(key)
        .map(text -> new Output(command, 0, text, "", Duration.ZERO))
        .orElseGet(() -> new Output(command, 1, "", "not captured: " + key, Duration.ZERO));
  }

  private static String lastOf(String path) {
    return String.valueOf(Path.of(path).getFileName());
  }

  private Optional<String> answer(String key) {
    String other = said.get(key);
    return other == null ? captured(key).map(this::capture) : Optional.of(other);
  }

  /** The fixture of a command. */
  private static Optional<String> captured(String key) {
    int at = key.indexOf('@');
    if (at > 0) {
      return Optional.ofNullable(INSIDE.get(key.substring(at + 1)))
          .map(file -> "ns-" + key.substring(0, at) + "-" + file);
    }
    return Optional.ofNullable(FIXTURES.get(key))
        .or(() ->
            BEGINNINGS.entrySet().stream()
                .filter(beginning -> key.startsWith(beginning.getKey()))
                .map(Map.Entry::getValue)
                .findFirst());
  }

  @Override
  public Task start(Command command) {
    throw new AssertionError("not to be started: " + command.text());
  }

  @Override
  public Optional<String> read(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public Optional<String> which(String program) {
    return missing.contains(program) ? Optional.empty() : Optional.of("/usr/bin/" + program);
  }
}
