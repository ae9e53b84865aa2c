package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The seeds of bench/fuzz are taken, and so is what a fuzzer begins with. */
class FuzzTargetTest {
  private static byte[] seed(FuzzTarget.Reader reader, byte[] rest) throws IOException {
    ByteArrayOutputStream seed = new ByteArrayOutputStream();
    seed.write(List.of(FuzzTarget.Reader.values()).indexOf(reader));
    seed.write(rest);
    return seed.toByteArray();
  }

  @Test
  void seedsAreTaken() throws IOException {
    for (String name : new String[] {"tcp-everything", "udp", "auth"}) {
      byte[] parameters = Fixture.bytes("message-" + name + "-parameters.json");
      FuzzTarget.Reader.PARAMETERS.read(parameters);
      FuzzTarget.fuzzerTestOneInput(seed(FuzzTarget.Reader.PARAMETERS, parameters));
    }
    FuzzTarget.Reader.RESULTS.read(Fixture.bytes("message-tcp-everything-client-results.json"));
  }

  @Test
  void aWholeConversationIsTaken() throws IOException {
    ScriptedTransport client = ScriptedTransport.closing();
    ControlChannel channel = new ControlChannel(client);
    Deadline soon = Deadline.after(Duration.ofMinutes(1));
    channel.sendCookie(Cookie.random(), soon);
    channel.sendParameters(Parameters.of(Protocol.TCP), soon);
    channel.sendState(ControlState.TEST_END, soon);
    assertThat(client.sent()).hasSizeGreaterThan(Cookie.LENGTH);
    byte[] cut = seed(FuzzTarget.Reader.SERVER, client.sent());
    assertThatCode(() -> FuzzTarget.fuzzerTestOneInput(cut)).doesNotThrowAnyException();
  }

  @Test
  void nothingAndEveryFirstByteIsRefusedQuietly() throws IOException {
    FuzzTarget.fuzzerTestOneInput(new byte[0]);
    for (int first = 0; first < 256; first++) {
      byte[] input = {(byte) first, 1, 2, 3};
      assertThatCode(() -> FuzzTarget.fuzzerTestOneInput(input)).doesNotThrowAnyException();
    }
  }
}
