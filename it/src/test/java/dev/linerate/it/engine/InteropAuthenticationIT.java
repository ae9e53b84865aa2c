package dev.linerate.it.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.iperf.Amount;
import dev.linerate.iperf.AuthToken;
import dev.linerate.iperf.AuthorizedUsers;
import dev.linerate.iperf.Client;
import dev.linerate.iperf.ClientOptions;
import dev.linerate.iperf.Credentials;
import dev.linerate.iperf.Parameters;
import dev.linerate.iperf.Protocol;
import dev.linerate.iperf.RsaKeys;
import dev.linerate.iperf.Server;
import dev.linerate.iperf.ServerAuthentication;
import dev.linerate.iperf.ServerOptions;
import dev.linerate.it.Requirements;
import dev.linerate.it.support.SideBySide;
import dev.linerate.tool.Iperf3Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * User, password and key between linerate and the real iperf3: the older padding until 3.16, OAEP
 * since; a newer server, but no newer client, can be told to take the older.
 */
@SideBySide
class InteropAuthenticationIT {
  private static final int PORT = 5201;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String USER = "tester";

  /** iperf3's servers read a word. */
  private static final String PASSWORD = "a-password";

  private static final Iperf3Version OAEP_SINCE = new Iperf3Version(3, 17, 0);

  @TempDir private Path folder;
  @AutoClose private LoopbackNamespace inside;
  private Host host;
  private RealIperf3 iperf3;
  private Path privateKey;
  private Path publicKey;
  private Path users;

  @BeforeEach
  void setUp() throws Exception {
    Requirements.need("netns", "iperf3");
    host = new LocalHost(folder, Map.of());
    iperf3 = RealIperf3.on(host);
    inside = new LoopbackNamespace(host);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    privateKey = pem("PRIVATE KEY", pair.getPrivate());
    publicKey = pem("PUBLIC KEY", pair.getPublic());
    users =
        Files.writeString(
            folder.resolve("users"), USER + "," + AuthorizedUsers.hash(USER, PASSWORD) + "\n");
  }

  private Path pem(String what, Key key) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return Files.writeString(
        folder.resolve(what.replace(' ', '-')),
        "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
  }

  private boolean newer() {
    return iperf3.version().compareTo(OAEP_SINCE) >= 0;
  }

  private List<String> iperf3(String... flags) {
    List<String> line = new ArrayList<>(List.of(iperf3.program(), "-p", Integer.toString(PORT)));
    line.addAll(List.of(flags));
    return line;
  }

  @ParameterizedTest
  @EnumSource(AuthToken.Padding.class)
  void anIperf3ClientIsLetInWithItsPasswordAlone(AuthToken.Padding padding) throws Exception {
    ServerOptions options =
        ServerOptions.DEFAULT
            .withPort(PORT)
            .withAuthentication(
                new ServerAuthentication(
                    RsaKeys.privateKey(privateKey),
                    AuthorizedUsers.read(users),
                    AuthorizedUsers.DEFAULT_SKEW,
                    padding));
    try (Server _ = inside.inside(() -> Server.start(options))) {
      Output right = iperf3Client(PASSWORD);
      assertThat(right.ok())
          .as(right.out() + right.err())
          .isEqualTo(newer() == (padding == AuthToken.Padding.OAEP));
      Output wrong = iperf3Client(PASSWORD + "s");
      assertThat(wrong.ok()).isFalse();
      assertThat(wrong.out() + wrong.err()).contains("authorization failed");
    }
  }

  private Output iperf3Client(String password) {
    List<String> line =
        iperf3(
            "-c",
            LoopbackNamespace.ADDRESS,
            "-n",
            "1M",
            "--username",
            USER,
            "--rsa-public-key-path",
            publicKey.toString());
    Command command = inside.command(line.toArray(String[]::new));
    return host.run(command.with("IPERF3_PASSWORD", password).within(LIMIT));
  }

  @ParameterizedTest
  @EnumSource(AuthToken.Padding.class)
  void anIperf3ServerLetsOursIn(AuthToken.Padding padding) throws Exception {
    List<String> line =
        iperf3(
            "-s",
            "-1",
            "--rsa-private-key-path",
            privateKey.toString(),
            "--authorized-users-path",
            users.toString());
    if (newer() && padding == AuthToken.Padding.PKCS1) {
      line.add("--use-pkcs1-padding");
    }
    try (Task server = host.start(inside.command(line.toArray(String[]::new)).within(LIMIT))) {
      assertThat(Await.until(LIMIT, this::listening)).isTrue();
      Throwable refusal = catchThrowable(() -> inside.inside(() -> client(padding)));
      if (newer() || padding == AuthToken.Padding.PKCS1) {
        assertThat(refusal).isNull();
        assertThat(server.await(LIMIT)).hasValueSatisfying(end -> assertThat(end.ok()).isTrue());
      } else {
        assertThat(refusal)
            .isInstanceOf(LinerateException.class)
            .hasMessageContaining("user, password or padding may be wrong");
      }
    }
  }

  private boolean listening() {
    Command look = inside.command("ss", "-Hltn", "sport", "=", ":" + PORT);
    return !host.run(look).out().isBlank();
  }

  private Object client(AuthToken.Padding padding) {
    Credentials credentials =
        new Credentials(USER, PASSWORD, RsaKeys.publicKey(publicKey), padding);
    ClientOptions options =
        ClientOptions.to(LoopbackNamespace.ADDRESS)
            .withPort(PORT)
            .withCredentials(credentials)
            .withParameters(Parameters.of(Protocol.TCP).withAmount(Amount.ofBytes(1 << 20)));
    try (Client client = new Client(options)) {
      assertThat(client.run().error()).isEmpty();
      return client;
    }
  }
}
