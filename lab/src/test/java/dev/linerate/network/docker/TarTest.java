package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TarTest {
  private static String field(byte[] archive, int at, int length) {
    return new String(archive, at, length, StandardCharsets.US_ASCII).replace("\0", "").strip();
  }

  @Test
  void packsOneExecutableOfRoot() {
    byte[] content = "hello".getBytes(StandardCharsets.US_ASCII);
    byte[] archive = Tar.ofProgram("bin/wait", content);
    assertThat(field(archive, 0, 100)).isEqualTo("bin/wait");
    assertThat(Integer.parseInt(field(archive, 100, 8), 8)).isEqualTo(0b111_101_101);
    assertThat(Integer.parseInt(field(archive, 108, 8), 8)).isZero();
    assertThat(Integer.parseInt(field(archive, 124, 12), 8)).isEqualTo(5);
    assertThat(field(archive, 257, 6)).isEqualTo("ustar");
    assertThat(Arrays.copyOfRange(archive, 512, 517)).isEqualTo(content);
  }

  @Test
  void sumsItsHeaderWithSpacesForTheSum() {
    byte[] archive = Tar.ofProgram("wait", new byte[3]);
    int written = Integer.parseInt(field(archive, 148, 8), 8);
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? ' ' : archive[i];
    }
    assertThat(written).isEqualTo(sum);
  }

  @Test
  void endsWithTwoEmptyBlocksAfterWholeBlocks() {
    for (int size : new int[] {0, 1, 511, 512, 513}) {
      byte[] content = new byte[size];
      Arrays.fill(content, (byte) 7);
      byte[] archive = Tar.ofProgram("wait", content);
      int end = 512 + (size + 511) / 512 * 512;
      assertThat(archive).hasSize(end + 1024);
      for (int i = 512 + size; i < archive.length; i++) {
        assertThat(archive[i]).isZero();
      }
    }
  }
}
