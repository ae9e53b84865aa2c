import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether a run's JSON says that the Open vSwitch networks were measured on the kernel's datapath.
 *
 * <p>Writes a report in the format of JUnit's, a test for each network, so that ./check counts
 * them.
 */
final class VerifyRun {
  private static final List<String> NETWORKS = List.of("ovs-bridge", "ovs-overlay");

  /**
   * A network that was looked at.
   *
   * @param faults empty when all is well
   */
  private record Verdict(String network, List<String> faults) {
    String xml() {
      String head = "<testcase classname=\"guest\" name=\"" + network + "\"";
      return faults.isEmpty()
          ? head + "/>\n"
          : head + "><failure message=\"" + escaped(String.join("; ", faults)) + "\"/></testcase>\n";
    }

    private static String escaped(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
  }

  private VerifyRun() {}

  /** Arguments: the run's JSON, the report to write. */
  public static void main(String[] arguments) throws IOException {
    JsonNode run = JsonMapper.shared().readTree(Files.readString(Path.of(arguments[0])));
    List<Verdict> verdicts = NETWORKS.stream().map(name -> verify(run, name)).toList();
    write(verdicts, Path.of(arguments[1]));
    List<String> faults = verdicts.stream().flatMap(v -> v.faults().stream()).toList();
    faults.forEach(fault -> System.err.println("guest: " + fault));
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  private static Verdict verify(JsonNode run, String name) {
    List<String> faults = new ArrayList<>();
    List<JsonNode> networks = of(run, "networks", "driver", name);
    List<JsonNode> cases = of(run, "cases", "network", name);
    if (networks.size() != 1 || cases.isEmpty()) {
      faults.add(name + ": %d networks, %d cases".formatted(networks.size(), cases.size()));
    }
    networks.forEach(network -> verifyDatapath(network, name, faults));
    cases.forEach(measured -> verifyTraffic(measured, name, faults));
    return new Verdict(name, faults);
  }

  /** The elements of an array of the run that are about a network. */
  private static List<JsonNode> of(JsonNode run, String array, String key, String name) {
    return StreamSupport.stream(run.path(array).spliterator(), false)
        .filter(node -> node.path(key).asString("").equals(name))
        .toList();
  }

  private static void verifyDatapath(JsonNode network, String name, List<String> faults) {
    String datapath = network.path("datapath").asString("");
    if (!datapath.equals("kernel")) {
      faults.add(name + ": its datapath is \"" + datapath + "\", not the kernel's");
    }
  }

  private static void verifyTraffic(JsonNode measured, String name, List<String> faults) {
    long bytes = 0;
    for (JsonNode trial : measured.path("trials")) {
      bytes += trial.path("totals").path("bytes_received").asLong(0);
    }
    String status = measured.path("status").asString("");
    if (!status.equals("measured") || bytes <= 0) {
      faults.add(
          "%s: %s, %d bytes arrived; %s"
              .formatted(name, status, bytes, measured.path("reason").asString("no reason given")));
    } else {
      double rate = measured.path("bitrate").path("median").asDouble(0);
      System.out.printf(
          "%s %s on the kernel's datapath: %d bytes arrived, %.0f Mbit/s%n",
          name, measured.path("placement").asString(""), bytes, rate / 1e6);
    }
  }

  private static void write(List<Verdict> verdicts, Path report) throws IOException {
    long failures = verdicts.stream().filter(verdict -> !verdict.faults().isEmpty()).count();
    StringBuilder xml = new StringBuilder();
    xml.append(
        "<testsuite name=\"guest\" tests=\"%d\" errors=\"0\" failures=\"%d\" skipped=\"0\">\n"
            .formatted(verdicts.size(), failures));
    verdicts.forEach(verdict -> xml.append(verdict.xml()));
    Files.writeString(report, xml.append("</testsuite>\n"));
  }
}
