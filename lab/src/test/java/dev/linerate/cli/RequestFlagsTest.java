package dev.linerate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.iperf.Pace;
import dev.linerate.iperf.Parameters;
import dev.linerate.iperf.Protocol;
import dev.linerate.iperf.RequestResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RequestFlagsTest {
  /** As the other flags make it: the size of a block is not said. */
  private static final Parameters TCP = Parameters.of(Protocol.TCP).withBlockBytes(0);

  @Test
  void withoutThemTheTestIsAsItWas() {
    assertThat(parse()).isEqualTo(TCP);
  }

  @Test
  void defaults() {
    assertThat(parse("--rr", "crr").requestResponse())
        .contains(RequestResponse.of(RequestResponse.Kind.CRR));
    assertThat(parse("--rr", "udp").protocol()).isEqualTo(Protocol.UDP);
  }

  @Test
  void allOfThem() {
    assertThat(
            parse(
                    "--rr",
                    "tcp",
                    "--request-size",
                    "1K",
                    "--response-size",
                    "0.5K",
                    "--request-rate",
                    "2.5K",
                    "--spin")
                .requestResponse())
        .contains(new RequestResponse(RequestResponse.Kind.TCP, 1024, 512, 2500, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rr sctp | \"sctp\" is none of tcp, udp, crr",
        "--request-rate 5 | belong to --rr",
        "--spin | belong to --rr",
        "--rr tcp --request-rate 0 | --request-rate: at least 1",
        "--rr tcp --request-rate 0.0001K | --request-rate: at least 1",
        "--rr tcp --request-rate 1.5 | --request-rate: \"1.5\" is no whole number",
        "--rr tcp --request-rate -1 | --request-rate: \"-1\" is no number",
        "--rr tcp --request-rate 1e3 | --request-rate: \"1e3\" is no number",
        "--rr tcp --request-rate 20M | rate of transactions is 20000000",
        "--rr tcp --request-rate 9999999999T | --request-rate: \"9999999999T\" is too large",
        "--rr tcp --request-size 0 | request size is 0",
        "--rr tcp --request-size 4G | request size is 2147483647",
        "--rr udp --request-size 7 | not within 8 to 65507",
        "--rr udp --response-size 66000 | response size is 66000",
        "--rr tcp --response-size x | --response-size: \"x\" is no number"
      })
  void othersAreRefusedWithTheReason(String flags, String message) {
    assertThatThrownBy(() -> parse(flags.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatIsOfAStreamDoesNotGoWithThem() {
    for (Parameters stream :
        List.of(
            Parameters.of(Protocol.UDP).withBlockBytes(0),
            TCP.withBlockBytes(1000),
            TCP.withPace(Pace.of(1000)),
            TCP.withPace(new Pace(0, 0, 0, 1000)))) {
      assertThatThrownBy(() -> flags("--rr", "udp").on(stream))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not --udp, --length, --bitrate and --fq-rate");
    }
  }

  private static Parameters parse(String... arguments) {
    return flags(arguments).on(TCP);
  }

  private static RequestFlags flags(String... arguments) {
    return CommandLine.populateCommand(new RequestFlags(), arguments);
  }
}
