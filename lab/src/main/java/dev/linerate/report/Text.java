package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MedianInterval;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Rate;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How numbers and names are written, the same in every report. */
final class Text {
  /** Of transactions; netperf's word. */
  static final String TRANSACTIONS = "trans/s";

  private static final String NOTHING = "";
  private static final Pattern BEFORE_UNIT =
      Pattern.compile("(?<=\\d) (?=(?:%|[kMGT]?bit/s|[KMGT]iB|ms|s)(?!\\w))");

  private Text() {}

  /** The number alone, in the unit a table has chosen; of transactions as it is. */
  static String in(String unit, double rate) {
    return unit.equals(TRANSACTIONS) ? digits(rate) : new BitRate(rate).in(unit);
  }

  /** Three significant digits, all of what is above 100: {@code 0.350}, {@code 45.2}. */
  static String digits(double value) {
    return decimals(value == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2, value);
  }

  /** {@code 906, 909}. */
  static String range(String unit, MedianInterval interval) {
    return in(unit, interval.low()) + ", " + in(unit, interval.high());
  }

  /** A rate somebody chose, without zeros that only fill up: {@code 1 Gbit/s}, not 1.00. */
  static String rate(BitRate rate) {
    return plain(rate.in(rate.unitName())) + " " + rate.unitName();
  }

  /** What the senders of a UDP case were told: {@code 920}, {@code no limit}, {@code search}. */
  static String offered(String unit, CaseSummary summary) {
    return switch (summary.record().spec().flow().rate()) {
      case Rate.Search search -> search.label();
      case Rate.Fixed _, Rate.Unlimited _ ->
          summary.offered().map(rate -> offered(unit, rate)).orElse("no limit");
    };
  }

  /** {@code 1 Gbit/s link, MTU 1500}; {@code unknown link} of a run that does not say. */
  static String link(LinkSpec link) {
    return link.isKnown() ? rate(link.rate()) + " link, MTU " + link.mtu() : "unknown link";
  }

  /** A measured rate with three significant digits: {@code 909 Mbit/s}, {@code 0 bit/s}. */
  static String measured(double bitsPerSecond) {
    return bitsPerSecond > 0 ? new BitRate(bitsPerSecond).toString() : "0 bit/s";
  }

  /** The number of a rate somebody chose, in the table's unit: {@code 920}. */
  static String offered(String unit, BitRate rate) {
    return plain(rate.in(unit));
  }

  /** Of a limit, one decimal: {@code 99.9 %}. */
  static String share(OptionalDouble share) {
    return share.isEmpty() ? NOTHING : decimals(1, share.getAsDouble() * 100) + " %";
  }

  /**
   * The bit rate against the wire limit: {@code 909 of 909.0 Mbit/s: at the wire limit}; empty when
   * either is missing.
   */
  static String wire(CaseSummary summary) {
    if (summary.wireLimit().isEmpty() || summary.bitrate().isEmpty()) {
      return NOTHING;
    }
    BitRate limit = summary.wireLimit().get().goodput();
    String unit = limit.unitName();
    return in(unit, summary.bitrate().get().median())
        + " of "
        + limit.fine(unit)
        + " "
        + unit
        + ": "
        + (summary.atWireLimit()
            ? "at the wire limit"
            : share(summary.wireLimitShare()) + " of the wire limit");
  }

  /** The share of the wire limit, or of the host baseline where no wire is in the way. */
  static String reference(CaseSummary summary) {
    return share(
        summary.wireLimitShare().isPresent() ? summary.wireLimitShare() : summary.hostShare());
  }

  /** Of packets, two significant digits: {@code 0.35 %}. */
  static String loss(OptionalDouble share) {
    if (share.isEmpty()) {
      return NOTHING;
    }
    double percent = share.getAsDouble() * 100;
    if (percent == 0) {
      return "0 %";
    }
    if (percent < 0.005) {
      return "< 0.01 %";
    }
    return decimals(percent < 0.995 ? 2 : percent < 9.95 ? 1 : 0, percent) + " %";
  }

  /** CPU seconds per 10⁹ bytes, two decimals. */
  static String cpu(OptionalDouble seconds) {
    return seconds.isEmpty() ? NOTHING : decimals(2, seconds.getAsDouble());
  }

  /** A count that may be a mean of two. */
  static String count(OptionalDouble count) {
    return count.isEmpty() ? NOTHING : decimals(0, count.getAsDouble());
  }

  /** {@code 75 %}. */
  static String percent(double share) {
    return decimals(share > 0.9 && share < 1 ? 1 : 0, share * 100) + " %";
  }

  /** What tells a flow from the tool's default, without protocol and rate: {@code ×4 reverse}. */
  static String shape(Flow flow) {
    Flow unlimited = flow.withRate(Rate.UNLIMITED);
    return unlimited.label().substring(flow.protocol().word().length()).strip();
  }

  /** {@code docker-overlay, cross host, UDP 920 Mbit/s}. */
  static String caseName(CaseSummary summary) {
    CaseSpec spec = summary.record().spec();
    return spec.network() + ", " + spec.placement().word().replace('-', ' ') + ", " + flow(spec);
  }

  /** {@code UDP 920 Mbit/s}. */
  static String flow(CaseSpec spec) {
    Flow flow = spec.flow();
    String word = flow.protocol().word();
    return word.toUpperCase(Locale.ROOT) + flow.label().substring(word.length());
  }

  /** The same text, in which no line breaks between a number and its unit. */
  static String unbroken(String text) {
    return BEFORE_UNIT.matcher(text).replaceAll("\u00a0");
  }

  /** A fact of the platform for people: bytes with a binary unit as well. */
  static String fact(String key, String value) {
    return key.endsWith(".bytes") && value.matches("\\d{4,18}")
        ? value + " (" + new ByteCount(Long.parseLong(value)) + ")"
        : value;
  }

  /** Joins what is not empty. */
  static String join(String separator, Collection<String> parts) {
    return parts.stream().filter(p -> !p.isEmpty()).collect(Collectors.joining(separator));
  }

  static String decimals(int digits, double value) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static String plain(String number) {
    return number.contains(".") ? number.replaceAll("\\.?0+$", "") : number;
  }
}
