package dev.linerate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.iperf.ClientOptions;
import dev.linerate.iperf.RateSearchOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the flags of a search come to, and which of them make no sense. */
class SearchFlagsTest {
  @Command
  private static final class Flags {
    @Mixin private final ClientTestFlags test = new ClientTestFlags();
    @Mixin private final SearchFlags search = new SearchFlags();
  }

  private static RateSearchOptions options(String line) {
    Flags flags = new Flags();
    new CommandLine(flags).parseArgs(line.split(" ", -1));
    assertThat(flags.search.wanted()).isTrue();
    return flags.search.options(
        ClientOptions.to("h").withParameters(flags.test.parameters()), flags.test);
  }

  @Test
  void defaults() {
    RateSearchOptions options = options("-u --rate search");
    assertThat(options.goal().lossRatio()).isEqualTo(0.00001);
    assertThat(options.goal().width()).isEqualTo(0.005);
    assertThat(options.goal().finalTrial()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.goal().durationSum()).isEqualTo(Duration.ofSeconds(7));
    assertThat(options.maxBits()).isEmpty();
  }

  @Test
  void everything() {
    RateSearchOptions options =
        options(
            "-u --rate search --loss-ratio 0.1% --search-precision 0.02 --search-trials 3"
                + " --search-time 90s -t 5 -b 100M -P 2");
    assertThat(options.goal().lossRatio()).isEqualTo(0.001);
    assertThat(options.goal().width()).isEqualTo(0.02);
    assertThat(options.goal().durationSum()).isEqualTo(Duration.ofSeconds(15));
    assertThat(options.time()).isEqualTo(Duration.ofSeconds(90));
    assertThat(options.maxBits()).hasValue(200_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "--rate search, -u",
    "-u --rate 5M, -b 5M",
    "-u --loss-ratio 0, --rate search",
    "-u --rate search --gso, --gso",
    "-u --rate search --bidir, --bidir",
    "-u --rate search -n 1M, --bytes",
    "-u --rate search -t 0, --blockcount",
    "-u --rate search -O 1, --omit",
    "-u --rate search --loss-ratio some, --loss-ratio",
    "-u --rate search --search-precision 90%, precision",
    "-u --rate search --search-trials 0, add up",
    "-u --rate search --search-time 0, takes time"
  })
  void whatMakesNoSense(String line, String named) {
    Flags flags = new Flags();
    new CommandLine(flags).parseArgs(line.split(" ", -1));
    assertThatThrownBy(
            () -> {
              if (flags.search.wanted()) {
                flags.search.options(
                    ClientOptions.to("h").withParameters(flags.test.parameters()), flags.test);
              }
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }
}
