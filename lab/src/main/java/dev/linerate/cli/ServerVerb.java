package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.iperf.AuthToken;
import dev.linerate.iperf.AuthorizedUsers;
import dev.linerate.iperf.Role;
import dev.linerate.iperf.RsaKeys;
import dev.linerate.iperf.Server;
import dev.linerate.iperf.ServerAuthentication;
import dev.linerate.iperf.ServerLimits;
import dev.linerate.iperf.ServerOptions;
import dev.linerate.iperf.StreamCores;
import dev.linerate.iperf.TestListener;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code linerate server}. */
@Command(
    name = "server",
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Serves tests to linerate client and to iperf3 clients, several at a time.",
      "The flags are iperf3's; those it does not have say so."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linerate server                          on port 5201, until Ctrl-C",
      "  linerate server -1 -J > result.json      one test, then end",
      "  sudo linerate server --netns h1 -p 5300  inside a network namespace"
    })
final class ServerVerb implements Callable<Integer> {
  @Mixin private EndFlags end = new EndFlags();

  @Option(
      names = {"-1", "--one-off"},
      description = "end after one test")
  private boolean once;

  @Option(
      names = "--one-at-a-time",
      description = "refuse further clients during a test, as iperf3 does (linerate's own)")
  private boolean oneAtATime;

  @Option(
      names = {"-A", "--affinity"},
      paramLabel = "CORE",
      description = "send and receive on this core; 0+2+4: a core for each stream (linerate's own)")
  private @Nullable String core;

  @Option(
      names = "--server-bitrate-limit",
      paramLabel = "RATE[/SECONDS]",
      description = "end tests that move more than that, averaged over 5 seconds")
  private @Nullable String rateLimit;

  @Option(
      names = "--server-max-duration",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "refuse longer tests: ${DEFAULT-VALUE}")
  private int maxDuration;

  @Option(
      names = "--max-tests",
      paramLabel = "N",
      defaultValue = "16",
      description = "at the same time (linerate's own): ${DEFAULT-VALUE}")
  private int maxTests;

  @Option(
      names = "--max-streams",
      paramLabel = "N",
      defaultValue = "256",
      description = "of all running tests together (linerate's own): ${DEFAULT-VALUE}")
  private int maxStreams;

  @Option(
      names = "--max-half-open",
      paramLabel = "N",
      defaultValue = "64",
      description =
          "connections that have not said which test they belong to (linerate's own):"
              + " ${DEFAULT-VALUE}")
  private int maxHalfOpen;

  @Option(
      names = "--handshake-timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "for such connections, and to open streams (linerate's own): ${DEFAULT-VALUE}")
  private int handshakeSeconds;

  @Option(
      names = "--rsa-private-key-path",
      paramLabel = "FILE",
      description = "private key that clients' passwords are read with")
  private @Nullable Path privateKey;

  @Option(
      names = "--authorized-users-path",
      paramLabel = "FILE",
      description = "users who may run tests: lines of user,sha256")
  private @Nullable Path users;

  @Option(
      names = "--time-skew-threshold",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "by how much clients' clocks may differ: ${DEFAULT-VALUE}")
  private int skewSeconds;

  @Option(
      names = "--use-pkcs1-padding",
      description = "clients are iperf3 before 3.17, or use its --use-pkcs1-padding")
  private boolean pkcs1;

  @Option(
      names = {"-s", "--server"},
      hidden = true)
  @SuppressWarnings("UnusedVariable") // iperf3's way to ask for a server
  private boolean server;

  @Override
  public Integer call() {
    end.enter();
    Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
    ServerOptions options = options();
    AtomicLong begun = new AtomicLong();
    AtomicInteger port = new AtomicInteger(options.port());
    Runnable listening = () -> listening(out, port.get(), begun.get() + 1);
    try (Server running = Server.start(options, () -> output(out, begun, listening))) {
      port.set(running.port());
      listening.run();
      running.await();
      return Exit.OK;
    } catch (InterruptedException e) {
      return Exit.INTERRUPTED;
    }
  }

  private TestListener output(Writer out, AtomicLong begun, Runnable listening) {
    begun.incrementAndGet();
    return new WholeLines(
        out, buffer -> end.output(buffer, Role.SERVER), once ? () -> {} : listening);
  }

  /** iperf3's words before each test, for people. */
  private void listening(Writer out, int port, long number) {
    if (end.text()) {
      synchronized (out) {
        end.textOutput(out, Role.SERVER).listening(port, number);
      }
    }
  }

  private ServerOptions options() {
    try {
      ServerOptions options =
          ServerOptions.DEFAULT
              .withPort(end.port)
              .withLocal(end.family(), end.address(), end.device())
              .withInterval(end.interval())
              .withTests(once ? 1 : 0)
              .withJsonOutput(!end.text())
              .withLimits(limits());
      if (core != null) {
        options = options.withCores(StreamCores.parse(core));
      }
      return authentication().map(options::withAuthentication).orElse(options);
    } catch (IllegalArgumentException e) {
      throw LinerateException.user("server: " + e.getMessage(), "See linerate server --help");
    }
  }

  private ServerLimits limits() {
    ServerLimits limits =
        ServerLimits.DEFAULT
            .withTests(oneAtATime ? 1 : maxTests)
            .withStreams(maxStreams)
            .withHalfOpen(maxHalfOpen)
            .withHandshake(Duration.ofSeconds(handshakeSeconds))
            .withDuration(Duration.ofSeconds(maxDuration));
    if (rateLimit == null) {
      return limits;
    }
    int slash = rateLimit.indexOf('/');
    return slash < 0
        ? limits.withRate(IperfQuantity.rate(rateLimit), limits.averaging())
        : limits.withRate(
            IperfQuantity.rate(rateLimit.substring(0, slash)),
            Duration.ofSeconds(IperfQuantity.rate(rateLimit.substring(slash + 1))));
  }

  private Optional<ServerAuthentication> authentication() {
    if (privateKey == null && users == null) {
      return Optional.empty();
    }
    if (privateKey == null || users == null) {
      throw new IllegalArgumentException(
          "--rsa-private-key-path and --authorized-users-path belong together");
    }
    return Optional.of(
        new ServerAuthentication(
            RsaKeys.privateKey(privateKey),
            AuthorizedUsers.read(users),
            Duration.ofSeconds(skewSeconds),
            pkcs1 ? AuthToken.Padding.PKCS1 : AuthToken.Padding.OAEP));
  }
}
