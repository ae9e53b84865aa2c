package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {
  private static final Run RUN = SampleRun.quickstart();
  private final String page = HtmlReport.of(ReportModel.of(RUN));

  @Test
  void opensWithTheTable() throws IOException {
    Files.writeString(Path.of("target/sample-report.html"), page);

    assertThat(page).contains("docker-network-study", "Same host", "Cross host, 1 Gbit/s");
    assertThat(page.indexOf("<table class=\"results")).isLessThan(page.indexOf("id=\"beside\""));
    for (NetworkRecord network : RUN.networks()) {
      assertThat(page).contains("href=\"#network-" + network.driver() + "\"");
      assertThat(page).contains("id=\"network-" + network.driver() + "\"");
    }
  }

  @Test
  void saysWhyANetworkIsMissing() {
    assertThat(page).contains("which takes one address only", "Name a wired one: --parent enp3s0");
    assertThat(page).contains("no space left on device");
  }

  @Test
  void loadsNothing() {
    assertThat(page).doesNotContainPattern("(?i)(src|href)\\s*=\\s*[\"']?(https?:|//|data:)");
    assertThat(page).doesNotContainPattern("(?i)@import|url\\(|<link|<img|<iframe|fetch\\(");
  }

  @Test
  void everyLinkWithinThePageLeadsSomewhere() {
    Matcher links = Pattern.compile("href=\"#([^\"]+)\"").matcher(page);
    int count = 0;
    while (links.find()) {
      assertThat(page).contains("id=\"" + links.group(1) + "\"");
      count++;
    }
    assertThat(count).isGreaterThan(25);
  }

  @Test
  void everyIdIsUnique() {
    List<String> ids =
        Pattern.compile(" id=\"([^\"]+)\"").matcher(page).results().map(m -> m.group(1)).toList();
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(30);
  }

  @Test
  void chartsAndTheirDataAgree() {
    JsonNode data = data(page);
    List<String> charts =
        Pattern.compile("data-chart=\"([^\"]+)\"")
            .matcher(page)
            .results()
            .map(m -> m.group(1))
            .toList();

    assertThat(charts).hasSize(12);
    for (String chart : charts) {
      assertThat(data.get(chart).get("times").size()).as(chart).isEqualTo(3);
      assertThat(data.get(chart).get("panels").size()).as(chart).isEqualTo(3);
    }
  }

  @Test
  void foreignTextStaysText() {
    String evil = "</script><script>alert('1')</script>&\"\u2028";
    Run run = with(evil);
    String hostile = HtmlReport.of(ReportModel.of(run));

    assertThat(hostile).doesNotContain("<script>alert").contains("&lt;script&gt;alert");
    assertThat(hostile.split("<script", -1)).hasSameSizeAs(page.split("<script", -1));
    assertThat(ChartData.inScript("{\"a\":\"" + evil.substring(0, 9) + "<!--\"}"))
        .doesNotContain("<", ">");
  }

  @Test
  void staysSmallWithHundredsOfIntervals() {
    String large = HtmlReport.of(ReportModel.of(SampleRun.quickstart(600)));
    assertThat(large.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
  }

  @Test
  void aMachineOfManyCoresStaysReadableAndSmall() throws IOException {
    Run run = SampleRun.watched(RUN, SampleTelemetry.wandering(128, 600));
    String large = HtmlReport.of(ReportModel.of(run));
    Files.writeString(Path.of("target/sample-cores.html"), large);

    assertThat(large).contains("126 idle cores are left out");
    assertThat(large.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
  }

  @Test
  void coresAndThreadsStandUnderTheBitrate() {
    int bitrate = page.indexOf("Bitrate, Gbit/s");
    int cores = page.indexOf("Cores, busy, in trial 2");
    int threads = page.indexOf("Client sends on core");
    int retransmits = page.indexOf("Retransmits, segments");

    assertThat(List.of(bitrate, cores, threads, retransmits)).isSorted().doesNotContain(-1);
    assertThat(page.split("data-cores ", -1)).hasSize(1 + 12);
  }

  @Test
  void tooltipsSayWhatACoreWasBusyWith() {
    JsonNode watched = data(page).get("case-1").get("watched");

    assertThat(watched.get("trial").asString()).isEqualTo("trial 2");
    assertThat(watched.get("starts").size()).isEqualTo(100);
    assertThat(watched.get("cores").get(1).get("busy").get(1).asInt()).isEqualTo(60);
    assertThat(watched.get("cores").get(1).get("system").get(1).asInt()).isEqualTo(30);
    assertThat(watched.get("cores").get(1).get("softirq").get(1).asInt()).isEqualTo(12);
    assertThat(watched.get("cores").get(1).has("steal")).isFalse();
    assertThat(watched.get("threads").get(0).get("ran").get(0).asInt()).isEqualTo(98);
    assertThat(watched.get("threads").get(0).get("name").asString()).isEqualTo("client sends");
  }

  @Test
  void aRunThatWasNotWatchedHasNoCores() {
    Run blind = SampleRun.watched(RUN, Optional.empty());
    String plain = HtmlReport.of(ReportModel.of(blind));

    assertThat(plain).doesNotContain("data-cores ", "Cores, busy");
    assertThat(plain).contains("data-chart=\"case-1\"");
  }

  @Test
  void saysWhyInTheTableAndInEachCase() {
    String table = page.substring(page.indexOf("id=\"results\""), page.indexOf("id=\"beside\""));
    String cases = page.substring(page.indexOf("id=\"networks\""));

    assertThat(table).contains("the sender's core is saturated", "at the wire limit");
    assertThat(cases).contains("LR-CPU-07", "threads move between cores", "--pin auto");
  }

  @Test
  void aRunWithNothingIsStillAPage() {
    Run empty =
        new Run(
            "1",
            "nothing",
            RUN.started(),
            Optional.empty(),
            Run.State.INTERRUPTED,
            "0.1.0",
            1,
            RUN.link(),
            1,
            new Platform(Map.of()),
            List.of(),
            List.of());
    assertThat(HtmlReport.of(ReportModel.of(empty)))
        .contains("No case was measured", "interrupted: not all cases were measured")
        .doesNotContain("id=\"beside\"", "id=\"platform\"");
  }

  private static JsonNode data(String page) {
    Matcher island =
        Pattern.compile("<script type=\"application/json\" id=\"charts\">(.*?)</script>")
            .matcher(page);
    assertThat(island.find()).isTrue();
    return new JsonMapper().readTree(island.group(1));
  }

  private static Run with(String text) {
    return new Run(
        text,
        text,
        RUN.started(),
        RUN.ended(),
        RUN.state(),
        text,
        RUN.hosts(),
        RUN.link(),
        RUN.repeat(),
        new Platform(Map.of(text, text)),
        List.of(NetworkRecord.unbuilt(text, Status.FAILED, text)),
        RUN.cases());
  }
}
