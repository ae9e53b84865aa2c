package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.traffic.DatagramCounts;
import dev.linerate.traffic.StreamSample;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StreamTotalsTest {
  private static final DatagramCounts LOSSY =
      new DatagramCounts(100, 10, 3, 2, 4_000, OptionalLong.of(4));
  private static final DatagramCounts LATER =
      new DatagramCounts(50, -1, 1, 0, 8_000, OptionalLong.empty());

  @Test
  void intervalsAddUpWithoutTheOmittedOnes() {
    StreamTotals totals =
        StreamTotals.of(
            List.of(
                sample(0, 1, 1000, true, LOSSY),
                sample(0, 1, 20, false, LOSSY),
                sample(1, 3, 30, false, LATER)));

    assertThat(totals.bytes()).isEqualTo(50);
    assertThat(totals.seconds()).isEqualTo(3);
    assertThat(totals.bitsPerSecond()).isCloseTo(400 / 3.0, within(1e-9));
    assertThat(totals.retransmits()).isEmpty();
    assertThat(totals.datagrams())
        .contains(new DatagramCounts(150, 9, 4, 2, 8_000, OptionalLong.of(4)));
  }

  @Test
  void nothingMeasuredIsNothing() {
    StreamTotals totals = StreamTotals.of(List.of(sample(0, 1, 1000, true, LOSSY)));
    assertThat(totals.bytes()).isZero();
    assertThat(totals.seconds()).isZero();
    assertThat(totals.bitsPerSecond()).isZero();
    assertThat(totals.datagrams()).isEmpty();
  }

  @Test
  void streamsAddUpWithTheMeanOfTheirJitters() {
    StreamTotals sum =
        StreamTotals.sum(
            List.of(
                new StreamTotals(10, 2, OptionalLong.of(3), Optional.of(LOSSY)),
                new StreamTotals(20, 2.5, OptionalLong.empty(), Optional.of(LATER))));
    assertThat(sum)
        .isEqualTo(
            new StreamTotals(
                30,
                2.5,
                OptionalLong.of(3),
                Optional.of(new DatagramCounts(150, 9, 4, 2, 6_000, OptionalLong.of(4)))));
  }

  @Test
  void whatOneEndTellsTheOtherReads() {
    StreamTotals told =
        new StreamTotals(
            900,
            2,
            OptionalLong.empty(),
            Optional.of(new DatagramCounts(90, 9, 0, 0, 4_000, OptionalLong.empty())));
    StreamResult result = StreamResult.of(3, told, Optional.of(new StreamResult.Omitted(1, 10)));

    assertThat(result.errors()).isEqualTo(10);
    assertThat(result.packets()).isEqualTo(100);
    assertThat(StreamTotals.of(result, Protocol.UDP, 7)).isEqualTo(told);
  }

  @Test
  void anOldPeerWithoutTimesGetsThoseOfTheTest() {
    StreamResult result =
        new StreamResult(
            1,
            8,
            OptionalLong.of(2),
            0,
            0,
            0,
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());
    assertThat(StreamTotals.of(result, Protocol.TCP, 4))
        .isEqualTo(new StreamTotals(8, 4, OptionalLong.of(2), Optional.empty()));
  }

  @Test
  void lossIsAShareOfWhatWasDue() {
    assertThat(LOSSY.lostPercent()).isEqualTo(10);
    assertThat(DatagramCounts.NONE.lostPercent()).isZero();
  }

  private static StreamSample sample(
      long start, long end, long bytes, boolean omitted, DatagramCounts counts) {
    return new StreamSample(
        start * 1_000_000_000,
        end * 1_000_000_000,
        bytes,
        omitted,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.of(counts),
        OptionalInt.empty(),
        0,
        OptionalDouble.empty());
  }
}
