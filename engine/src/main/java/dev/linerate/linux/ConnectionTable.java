package dev.linerate.linux;

import static dev.linerate.linux.Kernel.checked;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The connection tracking table of the calling thread's network namespace, by ctnetlink
 * (linux/netfilter/nfnetlink_conntrack.h). Needs CAP_NET_ADMIN.
 */
public final class ConnectionTable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
  private static final int NETLINK_NETFILTER = 12;
  private static final short NEW = 1 << 8;
  private static final short DELETE = (1 << 8) | 2;
  private static final short REQUEST = 1;
  private static final short EXCLUSIVE_CREATE = 0x600;
  private static final short NESTED = (short) 0x8000;
  private static final int HEADER = 20;
  private static final int BATCH = 200;
  private static final int BATCH_BYTES = 64 << 10;
  private static final byte UDP = 17;
  private static final int PORTS = 60_000;

  /** Seen in both directions, never thrown out early (linux/netfilter/nf_conntrack_common.h). */
  private static final int ASSURED = 0x0e;

  /** Ten minutes: nobody has to live with it for ever. */
  private static final int TIMEOUT_SECONDS = 600;

  private ConnectionTable() {}

  /**
   * Makes this many entries, of UDP flows between addresses of 127.77.0.0/16 that nobody uses;
   * those for which there is no room are not made.
   */
  public static void fill(int entries) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(BATCH_BYTES, 8);
      int fd = open();
      try {
        for (int first = 0; first < entries; first += BATCH) {
          ByteBuffer batch = memory.asByteBuffer().order(ByteOrder.nativeOrder());
          for (int i = first; i < Math.min(entries, first + BATCH); i++) {
            entry(batch, i);
          }
          send(fd, memory, batch.position());
        }
      } finally {
        Kernel.current().call(SystemCall.CLOSE, fd);
      }
    }
  }

  /** Removes all entries. */
  public static void clear() throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(HEADER, 8);
      ByteBuffer message = memory.asByteBuffer().order(ByteOrder.nativeOrder());
      header(message, HEADER, DELETE, REQUEST);
      int fd = open();
      try {
        send(fd, memory, HEADER);
      } finally {
        Kernel.current().call(SystemCall.CLOSE, fd);
      }
    }
  }

  private static int open() throws LinuxException {
    return (int)
        checked(
            SystemCall.SOCKET,
            Kernel.current()
                .call(SystemCall.SOCKET, AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_NETFILTER));
  }

  /** The kernel takes the messages of a batch one after the other, before the call returns. */
  private static void send(int fd, MemorySegment batch, int length) throws LinuxException {
    checked(
        SystemCall.SENDTO,
        Kernel.current().call(SystemCall.SENDTO, fd, batch.address(), length, 0, 0, 0));
  }

  /** struct nlmsghdr and struct nfgenmsg. */
  private static void header(ByteBuffer to, int length, short type, short flags) {
    to.putInt(length).putShort(type).putShort(flags).putInt(0).putInt(0);
    to.put((byte) SocketAddresses.AF_INET).put((byte) 0).putShort((short) 0);
  }

  private static void entry(ByteBuffer to, int number) {
    int start = to.position();
    header(to, 0, NEW, (short) (REQUEST | EXCLUSIVE_CREATE));
    int client = 0x7f4d0000 | (1 + number / PORTS);
    int server = 0x7f4d6301;
    int port = 1024 + number % PORTS;
    tuple(to, 1, client, server, port, 9);
    tuple(to, 2, server, client, 9, port);
    number(to, 3, ASSURED);
    number(to, 7, TIMEOUT_SECONDS);
    to.putInt(start, to.position() - start);
  }

  /** CTA_TUPLE_ORIG or CTA_TUPLE_REPLY: addresses and ports, in network byte order. */
  private static void tuple(ByteBuffer to, int attribute, int from, int towards, int port, int at) {
    attribute(to, 52, attribute | NESTED);
    attribute(to, 20, 1 | NESTED);
    number(to, 1, from);
    number(to, 2, towards);
    attribute(to, 28, 2 | NESTED);
    attribute(to, 5, 1);
    to.put(UDP).put((byte) 0).putShort((short) 0);
    port(to, 2, port);
    port(to, 3, at);
  }

  private static void attribute(ByteBuffer to, int length, int type) {
    to.putShort((short) length).putShort((short) type);
  }

  private static void number(ByteBuffer to, int type, int value) {
    attribute(to, 8, type);
    to.putInt(
        ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value));
  }

  private static void port(ByteBuffer to, int type, int value) {
    attribute(to, 6, type);
    to.put((byte) (value >> 8)).put((byte) value).putShort((short) 0);
  }
}
