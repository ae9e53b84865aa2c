package dev.linerate.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Captured output of iperf3; where each file is from is said in the README beside them. */
final class Fixture {
  private Fixture() {}

  static String text(String name) {
    try (InputStream in = Fixture.class.getResourceAsStream("/iperf3/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no fixture " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static EndReport client(String trial) {
    return Iperf3Json.parse(text("iperf3-" + trial + "-client.json"), End.CLIENT);
  }

  static EndReport server(String trial) {
    return Iperf3Json.parse(text("iperf3-" + trial + "-server.json"), End.SERVER);
  }
}
