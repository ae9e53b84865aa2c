package dev.linerate.iperf;

import dev.linerate.traffic.DatagramCounts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalLong;

/** The columns of iperf3's text output, with the spaces that belong to them. */
final class TextColumns {
  private TextColumns() {}

  static String label(int number) {
    return String.format(Locale.ROOT, "%3d", number);
  }

  /** Of a bidirectional test: direction, and C or S for the role. */
  static String role(Role role, boolean sender) {
    return (sender ? "[TX-" : "[RX-") + (role == Role.CLIENT ? "C]" : "S]");
  }

  /** Five characters, blank for a receiver. */
  static String retransmits(OptionalLong count) {
    return count.isPresent()
        ? String.format(Locale.ROOT, "  %3d", count.getAsLong())
        : " ".repeat(5);
  }

  static String window(long bytes) {
    return "   " + TextUnit.ADAPTIVE_BYTES.format((double) bytes) + " ".repeat(7);
  }

  /** A sender's count, or a receiver's losses. */
  static String datagrams(boolean bidirectional, DatagramCounts counts, boolean sender) {
    if (!sender) {
      return losses(counts);
    }
    return (bidirectional ? " ".repeat(12) : "  ") + counts.packets() + "  ";
  }

  static String losses(DatagramCounts counts) {
    return String.format(
        Locale.ROOT,
        "  %5.3f ms  %d/%d (%s%%)  ",
        counts.jitterNanos() / 1e6,
        counts.lost(),
        counts.packets(),
        twoDigits(counts.lostPercent()));
  }

  static String lossColumns() {
    return "         Jitter    Lost/Total Datagrams";
  }

  static String shares(CpuUse cpu) {
    return String.format(
        Locale.ROOT, "%.1f%% (%.1f%%u/%.1f%%s)", cpu.total(), cpu.user(), cpu.system());
  }

  /** C's {@code %.2g}: two significant digits without needless zeros. */
  static String twoDigits(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value, new MathContext(2)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 2) {
      return rounded.toPlainString();
    }
    String digits = rounded.unscaledValue().abs().toString();
    return (rounded.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + String.format(Locale.ROOT, "e%+03d", exponent);
  }

  /** A peer's text must not steer the terminal. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
