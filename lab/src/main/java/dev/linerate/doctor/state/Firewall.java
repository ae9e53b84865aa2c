package dev.linerate.doctor.state;

import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.fault.LinerateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The packet filters of a place: what iptables keeps in either backend, and what nft keeps beside
 * it. A packet must pass all of them.
 */
public final class Firewall {
  private static final List<String> LEGACY = List.of("iptables-legacy-save");

  private final List<Source> sources;

  private Firewall(List<Source> sources) {
    this.sources = List.copyOf(sources);
  }

  /** Tables and the reading they are from. */
  private record Source(Reading reading, List<Ruleset> tables) {}

  /** A packet's fate with the line that decides it. */
  public record Fate(Decision decision, Evidence evidence) {}

  /**
   * Reads all filters that there are programs for.
   *
   * @throws LinerateException when none can be read: no root, no program
   */
  public static Firewall read(Patient patient) {
    Reading saved = patient.ask("iptables-save");
    List<Source> sources = new ArrayList<>();
    saved.text().ifPresent(text -> sources.add(new Source(saved, IptablesSave.parse(text))));
    if (otherBackend(saved)) {
      Reading legacy = patient.ask(LEGACY);
      legacy.text().ifPresent(text -> sources.add(new Source(legacy, IptablesSave.parse(text))));
    }
    if (patient.has("nft")) {
      Reading nft = patient.ask("nft", "--json", "list", "ruleset");
      if (nft.readable()) {
        sources.add(new Source(nft, Nft.parse(Tables.tree(nft), saved.readable())));
      }
    }
    if (sources.isEmpty()) {
      throw LinerateException.environment(
          "no packet filter can be read: " + saved.source() + ": " + saved.obstacle(),
          "Run it with sudo; install iptables or nftables");
    }
    return new Firewall(sources);
  }

  /** iptables-nft says when the older backend has rules too. */
  private static boolean otherBackend(Reading saved) {
    return saved.text().filter(text -> text.contains("iptables-legacy")).isPresent();
  }

  /**
   * What becomes of a packet.
   *
   * @param hook {@code FORWARD}, {@code INPUT}, {@code OUTPUT}
   * @return the first filter that drops it; else one that is unsure; else accepted, without a line
   */
  public Fate fate(String hook, Packet packet) {
    Fate worst = new Fate(Decision.ACCEPTED, new Evidence("", ""));
    for (Source source : sources) {
      for (Ruleset table : source.tables()) {
        Decision decision = table.decide(hook, packet);
        if (decision.outcome().compareTo(worst.decision().outcome()) > 0) {
          worst = new Fate(decision, source.reading().evidence(decision.line()));
        }
      }
    }
    return worst;
  }

  /** The first of iptables' tables of a name that has a chain of a name. */
  public Optional<Evidence> chain(String table, String chain) {
    return sources.stream()
        .filter(source ->
            source.tables().stream()
                .anyMatch(t -> t.name().equals(table) && t.chains().containsKey(chain)))
        .findFirst()
        .map(source -> source.reading().evidence("*" + table + " :" + chain));
  }

  /** The rules of a chain of iptables, as printed, of all backends. */
  public List<String> rules(String table, String chain) {
    return tables(table)
        .flatMap(t -> t.chains().getOrDefault(chain, List.of()).stream())
        .map(Rule::text)
        .toList();
  }

  /** Policy of a chain that the kernel calls; empty when there is no such chain. */
  public Optional<String> policy(String table, String chain) {
    return tables(table).flatMap(t -> Stream.ofNullable(t.policies().get(chain))).findFirst();
  }

  private Stream<Ruleset> tables(String table) {
    return sources.stream()
        .flatMap(source -> source.tables().stream())
        .filter(t -> t.name().equals(table));
  }

  /** The commands it was read with. */
  public List<String> commands() {
    return sources.stream().map(source -> source.reading().source()).toList();
  }

  /** Whether rules of both backends of iptables are in effect. */
  public boolean twoBackends() {
    return sources.stream()
            .filter(source -> source.reading().source().contains("iptables"))
            .filter(source -> source.tables().stream().anyMatch(Firewall::filters))
            .count()
        > 1;
  }

  private static boolean filters(Ruleset table) {
    return table.chains().values().stream().anyMatch(rules -> !rules.isEmpty())
        || table.policies().containsValue("DROP");
  }
}
