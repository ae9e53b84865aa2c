package dev.linerate.imports;

import dev.linerate.fault.LinerateException;
import dev.linerate.plan.Limits;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Malformed;
import dev.linerate.plan.Node;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Problems;
import dev.linerate.plan.Quote;
import dev.linerate.plan.Rate;
import dev.linerate.plan.Section;
import dev.linerate.plan.Words;
import dev.linerate.plan.YamlTree;
import dev.linerate.tool.End;
import dev.linerate.unit.Mtu;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what is said of logs and their platform from YAML, or every problem at once. */
public final class OriginReader {
  private static final List<String> SETTINGS =
      List.of("network", "placement", "pinning", "rate", "duration", "end", "tool");
  private static final List<String> KEYS =
      join(List.of("name", "started", "link", "platform", "logs"), SETTINGS);
  private static final List<String> LOG_KEYS = join(List.of("file"), SETTINGS);
  private static final List<String> LINK_KEYS = List.of("rate", "mtu");
  private static final Map<String, String> HINTS =
      Map.of(
          "networks", "network: docker-overlay",
          "placements", "placement: cross-host",
          "facts", "platform: {cpu.model: …}",
          "files", "logs: [{file: client.json}]");
  private static final Map<String, End> ENDS = Map.of("client", End.CLIENT, "server", End.SERVER);
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+-]{0,63}");
  private static final Pattern FACT = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._/-]{0,127}");
  private static final int LONGEST_FACT = 1024;
  private static final int MOST_FACTS = 1000;

  private final Problems problems;

  private OriginReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * @param fileName what messages call the text
   * @throws LinerateException (user) whose message has one line for each problem: {@code file:line:
   *     path: what is wrong; what there is}
   */
  public static Origin read(String fileName, String text) {
    Problems problems = new Problems(fileName);
    Optional<Origin> origin = new OriginReader(problems).read(text);
    return origin.filter(_ -> !problems.any()).orElseThrow(problems::exception);
  }

  private static List<String> join(List<String> a, List<String> b) {
    List<String> all = new ArrayList<>(a);
    all.addAll(b);
    return List.copyOf(all);
  }

  private Optional<Origin> read(String text) {
    try {
      Node root = YamlTree.parse(text);
      return Section.open(root, "", problems, KEYS, HINTS).map(this::origin);
    } catch (Malformed e) {
      problems.add(e.line(), "", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Origin origin(Section section) {
    return new Origin(
        section.text("name", OriginReader::name),
        section.text("started", OriginReader::instant),
        section.node("link").flatMap(this::link),
        section.node("platform").map(this::facts).orElse(Map.of()),
        setting(section),
        section.node("logs").map(this::logs).orElse(List.of()));
  }

  private Setting setting(Section section) {
    return new Setting(
        section.text("network", OriginReader::name),
        section.word("placement", Words.PLACEMENTS),
        section.text("pinning", Pinning::parse),
        rate(section),
        section.quantity("duration", Limits.DURATION),
        section.word("end", ENDS),
        section.text("tool", OriginReader::name));
  }

  private static Optional<Rate> rate(Section section) {
    return section.says("rate", "unlimited")
        ? Optional.of(Rate.UNLIMITED)
        : section.quantity("rate", Limits.RATE).map(Rate::of);
  }

  private Optional<LinkSpec> link(Node node) {
    return Section.open(node, "link", problems, LINK_KEYS, Map.of())
        .flatMap(section -> {
          section.required("rate", "rate: 1gbit");
          Mtu mtu = section.count("mtu", Limits.MTU).map(Mtu::new).orElse(LinkSpec.GIGABIT.mtu());
          return section.quantity("rate", Limits.LINK_RATE).map(rate -> new LinkSpec(rate, mtu));
        });
  }

  private Map<String, String> facts(Node node) {
    Map<String, String> facts = new LinkedHashMap<>();
    Section.open(node, "platform", problems)
        .map(Section::entries)
        .orElse(Map.of())
        .forEach((key, entry) -> fact(entry).ifPresent(value -> facts.put(key, value)));
    if (facts.size() > MOST_FACTS) {
      problems.add(node.line(), "platform", "more than " + MOST_FACTS + " facts");
    }
    return facts;
  }

  private Optional<String> fact(Node.Entry entry) {
    String path = "platform." + entry.key();
    if (!FACT.matcher(entry.key()).matches()) {
      problems.add(entry.line(), path, "no key of a fact; write for example cpu.model");
      return Optional.empty();
    }
    if (!(entry.value() instanceof Node.Scalar scalar)
        || scalar.isEmpty()
        || scalar.text().length() > LONGEST_FACT) {
      problems.add(
          entry.line(), path, "is " + entry.value().kind() + "; it must be one value of a line");
      return Optional.empty();
    }
    return Optional.of(scalar.text());
  }

  private List<Origin.Log> logs(Node node) {
    if (!(node instanceof Node.Sequence sequence)) {
      problems.add(node.line(), "logs", "is " + node.kind() + "; it must be a list of logs");
      return List.of();
    }
    List<Origin.Log> logs = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      log(sequence.items().get(i), "logs[" + i + "]").ifPresent(logs::add);
    }
    return logs;
  }

  private Optional<Origin.Log> log(Node node, String path) {
    return Section.open(node, path, problems, LOG_KEYS, HINTS)
        .flatMap(section -> {
          section.required("file", "file: client.json");
          Setting setting = setting(section);
          return section
              .text("file", OriginReader::file)
              .map(file -> new Origin.Log(file, setting));
        });
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          Quote.of(text) + " is no name; use letters, digits, dots and dashes, at most 64");
    }
    return text;
  }

  /** Within the folder of the file that names it, so that a file from elsewhere opens no other. */
  private static String file(String text) {
    if (text.startsWith("/") || text.contains("..") || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          Quote.of(text) + " is not in the folder of this file; name it on the command line");
    }
    return text;
  }

  private static Instant instant(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          Quote.of(text) + " is no date; write 2020-03-31 or 2020-03-31T15:11:27Z", e);
    }
  }
}
