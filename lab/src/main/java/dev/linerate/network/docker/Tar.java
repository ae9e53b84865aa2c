package dev.linerate.network.docker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An archive of one executable file, in the ustar format of POSIX.1-1988 (pax(1), tar(5)). */
final class Tar {
  private static final int BLOCK = 512;
  private static final int CHECKSUM_AT = 148;

  private Tar() {}

  /**
   * Packs one file with the mode 0755, owned by root, dated 1970 so that it never differs.
   *
   * @param name relative path of at most 100 bytes
   */
  static byte[] ofProgram(String name, byte[] content) {
    int padded = (content.length + BLOCK - 1) / BLOCK * BLOCK;
    ByteBuffer archive = ByteBuffer.allocate(BLOCK + padded + 2 * BLOCK);
    archive.put(header(name, content.length)).put(content);
    return archive.array();
  }

  private static byte[] header(String name, int size) {
    ByteBuffer header = ByteBuffer.allocate(BLOCK);
    put(header, 0, name);
    put(header, 100, "0000755\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, "%011o\0".formatted(size));
    put(header, 136, "00000000000\0");
    put(header, CHECKSUM_AT, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar\00000");
    put(header, CHECKSUM_AT, "%06o\0 ".formatted(sum(header.array())));
    return header.array();
  }

  private static void put(ByteBuffer header, int at, String text) {
    header.put(at, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sum of all bytes, the checksum field itself read as spaces. */
  private static int sum(byte[] header) {
    int sum = 0;
    for (byte b : header) {
      sum += Byte.toUnsignedInt(b);
    }
    return sum;
  }
}
