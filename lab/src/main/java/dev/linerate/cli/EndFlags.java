package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.iperf.AddressFamily;
import dev.linerate.iperf.ClientOptions;
import dev.linerate.iperf.JsonOutput;
import dev.linerate.iperf.JsonStreamOutput;
import dev.linerate.iperf.Program;
import dev.linerate.iperf.Role;
import dev.linerate.iperf.TestListener;
import dev.linerate.iperf.TextOutput;
import dev.linerate.iperf.TextUnit;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.NetworkNamespace;
import java.io.Writer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** iperf3's flags that client and server share, and where their endpoint is. */
final class EndFlags {
  private static final String NAMESPACES = "/run/netns/";

  @Option(
      names = {"-p", "--port"},
      paramLabel = "N",
      defaultValue = "" + ClientOptions.DEFAULT_PORT,
      description = "port of the server: ${DEFAULT-VALUE}")
  int port;

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "between reports; 0 is at the end only: ${DEFAULT-VALUE}")
  private double interval;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "k|m|g|t|K|M|G|T",
      description = "unit of rates: kbit, mbit, gbit, tbit, kbyte, mbyte, gbyte, tbyte")
  private @Nullable Character unit;

  @Option(
      names = {"-V", "--verbose"},
      description = "more in the text output")
  private boolean verbose;

  @Option(
      names = {"-J", "--json"},
      description = "one JSON document at the end, with iperf3's keys")
  boolean json;

  @Option(names = "--json-stream", description = "a line of JSON for each interval")
  private boolean jsonStream;

  @Option(
      names = {"-B", "--bind"},
      paramLabel = "ADDRESS[%%DEV]",
      description = "local address, and interface")
  private @Nullable String bind;

  @Option(names = "--bind-dev", paramLabel = "DEV", description = "local interface")
  private @Nullable String device;

  @Option(
      names = {"-4", "--version4"},
      description = "IPv4 only")
  private boolean ipv4;

  @Option(
      names = {"-6", "--version6"},
      description = "IPv6 only")
  private boolean ipv6;

  @Option(
      names = "--netns",
      paramLabel = "PATH|NAME",
      description = "run in this network namespace: a name of ip netns, or a path")
  private @Nullable String namespace;

  // the usual ones would take -V

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-v", "--version"},
      versionHelp = true,
      description = "show the version")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  /** Moves the calling thread, and all that it starts, to where the endpoint is. */
  void enterNamespace() {
    if (namespace == null) {
      return;
    }
    Path path = Path.of(namespace.contains("/") ? namespace : NAMESPACES + namespace);
    try {
      NetworkNamespace.enter(path);
    } catch (LinuxException e) {
      throw LinerateException.environment(
          "cannot enter the network namespace " + path + ": " + e.getMessage(),
          "Check the name with ip netns list, and run as root");
    }
  }

  Duration interval() {
    return Duration.ofMillis(Math.round(interval * 1000));
  }

  AddressFamily family() {
    if (ipv4 && ipv6) {
      throw LinerateException.user("-4 and -6 exclude each other", "Give one of them");
    }
    return ipv4 ? AddressFamily.IPV4 : ipv6 ? AddressFamily.IPV6 : AddressFamily.ANY;
  }

  Optional<InetAddress> address() {
    if (bind == null) {
      return Optional.empty();
    }
    // a link-local address keeps its zone, which Java reads itself
    boolean linkLocal = bind.toLowerCase(Locale.ROOT).startsWith("fe80:");
    String host = linkLocal ? bind : bind.replaceFirst("%.*", "");
    try {
      return host.isEmpty() ? Optional.empty() : Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      throw LinerateException.user(
          "--bind: " + host + " is no address here", "Give one of ip address");
    }
  }

  Optional<String> device() {
    if (device != null) {
      return Optional.of(device);
    }
    return bind != null && bind.contains("%")
        ? Optional.of(bind.substring(bind.indexOf('%') + 1))
        : Optional.empty();
  }

  TextUnit unit() {
    try {
      return unit == null ? TextUnit.ADAPTIVE_BITS : TextUnit.of(unit);
    } catch (IllegalArgumentException e) {
      throw LinerateException.user("--format: " + e.getMessage(), "");
    }
  }

  /** Whether people read the output. */
  boolean text() {
    return !json && !jsonStream;
  }

  TextOutput textOutput(Writer out, Role role) {
    return new TextOutput(out, role, unit(), verbose);
  }

  /** What writes a test's report. */
  TestListener output(Writer out, Role role) {
    if (jsonStream) {
      return new JsonStreamOutput(out);
    }
    return json
        ? new JsonOutput(out, Program.version(), Program.systemInfo())
        : textOutput(out, role);
  }
}
