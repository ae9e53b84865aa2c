package dev.linerate.cli;

import dev.linerate.iperf.Amount;
import dev.linerate.iperf.ClientOptions;
import dev.linerate.iperf.RateSearchOptions;
import dev.linerate.search.SearchGoal;
import dev.linerate.search.SearchLimits;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of a search for the highest loss-free UDP rate; iperf3 has none of them. */
final class SearchFlags {
  private static final Pattern SHARE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(%?)");

  @Option(
      names = "--rate",
      paramLabel = "search",
      description = "with -u: find the highest rate without loss; -b is the highest tried then")
  private @Nullable String rate;

  @Option(
      names = "--loss-ratio",
      paramLabel = "RATIO|PERCENT%%",
      description = "share of the datagrams that a trial may lose: 0.00001")
  private @Nullable String lossRatio;

  @Option(
      names = "--search-precision",
      paramLabel = "PERCENT%%",
      description = "how close the bounds have to be: 0.5%%")
  private @Nullable String precision;

  @Option(
      names = "--search-trials",
      paramLabel = "N",
      description =
          "full-length trials at a rate, of -t seconds each (1): 7; 1 is RFC 2544's search")
  private @Nullable Integer trials;

  @Option(
      names = "--search-time",
      paramLabel = "DURATION",
      description = "of the whole search, at most: 2m")
  private @Nullable String time;

  /**
   * Whether a search is asked for.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  boolean wanted() {
    if (rate == null) {
      if (lossRatio != null || precision != null || trials != null || time != null) {
        throw new IllegalArgumentException(
            "--loss-ratio and --search-… belong to --rate search; add that");
      }
      return false;
    }
    if (!rate.equals("search")) {
      throw new IllegalArgumentException(
          "--rate is \"search\", not \"" + rate + "\"; a fixed rate is -b " + rate);
    }
    return true;
  }

  /**
   * The search.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  RateSearchOptions options(ClientOptions client, ClientTestFlags test) {
    Amount amount = client.parameters().amount();
    if (amount.seconds() == 0 || amount.omitSeconds() > 0) {
      throw new IllegalArgumentException(
          "a search chooses how much is sent: drop --bytes, --blockcount and --omit");
    }
    SearchGoal goal =
        SearchGoal.of(
            share("--loss-ratio", lossRatio, SearchGoal.DEFAULT_LOSS_RATIO),
            share("--search-precision", precision, SearchGoal.DEFAULT_WIDTH),
            test.givenTime().orElse(SearchGoal.DEFAULT_TRIAL),
            trials == null ? SearchGoal.DEFAULT_TRIALS : trials);
    Duration limit = time == null ? SearchLimits.DEFAULT_TIME : Durations.parse(time);
    return new RateSearchOptions(client, goal, limit, test.givenRate());
  }

  /** {@code 0.005} and {@code 0.5%} are the same. */
  private static double share(String flag, @Nullable String text, double otherwise) {
    if (text == null) {
      return otherwise;
    }
    Matcher form = SHARE.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          flag + ": \"" + text + "\" is no share; write for example 0.001 or 0.1%");
    }
    double number = Double.parseDouble(form.group(1));
    return form.group(2).isEmpty() ? number : number / 100;
  }
}
