package dev.linerate.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GathererTest {
  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void keepsAllUpToTheLimit() throws InterruptedException {
    assertThat(new Gatherer(stream("0123456789"), 10).finished()).isEqualTo("0123456789");
  }

  @Test
  void keepsTheBeginningAndReadsTheRestAway() throws InterruptedException {
    String much = "0123456789".repeat(10_000);
    ByteArrayInputStream source =
        new ByteArrayInputStream(much.getBytes(StandardCharsets.US_ASCII));
    assertThat(new Gatherer(source, 20_001).finished()).isEqualTo(much.substring(0, 20_001));
    assertThat(source.available()).isZero();
  }

  @Test
  void aCharacterThatIsCutInTwoSpoilsNoOther() throws InterruptedException {
    assertThat(new Gatherer(stream("ab–"), 3).finished()).isEqualTo("ab\uFFFD");
  }

  @Test
  void whatCameBeforeAFailureIsKept() throws InterruptedException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Stream closed");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
          }
        };
    assertThat(new Gatherer(new SequenceInputStream(stream("last words"), broken), 99).finished())
        .isEqualTo("last words");
  }

  @Test
  void tellsWhatHasComeSoFar() throws Exception {
    try (PipedOutputStream process = new PipedOutputStream()) {
      Gatherer gatherer = new Gatherer(new PipedInputStream(process), 99);
      assertThat(gatherer.text()).isEmpty();
      process.write("ready\n".getBytes(StandardCharsets.US_ASCII));
      process.flush();
      assertThat(Await.until(Duration.ofSeconds(10), () -> gatherer.text().equals("ready\n")))
          .isTrue();
    }
  }
}
