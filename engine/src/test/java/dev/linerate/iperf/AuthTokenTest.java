package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linerate.fault.LinerateException;
import dev.linerate.iperf.AuthToken.Padding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthTokenTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_795_434_540);
  private static final PublicKey PUBLIC = RsaKeys.publicKey(Fixture.path("auth/public.pem"));
  private static final PrivateKey PRIVATE =
      RsaKeys.privateKey(Fixture.path("auth/private-pkcs8.pem"));
  private static final AuthorizedUsers USERS = AuthorizedUsers.read(Fixture.path("auth/users.csv"));

  @ParameterizedTest
  @EnumSource
  void whatIsEncryptedIsDecrypted(Padding padding) throws ProtocolException {
    AuthToken token = new AuthToken("a user", "pass word: ü", TIME);
    String encrypted = token.encrypt(PUBLIC, padding);
    assertThat(encrypted).matches("[A-Za-z0-9+/=]+");
    assertThat(AuthToken.decrypt(encrypted, PRIVATE, padding)).isEqualTo(token);
  }

  @Test
  void readsTheTokenOfIperf3() throws ProtocolException {
    Parameters parameters = ParametersJson.decode(Fixture.bytes("message-auth-parameters.json"));
    AuthToken token =
        AuthToken.decrypt(parameters.labels().authToken().orElseThrow(), PRIVATE, Padding.PKCS1);

    assertThat(token.user()).isEqualTo("mario");
    assertThat(token.password()).isEqualTo("rossi");
    assertThat(USERS.accepts(token, token.time(), Duration.ZERO)).isTrue();
  }

  @Test
  void readsTheOaepOfOpenssl() throws ProtocolException {
    assertThat(AuthToken.decrypt(Fixture.text("auth/token-oaep.txt"), PRIVATE, Padding.OAEP))
        .isEqualTo(new AuthToken("mario", "rossi", TIME));
  }

  @Test
  void theWrongPaddingIsRefused() {
    refused(new AuthToken("u", "p", TIME).encrypt(PUBLIC, Padding.OAEP), Padding.PKCS1);
    refused(new AuthToken("u", "p", TIME).encrypt(PUBLIC, Padding.PKCS1), Padding.OAEP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "====", "not base64!", "AAAA", "dXNlcjogdQpwd2Q6ICBwCnRzOiAgIDE="})
  void whatIsNoTokenIsRefused(String text) {
    refused(text, Padding.OAEP);
    refused(text, Padding.PKCS1);
  }

  private static void refused(String token, Padding padding) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> AuthToken.decrypt(token, PRIVATE, padding))
        .withMessage("the client's authentication token is not readable");
  }

  @Test
  void tooLongForTheKeyOrOfTwoLinesIsTheCallersMistake() {
    AuthToken token = new AuthToken("u", "p".repeat(250), TIME);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> token.encrypt(PUBLIC, Padding.OAEP))
        .withMessageContaining("too long");
    assertThatIllegalArgumentException().isThrownBy(() -> new AuthToken("u\nts:   1", "p", TIME));
  }

  @Test
  void thePasswordIsNotPrinted() {
    assertThat(new AuthToken("u", "secret", TIME).toString()).doesNotContain("secret");
  }

  @Test
  void usersNeedTheirPasswordAndTheTime() {
    Duration skew = AuthorizedUsers.DEFAULT_SKEW;
    AuthToken right = new AuthToken("luigi", "verdi", TIME);
    assertThat(USERS.accepts(right, TIME.plusSeconds(10), skew)).isTrue();
    assertThat(USERS.accepts(right, TIME.minusSeconds(10), skew)).isTrue();
    assertThat(USERS.accepts(right, TIME.plusSeconds(11), skew)).isFalse();
    assertThat(USERS.accepts(right, TIME.minusSeconds(11), skew)).isFalse();
    assertThat(USERS.accepts(new AuthToken("luigi", "rossi", TIME), TIME, skew)).isFalse();
    assertThat(USERS.accepts(new AuthToken("peach", "verdi", TIME), TIME, skew)).isFalse();
    assertThat(USERS.accepts(new AuthToken("# user", "hash", TIME), TIME, skew)).isFalse();
  }

  @Test
  void bothFormsOfPrivateKeysAreTheSameKey() {
    assertThat(RsaKeys.privateKey(Fixture.path("auth/private-pkcs1.pem"))).isEqualTo(PRIVATE);
  }

  @Test
  void filesThatHoldNoKeySayWhatToDo(@TempDir Path directory) throws IOException {
    userError("passphrase", () -> RsaKeys.privateKey(Fixture.path("auth/private-passphrase.pem")));
    userError("no public", () -> RsaKeys.publicKey(Fixture.path("auth/private-pkcs8.pem")));
    userError("no private", () -> RsaKeys.privateKey(Fixture.path("auth/public.pem")));
    userError("cannot be read", () -> RsaKeys.publicKey(directory.resolve("absent")));
    Path garbage = directory.resolve("garbage.pem");
    Files.writeString(garbage, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    userError("no private", () -> RsaKeys.privateKey(garbage));
  }

  @Test
  void aWrongLineOfTheUsersFileIsNamed(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("users.csv");
    Files.writeString(file, "# fine\n\nmario;" + "0".repeat(64) + "\n");
    userError("line 3", () -> AuthorizedUsers.read(file));
    userError("cannot be read", () -> AuthorizedUsers.read(directory));
  }

  private static void userError(String said, ThrowingCallable call) {
    assertThatExceptionOfType(LinerateException.class)
        .isThrownBy(call)
        .withMessageContaining(said)
        .matches(e -> e.kind() == LinerateException.Kind.USER && !e.nextStep().isEmpty());
  }
}
