package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitProgramTest {
  /** What the kernel's loader reads (elf(5)), read independently of the writer. */
  private record Elf(
      int machine,
      long entry,
      int type,
      int flags,
      long offset,
      long address,
      long fileSize,
      long memorySize,
      long align,
      ByteBuffer code) {
    static Elf read(byte[] bytes) {
      ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(file.getInt(0)).as("magic").isEqualTo(0x464c457f);
      assertThat(file.get(4)).as("64 bit").isEqualTo((byte) 2);
      assertThat(file.get(5)).as("little endian").isEqualTo((byte) 1);
      assertThat(file.getShort(16)).as("executable").isEqualTo((short) 2);
      assertThat(file.getShort(54)).as("size of a program header").isEqualTo((short) 56);
      assertThat(file.getShort(56)).as("number of program headers").isEqualTo((short) 1);
      int header = (int) file.getLong(32);
      long entry = file.getLong(24);
      long offset = file.getLong(header + 8);
      long address = file.getLong(header + 16);
      byte[] code = new byte[bytes.length - (int) (entry - address + offset)];
      file.get((int) (entry - address + offset), code);
      return new Elf(
          file.getShort(18),
          entry,
          file.getInt(header),
          file.getInt(header + 4),
          offset,
          address,
          file.getLong(header + 32),
          file.getLong(header + 40),
          file.getLong(header + 48),
          ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  @Test
  void loadsItselfReadableAndExecutable() {
    for (String architecture : List.of("amd64", "aarch64")) {
      byte[] bytes = WaitProgram.bytes(architecture);
      Elf elf = Elf.read(bytes);
      assertThat(elf.type()).as("PT_LOAD").isEqualTo(1);
      assertThat(elf.flags()).as("read and execute, never write").isEqualTo(5);
      assertThat(elf.fileSize()).isEqualTo(bytes.length);
      assertThat(elf.memorySize()).isEqualTo(bytes.length);
      assertThat(elf.entry()).isBetween(elf.address(), elf.address() + bytes.length - 1);
      // the loader refuses a segment whose offset and address differ modulo the page size
      assertThat(elf.offset() % elf.align()).isEqualTo(elf.address() % elf.align());
      assertThat(elf.align()).isGreaterThanOrEqualTo(0x10000);
    }
  }

  @Test
  void onX86LoopsAroundPause() {
    Elf elf = Elf.read(WaitProgram.bytes("amd64"));
    assertThat(elf.machine()).isEqualTo(62);
    ByteBuffer code = elf.code();
    assertThat(code.get(0)).as("mov imm32, eax").isEqualTo((byte) 0xb8);
    assertThat(code.getInt(1)).as("pause").isEqualTo(34);
    assertThat(code.getShort(5)).as("syscall").isEqualTo((short) 0x050f);
    assertThat(code.get(7)).as("jmp rel8").isEqualTo((byte) 0xeb);
    assertThat(9 + code.get(8)).as("jump to the beginning").isZero();
    assertThat(code.capacity()).isEqualTo(9);
  }

  @Test
  void onArmLoopsAroundPpollWithoutArguments() {
    Elf elf = Elf.read(WaitProgram.bytes("aarch64"));
    assertThat(elf.machine()).isEqualTo(183);
    ByteBuffer code = elf.code();
    List<String> program = new ArrayList<>();
    while (code.hasRemaining()) {
      int at = code.position() / 4;
      program.add(decoded(code.getInt(), at));
    }
    assertThat(program)
        .containsExactly(
            "movz x0 0", "movz x1 0", "movz x2 0", "movz x3 0", "movz x8 73", "svc 0", "b 0");
  }

  /** The three instructions of the A64 instruction set that the program is made of. */
  private static String decoded(int word, int at) {
    if ((word & 0xffe00000) == 0xd2800000) {
      return "movz x" + (word & 31) + " " + (word >>> 5 & 0xffff);
    }
    if ((word & 0xffe0001f) == 0xd4000001) {
      return "svc " + (word >>> 5 & 0xffff);
    }
    if ((word & 0xfc000000) == 0x14000000) {
      return "b " + (at + (word << 6 >> 6));
    }
    return "unknown " + Integer.toHexString(word);
  }

  @Test
  void saysForWhichMachineItIsNotWritten() {
    assertThatThrownBy(() -> WaitProgram.bytes("riscv64"))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("riscv64");
  }
}
