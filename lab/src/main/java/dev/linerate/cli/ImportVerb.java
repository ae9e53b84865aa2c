package dev.linerate.cli;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import dev.linerate.imports.Format;
import dev.linerate.imports.Imported;
import dev.linerate.imports.Importer;
import dev.linerate.imports.LogSource;
import dev.linerate.imports.Origin;
import dev.linerate.imports.Problem;
import dev.linerate.imports.StoreShelves;
import dev.linerate.store.ResultStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linerate import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Logs of iperf3, netperf or another linerate, read into the results file.",
      "They become one run. What can be read is imported; what cannot is listed with its line."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linerate import client.json server.json --network docker-overlay --placement cross-host",
      "  iperf3 -J -c 10.0.0.2 | linerate import -",
      "  linerate import logs/*.txt --platform kunpeng.yaml",
      "  linerate import --platform study.yaml               the logs that it names",
      "  ssh host linerate results export | linerate import - --from linerate-json"
    })
final class ImportVerb implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "logs, in any mixture of formats; - is standard input")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: what the log looks like)")
  private @Nullable Format from;

  @Mixin private ImportFlags flags = new ImportFlags();

  @Mixin private Results results = new Results();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "of what is said about it: ${COMPLETION-CANDIDATES}")
  private ListFormat format = ListFormat.TABLE;

  @Override
  public Integer call() {
    Origin origin = flags.origin();
    List<String> logs = flags.logs(files);
    if (logs.isEmpty()) {
      throw LinerateException.user(
          "there is no log to import", "Name files, or - for standard input");
    }
    Instant now = Instant.now();
    String id = ImportIds.of(now);
    try (ResultStore store = results.open();
        StoreShelves shelves = new StoreShelves(store, Version.current(), now)) {
      Importer importer = new Importer(shelves, id, origin);
      logs.forEach(log -> read(importer, log));
      return told(importer, importer.finish(Version.current(), now));
    }
  }

  private int told(Importer importer, List<Imported> imported) {
    ImportReport report = new ImportReport(imported, importer.problems(), importer.problemCount());
    importer.problems().stream().map(Problem::toString).forEach(System.err::println);
    report.hidden().ifPresent(System.err::println);
    System.out.print(format == ListFormat.JSON ? report.json() : report.text());
    if (imported.isEmpty()) {
      System.err.println("linerate: nothing could be read   (exit " + Exit.FAILED + ")");
      return Exit.FAILED;
    }
    return Exit.OK;
  }

  private void read(Importer importer, String log) {
    if (log.equals(STANDARD_INPUT)) {
      importer.read(
          new LogSource("standard input", System.in, Optional.empty()), Optional.ofNullable(from));
      return;
    }
    Path file = Path.of(log);
    try (InputStream in = Files.newInputStream(file)) {
      Instant modified = Files.getLastModifiedTime(file).toInstant();
      importer.read(new LogSource(log, in, Optional.of(modified)), Optional.ofNullable(from));
    } catch (IOException e) {
      throw LinerateException.user(
          "cannot read " + log + ": " + FileFault.reason(e), "Name a file that you may read");
    }
  }
}
