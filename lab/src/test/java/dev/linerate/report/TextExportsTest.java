package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.plan.CaseSpec;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Run;
import dev.linerate.result.Trial;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextExportsTest {
  private static final Run RUN = SampleRun.quickstart();

  @Test
  void csvHasARowForEachInterval() {
    List<String> lines = List.of(CsvExport.of(RUN).split("\r\n", -1));
    long intervals =
        RUN.cases().stream()
            .flatMap(c -> c.trials().stream())
            .mapToLong(t -> t.intervals().size())
            .sum();

    assertThat(lines.getLast()).isEmpty();
    assertThat(lines).hasSize((int) intervals + 2);
    assertThat(lines.getFirst())
        .startsWith("run,case,network,placement,protocol")
        .contains("transfer_bytes,bitrate_bit_per_s,retransmits,cwnd_bytes,rtt_us")
        .contains("jitter_ms,lost_packets,total_packets,lost_percent,out_of_order_packets");
  }

  @Test
  void csvRowsAreAsWideAsTheirHeaderAndLeaveUnknownEmpty() {
    List<String> lines = CsvExport.of(RUN).lines().toList();
    int columns = lines.getFirst().split(",", -1).length;

    assertThat(lines).allMatch(line -> line.split(",", -1).length == columns);
    assertThat(lines.get(1))
        .startsWith("20261122-101530-k3f9,1,host,same-host,tcp,tcp,none,iperf3,1,sender,forward,0,")
        .endsWith(",,,,,,false");
  }

  @Test
  void csvQuotesWhatItMust() {
    CaseRecord first = RUN.cases().getFirst();
    CaseSpec spec = first.spec();
    CaseRecord odd =
        new CaseRecord(
            1,
            new CaseSpec("a,\"b\"\nc", spec.placement(), spec.flow(), spec.pinning()),
            first.tool(),
            first.path(),
            first.status(),
            first.reason(),
            oneTrial(first));
    assertThat(CsvExport.of(SampleRun.with(RUN, List.of(odd)))).contains(",\"a,\"\"b\"\"\nc\",");
  }

  @Test
  void markdownHasTheTablesAndTheReasons() {
    String markdown = MarkdownReport.of(ReportModel.of(RUN));

    assertThat(markdown)
        .contains("## docker-network-study, run 20261122-101530-k3f9")
        .contains("| docker-bridge | **25.9** [23.6, 28.8] n=3 ⚠1 | **3.39**")
        .contains("⚠1 docker-bridge, same host, TCP: interval spans 20 % of the median")
        .contains("skipped: the parent eth0 is a Wi-Fi device")
        .contains("| kernel.release | 6.18.0-amd64 |");
    assertThat(markdown.lines().filter(l -> l.startsWith("|--"))).hasSize(3);
  }

  @Test
  void markdownTablesAreNotBrokenByText() {
    CaseRecord skipped =
        RUN.cases().stream().filter(c -> c.trials().isEmpty()).findFirst().orElseThrow();
    CaseRecord odd =
        new CaseRecord(
            1,
            skipped.spec(),
            "iperf3",
            skipped.path(),
            skipped.status(),
            Optional.of("a|b\n<c>"),
            List.of());
    assertThat(MarkdownReport.of(ReportModel.of(SampleRun.with(RUN, List.of(odd)))))
        .contains("a\\|b \\<c\\>");
  }

  private static List<Trial> oneTrial(CaseRecord record) {
    return List.of(record.trials().getFirst());
  }
}
