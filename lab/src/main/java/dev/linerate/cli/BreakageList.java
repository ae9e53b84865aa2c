package dev.linerate.cli;

import dev.linerate.breakage.Breakage;
import dev.linerate.breakage.Breakages;
import dev.linerate.breakage.BrokenLab.Broken;
import java.util.List;

/** The faults that a lab can be broken with, as text. */
final class BreakageList {
  private BreakageList() {}

  static String text(List<Broken> now) {
    Listing listing = new Listing("FAULT", "FOUND AS", "SHOWN ON", "BROKEN", "WHAT IS THEN WRONG");
    for (Breakage breakage : Breakages.all()) {
      listing.row(
          breakage.name(),
          breakage.fault().id(),
          breakage.scene().words(),
          host(now, breakage),
          breakage.words());
    }
    Listing without = new Listing("NOT TO BE MADE", "WHAT", "WHY");
    Breakages.unmakeable().forEach(u -> without.row(u.fault().id(), u.fault().title(), u.reason()));
    return listing.text() + "\n" + without.text();
  }

  static String host(List<Broken> now, Breakage breakage) {
    return now.stream()
        .filter(b -> b.breakage().equals(breakage.name()))
        .map(Broken::host)
        .findFirst()
        .orElse("-");
  }
}
