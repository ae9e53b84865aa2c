package dev.linerate.imports;

import dev.linerate.fault.LinerateException;
import dev.linerate.result.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The container network study as runs, imported from its own logs, to be read beside one's own
 * machine: {@code linerate results list --reference}.
 */
public final class ReferenceSet {
  private static final String FOLDER = "/dev/linerate/reference/";
  private static final String MARK = "study-";
  private static final List<String> PLATFORMS = List.of("kunpeng-920", "intel-6248");

  private ReferenceSet() {}

  /** Every run, in the study's order of its platforms. */
  public static List<Run> runs() {
    return PLATFORMS.stream().map(ReferenceSet::read).toList();
  }

  /** Whether that is the beginning of an id of these and of no other run. */
  public static boolean names(String idPrefix) {
    return idPrefix.startsWith(MARK);
  }

  /**
   * The run whose id begins so.
   *
   * @throws LinerateException (user) when there is none or more than one
   */
  public static Run run(String idPrefix) {
    List<Run> found = runs().stream().filter(run -> run.id().startsWith(idPrefix)).toList();
    if (found.size() != 1) {
      throw LinerateException.user(
          (found.isEmpty() ? "no run" : "more than one run")
              + " of the reference begins with \""
              + idPrefix
              + "\"",
          "There are " + String.join(", ", runs().stream().map(Run::id).toList()));
    }
    return found.getFirst();
  }

  private static Run read(String platform) {
    String yaml = platform + ".yaml";
    Origin origin = OriginReader.read(yaml, text(yaml));
    MemoryShelf shelf = new MemoryShelf();
    Importer importer = new Importer(_ -> shelf, origin.name().orElse(platform), origin);
    for (Origin.Log log : origin.logs()) {
      read(importer, log.file());
    }
    importer.finish("study", Instant.EPOCH);
    return shelf.run().orElseThrow();
  }

  private static void read(Importer importer, String log) {
    try (InputStream in = open(log)) {
      importer.read(new LogSource(log, in, Optional.empty()), Optional.of(Format.IPERF3_TEXT));
    } catch (IOException e) {
      throw missing(log, e);
    }
  }

  private static String text(String file) {
    try (InputStream in = open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw missing(file, e);
    }
  }

  private static InputStream open(String file) throws IOException {
    return Optional.ofNullable(ReferenceSet.class.getResourceAsStream(FOLDER + file))
        .orElseThrow(() -> new IOException("it is not there"));
  }

  private static LinerateException missing(String file, IOException e) {
    return LinerateException.internal("cannot read linerate's own " + file, "", e);
  }
}
