import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether a run's JSON says that both Open vSwitch networks were measured on the kernel. */
final class VerifyRun {
  private static final List<String> NETWORKS = List.of("ovs-bridge", "ovs-overlay");

  private VerifyRun() {}

  public static void main(String[] arguments) throws Exception {
    JsonNode run = JsonMapper.shared().readTree(Files.readString(Path.of(arguments[0])));
    List<String> faults = new ArrayList<>();
    for (String network : NETWORKS) {
      verifyDatapath(run, network, faults);
      verifyTraffic(run, network, faults);
    }
    faults.forEach(fault -> System.err.println("guest: " + fault));
    if (!faults.isEmpty()) {
      System.exit(1);
    }
  }

  private static void verifyDatapath(JsonNode run, String name, List<String> faults) {
    for (JsonNode network : run.path("networks")) {
      if (network.path("driver").asString("").equals(name)) {
        String datapath = network.path("datapath").asString("");
        if (!datapath.equals("kernel")) {
          faults.add(name + " ran on the datapath \"" + datapath + "\", not on the kernel's");
        }
        return;
      }
    }
    faults.add("there is no network " + name);
  }

  private static void verifyTraffic(JsonNode run, String name, List<String> faults) {
    boolean any = false;
    for (JsonNode measured : run.path("cases")) {
      if (!measured.path("network").asString("").equals(name)) {
        continue;
      }
      any = true;
      String status = measured.path("status").asString("");
      double bitrate = measured.path("bitrate").path("median").asDouble(0);
      String text = name + " " + measured.path("placement").asString("");
      if (!status.equals("measured") || bitrate <= 0) {
        faults.add("%s: %s, %s".formatted(text, status, measured.path("reason")));
      } else {
        System.out.printf("%s on the kernel's datapath: %.0f Mbit/s%n", text, bitrate / 1e6);
      }
    }
    if (!any) {
      faults.add("no case of " + name);
    }
  }
}
