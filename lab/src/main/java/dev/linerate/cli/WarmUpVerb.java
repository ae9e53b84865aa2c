package dev.linerate.cli;

import dev.linerate.host.Host;
import dev.linerate.host.PlatformReader;
import dev.linerate.host.Privilege;
import dev.linerate.imports.Importer;
import dev.linerate.imports.LogSource;
import dev.linerate.imports.Origin;
import dev.linerate.imports.StoreShelves;
import dev.linerate.iperf.AddressFamily;
import dev.linerate.iperf.Amount;
import dev.linerate.iperf.Client;
import dev.linerate.iperf.ClientOptions;
import dev.linerate.iperf.JsonStreamOutput;
import dev.linerate.iperf.Parameters;
import dev.linerate.iperf.Protocol;
import dev.linerate.iperf.Server;
import dev.linerate.iperf.ServerOptions;
import dev.linerate.plan.Plan;
import dev.linerate.report.HtmlReport;
import dev.linerate.report.ReportModel;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.run.Rehearsal;
import dev.linerate.store.PlanFile;
import dev.linerate.store.ResultStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;

/**
 * Touches what most commands load and run, so that the launcher's cache holds it. Makes nothing but
 * a results file that it deletes, and sends only to itself over the loopback interface; in
 * namespaces of its own, which end with it, it goes through whole runs too ({@link RunRehearsal}).
 */
@Command(name = "warm-up", hidden = true, description = "Used by the launcher after a build.")
final class WarmUpVerb implements Callable<Integer> {
  /** Nobody listens there: asking is enough to load what asks. */
  private static final String NO_DOCKER = "unix:///nonexistent/docker.sock";

  private static final Duration TRAFFIC = Duration.ofMillis(200);

  @Override
  public Integer call() throws IOException {
    OwnClasses.load();
    for (String plan : PlanFile.SHIPPED) {
      PlanFile.shipped(plan, Wiring.placements(Wiring.drivers()));
    }
    Host machine = Wiring.machine();
    Wiring.drivers(Optional.of(NO_DOCKER), Optional.empty())
        .values()
        .forEach(driver -> driver.check(List.of(machine, machine)));
    Platform platform = PlatformReader.read(machine, Optional.empty(), Version.current());
    Plan plan = PlanFile.shipped("quickstart", Wiring.placements(Wiring.drivers()));
    withResults(store -> rehearse(plan, platform, store));
    if (Privilege.current() == Privilege.NAMESPACE_ROOT) {
      RunRehearsal.go(machine);
    }
    // after the rehearsal, which may have to bring the loopback interface up
    List<String> logs = Arrays.stream(Protocol.values()).map(WarmUpVerb::send).toList();
    withResults(store -> readLogs(store, logs));
    return Exit.OK;
  }

  /** Gives the client's report as it would stand in a log. */
  private static String send(Protocol protocol) {
    StringWriter log = new StringWriter();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerOptions options =
        ServerOptions.DEFAULT
            .withPort(0)
            .withLocal(AddressFamily.IPV4, Optional.of(loopback), Optional.empty())
            .withTests(1);
    try (Server server = Server.start(options);
        Client client =
            new Client(
                ClientOptions.to(loopback.getHostAddress())
                    .withPort(server.port())
                    .withParameters(Parameters.of(protocol).withAmount(Amount.of(TRAFFIC))),
                new JsonStreamOutput(log))) {
      client.run();
    }
    return log.toString();
  }

  /** In a results file that is deleted. */
  private static void withResults(Consumer<ResultStore> work) throws IOException {
    Path directory = Files.createTempDirectory("linerate-warm-up");
    Path file = directory.resolve("results.sqlite");
    try (ResultStore store = ResultStore.open(file)) {
      work.accept(store);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  private static void rehearse(Plan plan, Platform platform, ResultStore store) {
    Run run = Rehearsal.of(plan, platform, store, Version.current());
    ReportModel model = ReportModel.of(run);
    for (Format format : Format.values()) {
      Rendering.of(model, format, Terminal.current());
    }
    HtmlReport.of(model);
  }

  private static void readLogs(ResultStore store, List<String> logs) {
    try (StoreShelves shelves = new StoreShelves(store, Version.current(), Instant.EPOCH)) {
      Importer importer = new Importer(shelves, "rehearsal", Origin.NONE);
      for (String log : logs) {
        InputStream in = new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8));
        importer.read(new LogSource("log", in, Optional.empty()), Optional.empty());
      }
      importer.finish(Version.current(), Instant.EPOCH);
    }
  }
}
