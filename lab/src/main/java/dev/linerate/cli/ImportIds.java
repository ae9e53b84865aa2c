package dev.linerate.cli;

import dev.linerate.run.RunIds;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Random;

/** Names imported runs as measured ones are named, with chance where those have their owner. */
final class ImportIds {
  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final int LETTERS = 5;

  private ImportIds() {}

  static String of(Instant now) {
    Random random = new SecureRandom();
    StringBuilder chance = new StringBuilder();
    for (int i = 0; i < LETTERS; i++) {
      chance.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return RunIds.of(now, chance.toString());
  }
}
