package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import org.junit.jupiter.api.Test;

class ApiVersionTest {
  private static final String URL = "unix:///run/docker.sock";

  private static String negotiated(String oldest, String newest) {
    return ApiVersion.negotiate(URL, ApiVersion.parse(oldest), ApiVersion.parse(newest)).toString();
  }

  @Test
  void takesTheNewestThatBothSpeak() {
    assertThat(negotiated("1.12", "1.41")).as("Debian's 20.10").isEqualTo("1.41");
    assertThat(negotiated("1.44", "1.52")).as("Docker 29").isEqualTo("1.44");
    assertThat(negotiated("1.24", "1.44")).isEqualTo("1.44");
  }

  @Test
  void comparesNumbersAndNotLetters() {
    assertThat(ApiVersion.parse("1.9")).isLessThan(ApiVersion.parse("1.10"));
    assertThat(ApiVersion.parse("2.0")).isGreaterThan(ApiVersion.parse("1.99"));
  }

  @Test
  void saysWhichSideIsTooOld() {
    assertThatThrownBy(() -> negotiated("1.12", "1.29"))
        .isInstanceOfSatisfying(
            LinerateException.class,
            e -> {
              assertThat(e).hasMessageContaining(URL).hasMessageContaining("1.29");
              assertThat(e.nextStep()).contains("17.06");
            });
    assertThatThrownBy(() -> negotiated("1.45", "1.60"))
        .isInstanceOfSatisfying(
            LinerateException.class, e -> assertThat(e.nextStep()).contains("newer linerate"));
  }

  @Test
  void refusesWhatIsNoVersion() {
    for (String text : new String[] {"", "1", "1.x", "1.41.2", "v1.41", "1.99999999999"}) {
      assertThatThrownBy(() -> ApiVersion.parse(text)).isInstanceOf(LinerateException.class);
    }
  }
}
