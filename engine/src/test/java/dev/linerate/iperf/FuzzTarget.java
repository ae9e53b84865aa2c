package dev.linerate.iperf;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/**
 * What a fuzzer calls (bench/fuzz): the first byte chooses who reads the rest. What is refused is
 * refused with a {@link ProtocolException}; whatever else escapes is a finding.
 */
public final class FuzzTarget {
  private static final Deadline NEVER = Deadline.after(Duration.ofDays(1));
  private static final int STREAMS = 4;

  /** Who reads; the number is the first byte. */
  enum Reader {
    PARAMETERS {
      @Override
      void read(byte[] input) throws IOException {
        Parameters taken = ParametersJson.decode(input);
        if (!ParametersJson.decode(ParametersJson.encode(taken)).equals(taken)) {
          throw new IllegalStateException("what was taken is sent as something else: " + taken);
        }
      }
    },
    RESULTS {
      @Override
      void read(byte[] input) throws IOException {
        ResultsJson.decode(input, STREAMS);
      }
    },
    /** All that a server reads of a client. */
    SERVER {
      @Override
      void read(byte[] input) throws IOException {
        ControlChannel client = new ControlChannel(ScriptedTransport.closing(input));
        client.readCookie(NEVER);
        client.readParameters(NEVER);
        client.readState(NEVER);
        client.readResults(STREAMS, ResultsJson.MAX_BYTES_FROM_CLIENT, NEVER);
        client.readState(NEVER);
      }
    },
    /** All that a client reads of a server, of requests too. */
    CLIENT {
      @Override
      void read(byte[] input) throws IOException {
        ControlChannel server = new ControlChannel(ScriptedTransport.closing(input));
        server.readState(NEVER);
        server.readAnsweringPort(NEVER);
        server.readState(NEVER);
        server.readResults(STREAMS, ResultsJson.MAX_BYTES_FROM_SERVER, NEVER);
        server.readAnswered(NEVER);
      }
    },
    HELLO {
      @Override
      void read(byte[] input) {
        UdpHello.of(MemorySegment.ofArray(input), input.length);
      }
    };

    abstract void read(byte[] input) throws IOException;
  }

  private FuzzTarget() {}

  /** Jazzer's name for it. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    Reader[] readers = Reader.values();
    byte[] rest = new byte[input.length - 1];
    System.arraycopy(input, 1, rest, 0, rest.length);
    try {
      readers[(input[0] & 0xff) % readers.length].read(rest);
    } catch (ProtocolException e) {
      // refused
    }
  }
}
