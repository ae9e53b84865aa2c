package dev.linerate.store;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import dev.linerate.plan.ClosestMatch;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Plan;
import dev.linerate.plan.PlanReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where plans come from: a file, or those that linerate ships. */
public final class PlanFile {
  /** Names of the shipped plans; the first is measured when none is named. */
  public static final List<String> SHIPPED =
      List.of("quickstart", "docker-network-study", "kernel-only");

  /** Bytes; UTF-8 takes up to four for a character. */
  private static final int LONGEST = PlanReader.LONGEST_TEXT * 4;

  private PlanFile() {}

  /**
   * Reads what a user names: a shipped plan's name or a file. A word with a slash or with .yaml at
   * its end is always a file.
   *
   * @param knownNetworks as {@link PlanReader#read} takes them
   * @throws LinerateException (user) when there is no such plan, when it cannot be read, or with
   *     every problem in it
   */
  public static Plan open(String argument, Map<String, Set<Placement>> knownNetworks) {
    return SHIPPED.contains(argument)
        ? shipped(argument, knownNetworks)
        : read(path(argument), knownNetworks);
  }

  /** Reads a file; throws as {@link #open} does. */
  public static Plan read(Path file, Map<String, Set<Placement>> knownNetworks) {
    return PlanReader.read(file.toString(), text(file.toString(), bytes(file)), knownNetworks);
  }

  /** Reads a shipped plan, one of {@link #SHIPPED}. */
  public static Plan shipped(String name, Map<String, Set<Placement>> knownNetworks) {
    String file = "plans/" + name + ".yaml";
    try (InputStream in = PlanFile.class.getResourceAsStream("/dev/linerate/shipped/" + file)) {
      if (in == null) {
        throw LinerateException.internal("the plan " + name + " is missing from linerate", "");
      }
      return PlanReader.read(file, text(file, in.readNBytes(LONGEST)), knownNetworks);
    } catch (IOException e) {
      throw LinerateException.internal("cannot read linerate's own " + file, "", e);
    }
  }

  private static Path path(String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw noPlan(argument.replace('\0', ' '), "no file can have this name");
    }
  }

  private static byte[] bytes(Path file) {
    if (!Files.exists(file)) {
      String name = file.toString();
      throw noPlan(name, "there is no such file" + ClosestMatch.question(name, SHIPPED));
    }
    if (Files.isDirectory(file)) {
      throw noPlan(file.toString(), "it is a directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LONGEST);
    } catch (IOException e) {
      throw noPlan(file.toString(), FileFault.reason(e));
    }
  }

  /** What is cut off by the bound above is refused by the reader, which bounds characters. */
  private static String text(String name, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return undecodable(name, bytes);
    }
  }

  private static String undecodable(String name, byte[] bytes) {
    if (bytes.length == LONGEST) {
      // perhaps a character cut in two: let the reader say that it is too long
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    throw LinerateException.user(
        name + ":" + badLine(bytes).orElse(1) + ": not UTF-8, so it cannot be read as a plan",
        "Save it as UTF-8");
  }

  /** The line of the first byte that is not UTF-8. */
  private static Optional<Integer> badLine(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int bad = text.indexOf('\uFFFD');
    return bad < 0
        ? Optional.empty()
        : Optional.of(1 + (int) text.chars().limit(bad).filter(c -> c == '\n').count());
  }

  private static LinerateException noPlan(String name, String why) {
    return LinerateException.user(
        "cannot read the plan " + name + ": " + why,
        "Name a file or a shipped plan: " + String.join(", ", SHIPPED));
  }
}
