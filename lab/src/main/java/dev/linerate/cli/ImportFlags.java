package dev.linerate.cli;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import dev.linerate.imports.Origin;
import dev.linerate.imports.OriginReader;
import dev.linerate.imports.Setting;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.PlanReader;
import dev.linerate.plan.Rate;
import dev.linerate.tool.End;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Mtu;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What logs do not say of themselves, in a file or in flags; a flag goes before the file. */
final class ImportFlags {
  /** Bytes; UTF-8 takes up to four for a character. */
  private static final int LONGEST = PlanReader.LONGEST_TEXT * 4;

  @Option(
      names = "--platform",
      paramLabel = "FILE",
      description = {
        "YAML with the platform's facts, the link, and what each log is of;",
        "it may name the logs too"
      })
  private @Nullable Path platform;

  @Option(names = "--network", paramLabel = "NAME", description = "which network: docker-overlay")
  private @Nullable String network;

  @Option(names = "--placement", paramLabel = "WHERE", description = "same-host or cross-host")
  private @Nullable String placement;

  @Option(
      names = "--pin",
      paramLabel = "CORES",
      description = "which cores: none, auto, SENDER,RECEIVER")
  private @Nullable String pinning;

  @Option(
      names = "--link",
      paramLabel = "RATE",
      description = "the wire between the hosts: 10gbit; without it there is no wire limit")
  private @Nullable String link;

  @Option(names = "--mtu", paramLabel = "BYTES", description = "MTU of that link (1500)")
  private @Nullable Integer mtu;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = "what each stream was told to send, where the log does not say: 920M")
  private @Nullable String rate;

  @Option(
      names = "--end",
      paramLabel = "END",
      description = "whose logs they are, where they do not say: client or server")
  private @Nullable String end;

  @Option(names = "--name", paramLabel = "NAME", description = "of the run in lists (import)")
  private @Nullable String name;

  @Option(
      names = "--fact",
      paramLabel = "KEY=VALUE",
      description = "a fact of the platform: cpu.model=…; may be repeated")
  private Map<String, String> facts = new LinkedHashMap<>();

  /**
   * Everything that was said.
   *
   * @throws LinerateException (user) with what is wrong
   */
  Origin origin() {
    Origin flags =
        new Origin(
            Optional.ofNullable(name), Optional.empty(), link(), facts, setting(), List.of());
    return flags.or(platform == null ? Origin.NONE : file(platform));
  }

  /** The logs: those named on the command line, else those that the file names, in its folder. */
  List<String> logs(List<String> named) {
    if (!named.isEmpty() || platform == null) {
      return named;
    }
    Path folder = platform.toAbsolutePath().getParent();
    return origin().logs().stream()
        .map(log -> folder == null ? log.file() : folder.resolve(log.file()).toString())
        .toList();
  }

  private Setting setting() {
    return new Setting(
        Optional.ofNullable(network),
        read("--placement", placement, ImportFlags::placement),
        read("--pin", pinning, Pinning::parse),
        read("--rate", rate, Rate::parse),
        Optional.empty(),
        read("--end", end, ImportFlags::end),
        Optional.empty());
  }

  private Optional<LinkSpec> link() {
    if (link == null && mtu != null) {
      throw LinerateException.user("--mtu is of the link; there is no --link", "Add --link 1gbit");
    }
    Mtu size = mtu == null ? LinkSpec.GIGABIT.mtu() : mtu(mtu);
    return read("--link", link, text -> new LinkSpec(known(BitRate.parse(text)), size));
  }

  private static BitRate known(BitRate rate) {
    if (rate.isUnlimited()) {
      throw new IllegalArgumentException("a link has a rate; leave it out where nobody knows");
    }
    return rate;
  }

  private static Mtu mtu(int bytes) {
    try {
      return new Mtu(bytes);
    } catch (IllegalArgumentException e) {
      throw LinerateException.user("--mtu: " + e.getMessage(), "");
    }
  }

  private static Placement placement(String text) {
    return Choice.of("placement", text, Placement.values(), Placement::word);
  }

  private static End end(String text) {
    return Choice.of("end", text, End.values(), e -> e.name().toLowerCase(Locale.ROOT));
  }

  private static <T> Optional<T> read(
      String flag, @Nullable String text, Function<String, T> reader) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException e) {
      throw LinerateException.user(flag + ": " + e.getMessage(), "");
    }
  }

  private static Origin file(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      return OriginReader.read(file.toString(), text);
    } catch (IOException e) {
      throw LinerateException.user(
          "cannot read " + file + ": " + FileFault.reason(e), "Name a file that you may read");
    }
  }
}
