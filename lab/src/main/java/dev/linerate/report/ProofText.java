package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MedianInterval;
import dev.linerate.explain.Measure;
import dev.linerate.explain.Proof;
import dev.linerate.unit.BitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What an experiment showed, in words. */
public final class ProofText {
  private ProofText() {}

  /** {@code pinning auto: +28 % [24, 33], n=7+7}; without an effect what came of it. */
  public static String headline(Proof proof) {
    String change = proof.claim().change() + ": ";
    return proof
        .effect()
        .map(effect -> change + effect.text())
        .orElseGet(() ->
            change
                + switch (proof.verdict()) {
                  case REVIVED -> "nothing arrived before, now " + rate(proof.changed());
                  case REPEATED -> rate(proof.original());
                  case UNDECIDED -> "too few trials";
                  case SHOWN, NONE, WORSE, INCOMPLETE -> "not measured";
                });
  }

  /** The verdict, the two cases, and where the trials are: a sentence each. */
  public static List<String> lines(Proof proof) {
    List<String> lines = new ArrayList<>();
    lines.add(sentence(proof));
    if (proof.claim().compares()) {
      proof.original().ifPresent(summary -> lines.add("as it was: " + figures(proof, summary)));
      proof.changed().ifPresent(summary -> lines.add("changed: " + figures(proof, summary)));
      if (!proof.seenAgain()) {
        lines.add(
            "The case as it was did not show the cause this time: what held it before was not"
                + " there.");
      }
    }
    lines.add("All trials: linerate results show " + proof.run().id());
    return lines;
  }

  /** What can be said, and no more. */
  static String sentence(Proof proof) {
    String cause = proof.claim().cause().title();
    return switch (proof.verdict()) {
      case SHOWN -> "Shown: " + cause + "; with that changed, " + gain(proof) + ".";
      case NONE -> "No effect shown: the interval includes none.";
      case WORSE -> "The change made it worse: \"" + cause + "\" is not what holds this case back.";
      case UNDECIDED ->
          "Undecided: fewer than three trials of either; --trials 7 gives an interval.";
      case REVIVED -> "Shown: " + cause + "; with that changed, payload arrives.";
      case REPEATED -> "The same case again: this is how much it varies.";
      case INCOMPLETE ->
          "The experiment could not be carried out"
              + proof.reason().map(reason -> ": " + reason).orElse("; it was ended before")
              + ".";
    };
  }

  private static String gain(Proof proof) {
    boolean lossy = proof.claim().measure() == Measure.DELIVERY;
    return lossy ? "less is lost" : "the case is faster";
  }

  /** {@code 35.1 Gbit/s [34.8, 35.4], n=7, 0 % lost}. */
  private static String figures(Proof proof, CaseSummary summary) {
    String rate = rate(Optional.of(summary));
    OptionalDouble loss = summary.lossShare();
    return proof.claim().measure() == Measure.DELIVERY && loss.isPresent()
        ? rate + ", " + Text.loss(loss) + " lost"
        : rate;
  }

  private static String rate(Optional<CaseSummary> summary) {
    Optional<MedianInterval> bitrate = summary.flatMap(CaseSummary::bitrate);
    if (bitrate.isEmpty()) {
      return "nothing";
    }
    MedianInterval seen = bitrate.get();
    String unit = seen.median() > 0 ? new BitRate(seen.median()).unitName() : "bit/s";
    return Text.measured(seen.median()) + " [" + Text.range(unit, seen) + "], n=" + seen.n();
  }
}
