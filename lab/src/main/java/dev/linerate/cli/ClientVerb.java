package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.iperf.AuthToken;
import dev.linerate.iperf.Client;
import dev.linerate.iperf.ClientOptions;
import dev.linerate.iperf.Credentials;
import dev.linerate.iperf.Endpoint;
import dev.linerate.iperf.RateSearchOptions;
import dev.linerate.iperf.RequestClient;
import dev.linerate.iperf.RequestJson;
import dev.linerate.iperf.RequestText;
import dev.linerate.iperf.Role;
import dev.linerate.iperf.RsaKeys;
import dev.linerate.iperf.StreamCores;
import dev.linerate.iperf.TestListener;
import dev.linerate.iperf.TextOutput;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linerate client}. */
@Command(
    name = "client",
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Runs a test against linerate server or an iperf3 server.",
      "The flags are iperf3's; those it does not have say so."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linerate client 10.0.0.2                    10 seconds of TCP",
      "  linerate client 10.0.0.2 -u -b 500M -R      UDP, the server sends",
      "  linerate client 10.0.0.2 --rr tcp -O 1      latency of requests and responses",
      "  linerate client 10.0.0.2 -u --rate search   the highest UDP rate without loss",
      "  linerate client 10.0.0.2 -P 4 -t 5 -J       four streams, JSON with iperf3's keys",
      "  sudo linerate client 10.0.0.2 --netns h1    from inside a network namespace",
      "  sudo linerate client 10.0.0.2 --inside docker:web   as if in that container"
    })
final class ClientVerb implements Callable<Integer> {
  private static final String PASSWORD_VARIABLE = "IPERF3_PASSWORD";

  @Parameters(index = "0", arity = "0..1", paramLabel = "HOST", description = "the server")
  private @Nullable String host;

  @Mixin private EndFlags end = new EndFlags();
  @Mixin private ClientTestFlags test = new ClientTestFlags();
  @Mixin private RequestFlags requests = new RequestFlags();
  @Mixin private SearchFlags search = new SearchFlags();

  @Option(
      names = "--cport",
      paramLabel = "N",
      description = "local port of the first stream; the others follow")
  private int clientPort;

  @Option(
      names = "--connect-timeout",
      paramLabel = "MILLISECONDS",
      defaultValue = "10000",
      description = "${DEFAULT-VALUE}")
  private int connectMillis;

  @Option(
      names = {"-A", "--affinity"},
      paramLabel = "CORE[,SERVERCORE]",
      description =
          "send and receive on this core, the server on that; 0+2+4: a core for each stream here"
              + " (linerate's own)")
  private @Nullable String cores;

  @Option(names = "--username", paramLabel = "NAME", description = "for servers that ask for one")
  private @Nullable String user;

  @Option(
      names = "--rsa-public-key-path",
      paramLabel = "FILE",
      description = "the server's public key; the password is taken from $IPERF3_PASSWORD")
  private @Nullable Path publicKey;

  @Option(names = "--use-pkcs1-padding", description = "the server is iperf3 before 3.17")
  private boolean pkcs1;

  @Option(
      names = {"-c", "--client"},
      paramLabel = "HOST",
      hidden = true)
  private @Nullable String iperfHost;

  @Override
  public Integer call() {
    end.enter();
    ClientOptions options = options();
    Optional<RateSearchOptions> searched = searched(options);
    if (searched.isPresent()) {
      return new SearchRun(searched.get(), end.json).run();
    }
    Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
    if (requests.given()) {
      return requests(options, out);
    }
    try (Client client = new Client(options, listener(out, options))) {
      return exit(client.run().error());
    } finally {
      flush(out);
    }
  }

  private int requests(ClientOptions options, Writer out) {
    if (end.jsonStream()) {
      throw LinerateException.user("client: --rr has no --json-stream", "Use --json");
    }
    try (RequestClient client = requestClient(options, out)) {
      return exit(client.run().error());
    } finally {
      flush(out);
    }
  }

  private static int exit(Optional<String> error) {
    if (Thread.interrupted()) {
      return Exit.INTERRUPTED;
    }
    return error.isEmpty() ? Exit.OK : Exit.FAILED;
  }

  private RequestClient requestClient(ClientOptions options, Writer out) {
    try {
      return new RequestClient(options, end.json ? new RequestJson(out) : new RequestText(out));
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
  }

  private Optional<RateSearchOptions> searched(ClientOptions options) {
    try {
      if (!search.wanted()) {
        return Optional.empty();
      }
      if (!end.json && !end.text()) {
        throw new IllegalArgumentException("a search writes text or, with -J, one JSON document");
      }
      return Optional.of(search.options(options, test));
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
  }

  private static LinerateException wrong(IllegalArgumentException e) {
    return LinerateException.user("client: " + e.getMessage(), "See linerate client --help");
  }

  private TestListener listener(Writer out, ClientOptions options) {
    if (end.text()) {
      TextOutput text = end.textOutput(out, Role.CLIENT);
      text.connecting(new Endpoint(options.host(), options.port()), options.parameters());
      return new QuietFailure(text);
    }
    return end.output(out, Role.CLIENT);
  }

  private static void flush(Writer out) {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ClientOptions options() {
    try {
      ClientOptions options =
          ClientOptions.to(server())
              .withPort(end.port)
              .withParameters(parameters())
              .withInterval(end.interval())
              .withLocal(end.family(), end.address(), end.device(), clientPort)
              .withConnectLimit(Duration.ofMillis(connectMillis));
      Optional<StreamCores> here = affinity(0).map(StreamCores::parse);
      options = here.isPresent() ? options.withCores(here.get()) : options;
      return credentials().map(options::withCredentials).orElse(options);
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
  }

  private String server() {
    if (host != null) {
      return host;
    }
    if (iperfHost != null) {
      return iperfHost;
    }
    throw LinerateException.user("client: which server?", "Try: linerate client HOST");
  }

  private dev.linerate.iperf.Parameters parameters() {
    dev.linerate.iperf.Parameters parameters = requests.on(test.parameters());
    return affinity(1)
        .map(StreamCores::parse)
        .map(there -> parameters.withServerCore(one(there)))
        .orElse(parameters);
  }

  /** The client's core is the first, the server's the second. */
  private Optional<String> affinity(int index) {
    if (cores == null) {
      return Optional.empty();
    }
    String[] numbers = cores.split(",", -1);
    if (numbers.length > 2) {
      throw new IllegalArgumentException("--affinity: \"" + cores + "\" is not CORE[,SERVERCORE]");
    }
    return index >= numbers.length || numbers[index].isEmpty()
        ? Optional.empty()
        : Optional.of(numbers[index]);
  }

  /** The protocol tells a server one. */
  private static int one(StreamCores there) {
    if (there.cores().size() > 1) {
      throw new IllegalArgumentException(
          "the server can be told one core, not " + there.text() + "; start it with -A");
    }
    return there.cores().getFirst();
  }

  private Optional<Credentials> credentials() {
    if (user == null && publicKey == null) {
      return Optional.empty();
    }
    String password = System.getenv(PASSWORD_VARIABLE);
    if (user == null || publicKey == null || password == null) {
      throw new IllegalArgumentException(
          "--username, --rsa-public-key-path and $" + PASSWORD_VARIABLE + " belong together");
    }
    return Optional.of(
        new Credentials(
            user,
            password,
            RsaKeys.publicKey(publicKey),
            pkcs1 ? AuthToken.Padding.PKCS1 : AuthToken.Padding.OAEP));
  }
}
