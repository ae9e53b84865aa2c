package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "::1, ::1",
    "::, ::",
    "fe80::1, fe80::1",
    "2001:db8::, 2001:db8::",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "100::, 100::",
    "1:0:0:10:0:0:0:20, 1:0:0:10::20"
  })
  void addressesAreWrittenAsUsual(String address, String text) {
    assertThat(Endpoints.text(InetAddress.ofLiteral(address))).isEqualTo(text);
  }
}
