package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Damages captured messages at random, the same way in each run. A decoder may take the outcome or
 * refuse it with a {@link ProtocolException}; any other exception fails the test by escaping.
 */
class MutationTest {
  private static final int ROUNDS = 4000;
  private static final Deadline SOON = Deadline.after(Duration.ofMinutes(5));

  /** What tends to break readers of JSON and of lengths. */
  private static final List<String> TOKENS =
      List.of(
          "-1",
          "0",
          "1e999",
          "-0.0",
          "1e-400",
          "9223372036854775808",
          "18446744073709551615",
          "null",
          "true",
          "{}",
          "[]",
          "\"\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "{\"a\":",
          "[[[[",
          "]]",
          "}",
          ",",
          ":",
          "\"id\":1",
          "\0\0\0\0",
          "\u007f",
          "nan",
          "//",
          "\"tcp\":true");

  private interface Decoder {
    Object decode(byte[] input) throws IOException;
  }

  @Test
  void parameters() throws IOException {
    List<byte[]> seeds =
        List.of(
            Fixture.bytes("message-tcp-everything-parameters.json"),
            Fixture.bytes("message-udp-parameters.json"),
            Fixture.bytes("message-auth-parameters.json"));
    attack(seeds, ParametersJson::decode, 1);
  }

  @Test
  void parametersThatAreTakenCanBeSentAgain() throws IOException {
    List<byte[]> seeds = List.of(Fixture.bytes("message-tcp-everything-parameters.json"));
    attack(
        seeds,
        input -> {
          Parameters read = ParametersJson.decode(input);
          assertThat(ParametersJson.decode(ParametersJson.encode(read))).isEqualTo(read);
          return read;
        },
        2);
  }

  @Test
  void results() throws IOException {
    List<byte[]> seeds =
        List.of(
            Fixture.bytes("message-tcp-everything-client-results.json"),
            Fixture.bytes("message-tcp-everything-server-results.json"));
    attack(seeds, input -> ResultsJson.decode(input, 4), 3);
  }

  @Test
  void framing() throws IOException {
    byte[] json = Fixture.bytes("message-udp-parameters.json");
    byte[] framed = ByteBuffer.allocate(4 + json.length).putInt(json.length).put(json).array();
    attack(
        List.of(framed),
        input -> {
          ScriptedTransport transport = ScriptedTransport.closing(input);
          try {
            return new ControlChannel(transport).readParameters(SOON);
          } finally {
            assertThat(transport.largestRead()).isLessThanOrEqualTo(64 << 10);
          }
        },
        4);
  }

  @Test
  void aWholeConversation() throws IOException {
    ScriptedTransport client = ScriptedTransport.closing();
    ControlChannel channel = new ControlChannel(client);
    channel.sendCookie(Cookie.random(), SOON);
    channel.sendParameters(Parameters.of(Protocol.TCP), SOON);
    channel.sendState(ControlState.TEST_END, SOON);
    attack(
        List.of(client.sent()),
        input -> {
          ControlChannel server = new ControlChannel(ScriptedTransport.stalling(input));
          return List.of(
              server.readCookie(SOON), server.readParameters(SOON), server.readState(SOON));
        },
        5);
  }

  @Test
  void tokens() throws IOException {
    PrivateKey key = RsaKeys.privateKey(Fixture.path("auth/private-pkcs8.pem"));
    byte[] token = Fixture.bytes("auth/token-oaep.txt");
    RandomGenerator random = new Random(6);
    Map<Boolean, Integer> outcomes = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      String text = new String(mutate(token, random), StandardCharsets.ISO_8859_1);
      outcomes.merge(
          taken(input -> AuthToken.decrypt(text, key, AuthToken.Padding.OAEP), token),
          1,
          Integer::sum);
    }
    assertThat(outcomes.get(false)).isGreaterThan(50);
  }

  private static void attack(List<byte[]> seeds, Decoder decoder, int seed) throws IOException {
    RandomGenerator random = new Random(seed);
    Map<Boolean, Integer> outcomes = new HashMap<>();
    for (int i = 0; i < ROUNDS; i++) {
      byte[] input = mutate(seeds.get(random.nextInt(seeds.size())), random);
      outcomes.merge(taken(decoder, input), 1, Integer::sum);
    }
    assertThat(outcomes).as("some are taken, some refused").containsKeys(true, false);
  }

  private static boolean taken(Decoder decoder, byte[] input) throws IOException {
    try {
      assertThat(decoder.decode(input)).isNotNull();
      return true;
    } catch (ProtocolException e) {
      assertThat(e.getMessage()).isNotBlank();
      return false;
    }
  }

  private static byte[] mutate(byte[] seed, RandomGenerator random) {
    byte[] bytes = seed.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      bytes = change(bytes, random);
    }
    return bytes;
  }

  private static byte[] change(byte[] bytes, RandomGenerator random) {
    int at = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(12));
    return switch (random.nextInt(7)) {
      case 0 -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
      case 1 -> {
        bytes[at] = (byte) random.nextInt();
        yield bytes;
      }
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 -> join(bytes, at, new byte[0], to);
      case 4 -> join(bytes, to, Arrays.copyOfRange(bytes, at, to), to);
      case 5 -> join(bytes, at, token(random), at);
      default -> join(bytes, at, token(random), to);
    };
  }

  private static byte[] token(RandomGenerator random) {
    return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
  }

  /** What comes before {@code head}, the middle, what comes from {@code tail} on. */
  private static byte[] join(byte[] bytes, int head, byte[] middle, int tail) {
    return ByteBuffer.allocate(head + middle.length + bytes.length - tail)
        .put(bytes, 0, head)
        .put(middle)
        .put(bytes, tail, bytes.length - tail)
        .array();
  }
}
