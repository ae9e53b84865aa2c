package dev.linerate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.iperf.Amount;
import dev.linerate.iperf.Direction;
import dev.linerate.iperf.Pace;
import dev.linerate.iperf.Parameters;
import dev.linerate.iperf.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ClientTestFlagsTest {
  @Test
  void withoutFlagsTheDefaultsOfIperf3() {
    Parameters parameters = parse();
    assertThat(parameters.protocol()).isEqualTo(Protocol.TCP);
    assertThat(parameters.amount()).isEqualTo(Amount.ofSeconds(10));
    assertThat(parameters.pace()).isEqualTo(Pace.UNLIMITED);
    assertThat(parameters.blockBytes()).isZero();
    assertThat(parse("-u").pace().bitsPerSecond()).isEqualTo(1 << 20);
  }

  @Test
  void flagsWithTheirShortNames() {
    Parameters parameters =
        parse(
            "-u", "-b", "10M/20", "-n", "1M", "-O", "2", "-l", "1200", "-P", "4", "-R", "-w",
            "256K", "-S", "0x20", "-T", "title", "-Z");
    assertThat(parameters.protocol()).isEqualTo(Protocol.UDP);
    assertThat(parameters.pace().bitsPerSecond()).isEqualTo(10_000_000);
    assertThat(parameters.pace().burst()).isEqualTo(20);
    assertThat(parameters.amount()).isEqualTo(Amount.ofBytes(1 << 20).withOmitSeconds(2));
    assertThat(parameters.blockBytes()).isEqualTo(1200);
    assertThat(parameters.streams()).isEqualTo(4);
    assertThat(parameters.direction()).isEqualTo(Direction.REVERSE);
    assertThat(parameters.socket().bufferBytes()).isEqualTo(256 << 10);
    assertThat(parameters.socket().typeOfService()).isEqualTo(32);
    assertThat(parameters.labels().title()).contains("title");
    assertThat(parameters.payload().zeroCopy()).isOne();
  }

  @Test
  void flagsWithTheirLongNames() {
    Parameters parameters =
        parse(
            "--bidir",
            "--blockcount",
            "7",
            "--set-mss",
            "1000",
            "--no-delay",
            "--congestion",
            "reno",
            "--udp-counters-64bit",
            "--repeating-payload",
            "--dont-fragment",
            "--extra-data",
            "x",
            "--get-server-output",
            "--fq-rate",
            "1G",
            "--skip-rx-copy");
    assertThat(parameters.direction()).isEqualTo(Direction.BIDIRECTIONAL);
    assertThat(parameters.amount()).isEqualTo(Amount.ofBlocks(7));
    assertThat(parameters.socket().segmentSize()).isEqualTo(1000);
    assertThat(parameters.socket().noDelay()).isTrue();
    assertThat(parameters.socket().congestion()).contains("reno");
    assertThat(parameters.socket().dontFragment()).isTrue();
    assertThat(parameters.udp().wideCounters()).isTrue();
    assertThat(parameters.payload().repeating()).isTrue();
    assertThat(parameters.payload().skipReceiveCopy()).isTrue();
    assertThat(parameters.labels().extraData()).contains("x");
    assertThat(parameters.serverOutput()).isTrue();
    assertThat(parameters.pace().socketBitsPerSecond()).isEqualTo(1_000_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-t 1 -n 1",
        "-n 1 -k 1",
        "-R --bidir",
        "-P 0",
        "-P 129",
        "-l 2M",
        "-u -l 15",
        "-t 86401",
        "-O 601",
        "-w 4G",
        "-M 9217",
        "-S 256",
        "-b fast",
        "-C not/a/name"
      })
  void whatDoesNotDoIsRefused(String flags) {
    String[] arguments = flags.split(" ", -1);
    assertThatThrownBy(() -> parse(arguments)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Parameters parse(String... arguments) {
    ClientTestFlags flags = CommandLine.populateCommand(new ClientTestFlags(), arguments);
    return flags.parameters();
  }
}
