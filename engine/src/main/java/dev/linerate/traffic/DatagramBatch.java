package dev.linerate.traffic;

import dev.linerate.linux.Kernel;
import dev.linerate.linux.MessageBatch;

/**
 * Datagrams that one system call sends: some messages, each of which the kernel cuts into so many
 * datagrams (one without segmentation). For the thread that made it.
 */
final class DatagramBatch implements AutoCloseable {
  private final Kernel kernel = Kernel.current();
  private final int datagramBytes;
  private final UdpHeader header;
  private final int segments;
  private final MessageBatch messages;

  /**
   * A batch filled with payload.
   *
   * @param count messages in a call, at most
   * @param segments datagrams in a message
   */
  DatagramBatch(UdpSending sending, int count, int segments) {
    this.datagramBytes = sending.datagramBytes();
    this.header = UdpHeader.of(sending.wideCounters());
    this.segments = segments;
    messages = new MessageBatch(count, segments * datagramBytes);
    sending.payload().fill(messages.data());
  }

  /** Datagrams that fit in. */
  int size() {
    return messages.size() * segments;
  }

  /**
   * Sends datagrams with their headers.
   *
   * @param number sequence number of the first
   * @param count how many, up to the size
   * @return how many were sent, or −errno
   */
  int send(int fd, long number, int count) {
    long stamp = UdpHeader.stamp(System.nanoTime());
    for (int i = 0; i < count; i++) {
      header.write(messages.data(), (long) i * datagramBytes, stamp, number + i);
    }
    int full = count / segments;
    int rest = count % segments;
    for (int i = 0; i < full; i++) {
      messages.length(i, segments * datagramBytes);
    }
    if (rest > 0) {
      messages.length(full, rest * datagramBytes);
    }
    int sent = messages.send(kernel, fd, rest > 0 ? full + 1 : full);
    return sent < 0 ? sent : Math.min(count, sent * segments);
  }

  @Override
  public void close() {
    messages.close();
  }
}
