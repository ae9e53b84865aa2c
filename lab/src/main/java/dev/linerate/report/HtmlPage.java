package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MemoryReference;
import dev.linerate.analysis.WireLimit;
import dev.linerate.result.Run;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything the templates show, as text.
 *
 * @param meta when, how long, on what
 * @param memory how fast this machine copies memory, or empty
 * @param limits how the wire limits of this run come about
 */
record HtmlPage(
    String title,
    String id,
    String state,
    List<String> meta,
    List<BlockView> blocks,
    List<RequestRow> requests,
    List<String> footnotes,
    List<String> notes,
    List<BesideView> beside,
    List<NetworkView> networks,
    Map<String, String> facts,
    String memory,
    List<String> limits,
    String data) {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  static HtmlPage of(ReportModel model) {
    Footnotes footnotes = new Footnotes(model);
    List<BlockView> blocks =
        model.blocks().stream().map(block -> BlockView.of(block, model, footnotes)).toList();
    List<RequestRow> requests = RequestRow.of(model, footnotes);
    List<NetworkView> networks =
        model.run().networks().stream().map(network -> NetworkView.of(network, model)).toList();
    return new HtmlPage(
        model.run().plan(),
        model.run().id(),
        model.run().state().word(),
        meta(model),
        blocks,
        requests,
        footnotes.notes().stream().map(Text::unbroken).toList(),
        Footnotes.remarks(model).stream().map(Text::unbroken).toList(),
        Beside.pairs(model).stream().map(pair -> BesideView.of(pair, model)).toList(),
        networks,
        facts(model.run()),
        MemoryReference.of(model.run().platform()).map(HtmlPage::memory).orElse(""),
        limits(model),
        ChartData.of(
            networks.stream().flatMap(n -> n.cases().stream()).map(CaseView::chart).toList()));
  }

  private static Map<String, String> facts(Run run) {
    Map<String, String> facts = new LinkedHashMap<>();
    run.platform().facts().forEach((key, value) -> facts.put(key, Text.fact(key, value)));
    return facts;
  }

  private static List<String> meta(ReportModel model) {
    Run run = model.run();
    String took =
        run.ended()
            .map(ended -> "took " + Durations.human(Duration.between(run.started(), ended)))
            .orElse("");
    return List.of(
            TIME.format(run.started()),
            took,
            run.hosts() + (run.hosts() == 1 ? " host" : " hosts"),
            Text.link(run.link()),
            run.repeat() + (run.repeat() == 1 ? " trial" : " trials") + " a case",
            model.tools().isEmpty() ? "" : "traffic by " + String.join(" and ", model.tools()),
            "linerate " + run.version())
        .stream()
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static String memory(MemoryReference copy) {
    return "One core of this machine copied memory at "
        + gigabytes(copy.memory())
        + " ("
        + copy.memory()
        + "), and at "
        + gigabytes(copy.l2())
        + " within its L2 cache";
  }

  private static String gigabytes(BitRate rate) {
    return Text.decimals(1, rate.bitsPerSecond() / 8e9) + " GB/s";
  }

  private static List<String> limits(ReportModel model) {
    return model.summaries().stream()
        .filter(summary -> summary.wireLimit().isPresent())
        .map(summary -> limit(summary, summary.wireLimit().orElseThrow()))
        .distinct()
        .toList();
  }

  private static String limit(CaseSummary summary, WireLimit limit) {
    int encapsulation = summary.record().path().map(path -> path.encapsulation()).orElse(0);
    return summary.record().spec().flow().protocol().name()
        + (encapsulation > 0 ? " through an overlay of " + encapsulation + " bytes" : "")
        + ": "
        + limit.payload()
        + " of every "
        + limit.wireBytes()
        + " bytes on the wire are payload, "
        + Text.decimals(2, limit.efficiency() * 100)
        + " %, which is "
        + Text.decimals(1, limit.goodput().bitsPerSecond() / 1e6)
        + " Mbit/s";
  }
}
