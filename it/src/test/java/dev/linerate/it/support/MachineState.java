package dev.linerate.it.support;

import dev.linerate.host.Command;
import dev.linerate.host.LocalHost;
import dev.linerate.host.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything on this machine that linerate could leave behind or take away, a line for each thing.
 *
 * @param lines {@code network namespace lr-k3f9a-h1}
 */
public record MachineState(SortedSet<String> lines) {
  /**
   * Nobody else uses a machine of CI, but for tests that run {@link SideBySide}. Elsewhere what
   * comes and goes without a mark of the test's own is somebody else's.
   */
  private static final boolean ALONE =
      Set.of("true", "1").contains(System.getenv().getOrDefault("CI", ""))
          && !Boolean.getBoolean("linerate.side.by.side");

  private static final Set<String> PROGRAMS =
      Set.of(
          "dockerd",
          "docker-init",
          "docker-proxy",
          "containerd",
          "containerd-shim",
          "runc",
          "ovs-vswitchd",
          "ovsdb-server",
          "iperf3");

  /** Where the machine's own daemons and linerate keep things when nobody tells them otherwise. */
  private static final List<String> FOLDERS =
      List.of(
          "/etc/docker",
          "/etc/openvswitch",
          "/run/containerd/s",
          "/run/docker",
          "/run/openvswitch",
          "/var/lib/containerd",
          "/var/lib/docker",
          "/var/lib/linerate",
          "/var/lib/openvswitch",
          "/var/log/openvswitch");

  private static final Pattern OWNER = Pattern.compile("LINERATE_OWNER=(\\w+)");
  private static final Pattern COUNTERS = Pattern.compile("\\[\\d+:\\d+]");
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  public static MachineState now() {
    SortedSet<String> lines = new TreeSet<>();
    LocalHost machine = new LocalHost(Path.of("/tmp"), Map.of());
    children(Path.of("/run/netns")).forEach(p -> lines.add("network namespace " + name(p)));
    children(Path.of("/sys/class/net")).forEach(p -> lines.add("interface " + name(p)));
    mounts(machine, lines);
    processes(lines);
    cgroups(lines);
    for (String folder : FOLDERS) {
      children(Path.of(folder)).forEach(p -> lines.add("file " + p));
    }
    firewall(machine, lines);
    return new MachineState(lines);
  }

  private static void mounts(LocalHost machine, SortedSet<String> lines) {
    machine
        .read("/proc/self/mountinfo")
        .orElseThrow()
        .lines()
        .forEach(line -> lines.add("mount " + line.split(" ", 6)[4]));
  }

  private static void processes(SortedSet<String> lines) {
    for (Path process : children(Path.of("/proc"), "[0-9]*")) {
      String comm = text(process.resolve("comm")).strip();
      var mark = OWNER.matcher(text(process.resolve("environ")));
      boolean marked = mark.find();
      String cgroup = text(process.resolve("cgroup"));
      boolean contained = cgroup.contains("/linerate-");
      if ((marked || contained || PROGRAMS.contains(comm)) && !zombie(process)) {
        lines.add(
            "process %s (%s)%s%s"
                .formatted(
                    name(process),
                    comm,
                    marked ? " of " + mark.group(1) : "",
                    contained ? " in " + cgroup.replaceAll("(?s).*/(linerate-\\w+).*", "$1") : ""));
      }
    }
  }

  /** One that has ended, and whose parent has not yet asked how. */
  private static boolean zombie(Path process) {
    String stat = text(process.resolve("stat"));
    int state = stat.lastIndexOf(')') + 2;
    return state < 2 || state >= stat.length() || stat.charAt(state) == 'Z';
  }

  /** cgroup v1 has a tree for each controller. */
  private static void cgroups(SortedSet<String> lines) {
    for (Path tree : children(CGROUPS)) {
      if (name(tree).startsWith("linerate-")) {
        lines.add("cgroup " + tree);
      }
      children(tree, "linerate-*").forEach(p -> lines.add("cgroup " + p));
    }
  }

  private static void firewall(LocalHost machine, SortedSet<String> lines) {
    for (List<String> list :
        List.of(
            List.of("iptables-save"),
            List.of("ip6tables-save"),
            List.of("nft", "list", "ruleset"))) {
      if (machine.which(list.getFirst()).isPresent()) {
        Output output = machine.run(Command.of(list));
        output
            .out()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> COUNTERS.matcher(line).replaceAll(""))
            .forEach(line -> lines.add(list.getFirst() + " " + line));
      }
    }
    lines.add(
        "forwarding " + machine.read("/proc/sys/net/ipv4/ip_forward").orElse("unknown").strip());
  }

  /**
   * Fails unless the machine is again as it was.
   *
   * @param sandbox whose work is checked
   */
  public void assertRestored(Sandbox sandbox) {
    MachineState after = now();
    SortedSet<String> appeared = new TreeSet<>(after.lines());
    appeared.removeAll(lines);
    SortedSet<String> gone = new TreeSet<>(lines);
    gone.removeAll(after.lines());
    if (!ALONE) {
      appeared.removeIf(line -> !sandbox.mine(line) && foreign(line));
      gone.removeIf(MachineState::foreign);
    }
    children(sandbox.state()).forEach(p -> appeared.add("state " + p));
    children(sandbox.temporary()).forEach(p -> appeared.add("temporary file " + p));
    if (!appeared.isEmpty() || !gone.isEmpty()) {
      throw new AssertionError(
          "the machine is not as it was%n%s%s"
              .formatted(difference("left", appeared), difference("gone", gone)));
    }
  }

  /** Rules, interfaces and files of the machine's own daemons are never anybody else's doing. */
  private static boolean foreign(String line) {
    return Stream.of(
            "network namespace",
            "mount",
            "process",
            "cgroup",
            "file /run/containerd/s",
            "file /var/lib/linerate")
        .anyMatch(line::startsWith);
  }

  private static String difference(String word, SortedSet<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append("  ").append(word).append(": ").append(line).append('\n'));
    return text.toString();
  }

  private static List<Path> children(Path folder) {
    return children(folder, "*");
  }

  private static List<Path> children(Path folder, String glob) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, glob)) {
      all.forEach(found::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
