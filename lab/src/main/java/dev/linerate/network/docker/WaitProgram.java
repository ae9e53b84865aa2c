package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * The program a container runs: it waits for ever and does nothing else, so that the container's
 * network namespace stays while traffic runs in it.
 *
 * <p>A static ELF64 executable (elf(5)) without libraries, written here byte by byte: header, one
 * program header, code. It therefore runs in any image, also in an empty one.
 */
final class WaitProgram {
  private static final int HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final short EM_X86_64 = 62;
  private static final short EM_AARCH64 = 183;

  /** Where the file is mapped: the usual base of x86-64 executables, a multiple of 64 KiB. */
  private static final long BASE = 0x400000;

  /** Largest page size of either machine, so that the segment is aligned on all kernels. */
  private static final long ALIGN = 0x10000;

  /** A loop around pause(2), system call 34. */
  private static final String X86_64 =
      """
      b822000000  mov  $34, %eax
      0f05        syscall
      ebf7        jmp  to the mov
      """;

  /**
   * A loop around ppoll(NULL, 0, NULL, NULL), system call 73: arm64 has no pause. The call
   * overwrites x0, so the loop starts at the top.
   */
  private static final String AARCH64 =
      """
      000080d2    mov  x0, #0
      010080d2    mov  x1, #0
      020080d2    mov  x2, #0
      030080d2    mov  x3, #0
      280980d2    mov  x8, #73
      010000d4    svc  #0
      faffff17    b    to the first mov
      """;

  private WaitProgram() {}

  /**
   * The executable file.
   *
   * @param architecture as {@code os.arch} names it
   * @throws LinerateException for a machine it is not written for
   */
  static byte[] bytes(String architecture) {
    return switch (architecture) {
      case "amd64", "x86_64" -> elf(EM_X86_64, code(X86_64));
      case "aarch64" -> elf(EM_AARCH64, code(AARCH64));
      default ->
          throw LinerateException.environment(
              "no container program for the architecture " + architecture,
              "Leave the Docker networks out: linerate run --networks linux-bridge,vxlan");
    };
  }

  private static byte[] code(String listing) {
    StringBuilder hex = new StringBuilder();
    listing.lines().forEach(line -> hex.append(line, 0, line.indexOf(' ')));
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] elf(short machine, byte[] code) {
    int size = HEADER + PROGRAM_HEADER + code.length;
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    putHeader(file, machine);
    putProgramHeader(file, size);
    file.put(code);
    return file.array();
  }

  private static void putHeader(ByteBuffer file, short machine) {
    file.put(new byte[] {0x7f, 'E', 'L', 'F'});
    file.put((byte) 2); // ELFCLASS64
    file.put((byte) 1); // ELFDATA2LSB
    file.put((byte) 1); // EV_CURRENT
    file.put((byte) 0); // ELFOSABI_NONE
    file.putLong(0); // padding
    file.putShort((short) 2); // ET_EXEC
    file.putShort(machine);
    file.putInt(1); // EV_CURRENT
    file.putLong(BASE + HEADER + PROGRAM_HEADER); // entry: the first byte of the code
    file.putLong(HEADER); // offset of the program header
    file.putLong(0); // no sections
    file.putInt(0); // flags
    file.putShort((short) HEADER);
    file.putShort((short) PROGRAM_HEADER);
    file.putShort((short) 1); // program headers
    file.putShort((short) HEADER); // size of a section header
    file.putShort((short) 0); // section headers
    file.putShort((short) 0); // no section names
  }

  private static void putProgramHeader(ByteBuffer file, int size) {
    file.putInt(1); // PT_LOAD
    file.putInt(5); // PF_R | PF_X
    file.putLong(0); // the whole file, from its beginning
    file.putLong(BASE);
    file.putLong(BASE);
    file.putLong(size); // in the file
    file.putLong(size); // in memory
    file.putLong(ALIGN);
  }
}
