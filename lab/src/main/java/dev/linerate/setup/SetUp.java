package dev.linerate.setup;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds what is not installed on a host and installs it on Debian and Ubuntu. */
public final class SetUp {
  private static final Duration UPDATE_LIMIT = Duration.ofMinutes(5);
  private static final Duration INSTALL_LIMIT = Duration.ofMinutes(20);

  private final Host host;
  private final Consumer<String> progress;

  /**
   * @param progress told in a line what is being done; not called when nothing is
   */
  public SetUp(Host host, Consumer<String> progress) {
    this.host = host;
    this.progress = progress;
  }

  /** What of the shipped list the host does not have. Looks only at the search path. */
  public static List<Need> missing(Host host, Set<Group> groups) {
    return missing(host, Packages.shipped().of(groups));
  }

  private static List<Need> missing(Host host, List<Need> needs) {
    return needs.stream().filter(n -> host.which(n.program()).isEmpty()).toList();
  }

  /** The command by which a person installs them on this host; empty when nothing is missing. */
  public static Optional<String> advice(Host host, List<Need> missing) {
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    return PackageManager.of(Distribution.of(host)).map(m -> m.advice(packages(missing)));
  }

  /**
   * Installs what is missing; does nothing at all when nothing is.
   *
   * @return the packages installed, in the order of the list
   * @throws LinerateException where this cannot be done: another distribution, no root, no network
   */
  public List<String> install(List<Need> missing) {
    List<String> packages = packages(missing);
    if (packages.isEmpty()) {
      return packages;
    }
    requireApt(missing);
    requireRoot(missing);
    try (ServicePolicy _ = ServicePolicy.denyStarts(host)) {
      runApt(packages);
    }
    Services.keepFromBoot(host, packages);
    requireThere(missing);
    return packages;
  }

  private void runApt(List<String> packages) {
    progress.accept("apt-get update");
    Output update = host.run(apt(UPDATE_LIMIT, List.of("update")));
    // an old list of packages may do: whether this matters shows when installing
    progress.accept("apt-get install " + String.join(" ", packages));
    List<String> arguments = new ArrayList<>(List.of("install", "-y", "--no-install-recommends"));
    arguments.addAll(packages);
    Output install = host.run(apt(INSTALL_LIMIT, arguments));
    if (!install.ok()) {
      throw LinerateException.environment(
          "cannot install " + text(packages) + ": " + complaint(update.ok() ? install : update),
          "Mend that and run it again, or install by hand: " + PackageManager.APT.advice(packages));
    }
  }

  private static Command apt(Duration limit, List<String> arguments) {
    // another apt may be running, on a fresh machine the daily one: wait for its lock
    List<String> all = new ArrayList<>(List.of("apt-get", "-o", "DPkg::Lock::Timeout=120"));
    all.addAll(arguments);
    return Command.of(all).with("DEBIAN_FRONTEND", "noninteractive").within(limit);
  }

  /** The last of apt's lines that names an error; its very last line may be a piece of advice. */
  private static String complaint(Output output) {
    return output
        .err()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("E:"))
        .reduce((before, line) -> line)
        .map(line -> line.substring(2).strip())
        .orElse(output.complaint());
  }

  private void requireApt(List<Need> missing) {
    Distribution distribution = Distribution.of(host);
    Optional<PackageManager> manager = PackageManager.of(distribution);
    if (manager.equals(Optional.of(PackageManager.APT))) {
      return;
    }
    throw LinerateException.environment(
        programs(missing)
            + " not installed, and linerate installs only on Debian and Ubuntu; this is "
            + distribution.name(),
        manager
            .map(m -> "Install by hand: " + m.advice(packages(missing)))
            .orElse("Install by hand what Debian calls " + text(packages(missing))));
  }

  private void requireRoot(List<Need> missing) {
    if (!host.require("id", "-u").strip().equals("0")) {
      throw LinerateException.environment(
          programs(missing) + " not installed, and installing needs root",
          "Run it with sudo, or install by hand: " + PackageManager.APT.advice(packages(missing)));
    }
  }

  private void requireThere(List<Need> before) {
    List<Need> still = missing(host, before);
    if (!still.isEmpty()) {
      throw LinerateException.environment(
          "apt-get installed " + text(packages(still)) + ", but " + programs(still) + " not there",
          "See which package has it here: apt-cache search " + still.getFirst().program());
    }
  }

  private static List<String> packages(Collection<Need> needs) {
    return needs.stream().map(Need::debianPackage).distinct().toList();
  }

  private static String programs(List<Need> needs) {
    return needs.stream().map(Need::program).collect(Collectors.joining(", "))
        + (needs.size() == 1 ? " is" : " are");
  }

  private static String text(List<String> words) {
    return String.join(", ", words);
  }
}
