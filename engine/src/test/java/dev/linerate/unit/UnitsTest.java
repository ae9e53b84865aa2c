package dev.linerate.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({"1gbit,1e9", "920M,920e6", "10 Gbit/s,10e9", "250000,250000", "0,0", "1.5g,1.5e9"})
  void readsBitRates(String text, double bits) {
    assertThat(BitRate.parse(text).bitsPerSecond()).isEqualTo(bits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "-1M", "1e9", "10x", "M", "1 000"})
  void refusesWhatIsNoBitRate(String text) {
    assertThatThrownBy(() -> BitRate.parse(text)).hasMessageContaining("is no bit rate");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 bit/s",
    "999.4,999 bit/s",
    "999.6,1.00 kbit/s",
    "909e6,909 Mbit/s",
    "9.414e9,9.41 Gbit/s",
    "26.44e9,26.4 Gbit/s",
    "941482444,941 Mbit/s"
  })
  void writesThreeDigits(double bits, String text) {
    assertThat(new BitRate(bits)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({"1e9,1 Gbit/s", "2.5e9,2.5 Gbit/s", "920e6,920 Mbit/s", "100e9,100 Gbit/s"})
  void writesChosenRatesWithoutTrailingZeros(double bits, String text) {
    assertThat(new BitRate(bits).nominal()).isEqualTo(text);
  }

  @Test
  void writesInAGivenUnit() {
    assertThat(new BitRate(876e6).in("Gbit/s")).isEqualTo("0.88");
  }

  @ParameterizedTest
  @CsvSource({"8192,8192", "128K,131072", "4MiB,4194304", "1.5k,1536"})
  void readsByteCounts(String text, long bytes) {
    assertThat(ByteCount.parse(text).bytes()).isEqualTo(bytes);
  }

  @Test
  void writesBinaryPrefixes() {
    // the study's 1.05 GBytes at 900 Mbit/s in 10.05 s is binary
    assertThat(new ByteCount(1_130_625_000L)).hasToString("1.05 GiB");
    assertThat(new ByteCount(512)).hasToString("512 B");
  }

  @ParameterizedTest
  @CsvSource({"10s,10000", "500ms,500", "2m,120000", "1.5,1500"})
  void readsDurations(String text, long millis) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"35000,35 s", "240000,4 min", "6000000,1 h 40 min"})
  void writesDurationsForPeople(long millis, String text) {
    assertThat(Durations.human(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void mtuHasBounds() {
    assertThatThrownBy(() -> new Mtu(67)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new Mtu(1500).minus(50).bytes()).isEqualTo(1450);
  }
}
