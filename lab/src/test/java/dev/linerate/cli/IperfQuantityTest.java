package dev.linerate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IperfQuantityTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1500, 1500, 1500",
    "128K, 131072, 128000",
    "1.5m, 1572864, 1500000",
    "2G, 2147483648, 2000000000",
    "1T, 1099511627776, 1000000000000"
  })
  void bytesArePowersOf1024AndRatesOf1000(String text, long bytes, long rate) {
    assertThat(IperfQuantity.bytes(text)).isEqualTo(bytes);
    assertThat(IperfQuantity.rate(text)).isEqualTo(rate);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1X", "K", "1KB", "1 K", "0x10", "99999999999999999T", "1e3"})
  void whatIsNoNumberIsRefused(String text) {
    assertThatThrownBy(() -> IperfQuantity.bytes(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "32, 32", "0x20, 32", "040, 32", "255, 255"})
  void typesOfServiceInThreeBases(String text, int value) {
    assertThat(IperfQuantity.typeOfService(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"256", "-1", "0x100", "high", "", "08"})
  void whatIsNoTypeOfServiceIsRefused(String text) {
    assertThatThrownBy(() -> IperfQuantity.typeOfService(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
