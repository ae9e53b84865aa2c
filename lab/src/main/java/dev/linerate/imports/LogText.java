package dev.linerate.imports;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * The characters of a log, which knows its line. Bytes that are no character of the encoding read
 * as U+FFFD; the encoding is UTF-8, or UTF-16 when the log begins with its mark (as PowerShell's
 * redirection writes).
 */
final class LogText {
  /** Bytes that tell the format. */
  static final int HEAD = 64 * 1024;

  private static final int BUFFER = 64 * 1024;

  private final String name;
  private final BufferedInputStream bytes;
  private final String head;
  private final Reader reader;
  private final char[] buffer = new char[BUFFER];
  private int position;
  private int limit;
  private long line = 1;

  LogText(LogSource source) {
    this.name = source.name();
    this.bytes = new BufferedInputStream(source.in(), HEAD);
    byte[] begin = peek(bytes);
    Charset charset = charset(begin);
    this.head = strip(new String(begin, charset));
    this.reader =
        new InputStreamReader(
            bytes,
            charset
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE));
    if (peek() == '\uFEFF') {
      next();
    }
  }

  private byte[] peek(InputStream in) {
    try {
      in.mark(HEAD);
      byte[] begin = in.readNBytes(HEAD);
      in.reset();
      return begin;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static Charset charset(byte[] begin) {
    if (begin.length < 2) {
      return StandardCharsets.UTF_8;
    }
    int mark = (begin[0] & 0xFF) << 8 | (begin[1] & 0xFF);
    return switch (mark) {
      case 0xFFFE -> StandardCharsets.UTF_16LE;
      case 0xFEFF -> StandardCharsets.UTF_16BE;
      default -> StandardCharsets.UTF_8;
    };
  }

  private static String strip(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  String name() {
    return name;
  }

  /** The first {@link #HEAD} bytes. */
  String head() {
    return head;
  }

  /** The line of the next character, from 1. */
  long line() {
    return line;
  }

  /** The next character, which stays; −1 at the end. */
  int peek() {
    if (position == limit && !fill()) {
      return -1;
    }
    return buffer[position];
  }

  /** The next character; −1 at the end. */
  int next() {
    int c = peek();
    if (c >= 0) {
      position++;
      if (c == '\n') {
        line++;
      }
    }
    return c;
  }

  /** Says how many of the characters from one index to another are nothing special. */
  interface Scan {
    int plain(char[] text, int from, int to);

    /** How many lines ended among those. */
    int lines();
  }

  /**
   * Takes characters that are nothing special, as many of them as are at hand.
   *
   * @return how many; 0 where the next one is special
   */
  int take(char[] into, int offset, int length, Scan scan) {
    if (peek() < 0) {
      return 0;
    }
    int n = scan.plain(buffer, position, Math.min(limit, position + length));
    System.arraycopy(buffer, position, into, offset, n);
    position += n;
    line += scan.lines();
    return n;
  }

  private boolean fill() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while reading " + name);
    }
    try {
      limit = Math.max(0, reader.read(buffer, 0, buffer.length));
      position = 0;
      return limit > 0;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private LinerateException unreadable(IOException e) {
    return LinerateException.environment(
        "cannot read " + name + ": " + FileFault.reason(e), "Check that it is a readable file", e);
  }

  /**
   * The rest of the line without its end.
   *
   * @param longest characters; what is beyond them is dropped
   * @return empty at the end of the log
   */
  Optional<String> nextLine(int longest) {
    if (peek() < 0) {
      return Optional.empty();
    }
    int end = position;
    while (end < limit && buffer[end] != '\n') {
      end++;
    }
    if (end < limit && end - position <= longest) {
      return Optional.of(lineUpTo(end));
    }
    return Optional.of(longLine(longest));
  }

  /** All of it is in the buffer. */
  private String lineUpTo(int end) {
    int length = end - position;
    boolean carriage = length > 0 && buffer[end - 1] == '\r';
    String text = new String(buffer, position, carriage ? length - 1 : length);
    position = end + 1;
    line++;
    return text;
  }

  private String longLine(int longest) {
    StringBuilder text = new StringBuilder();
    for (int c = next(); c >= 0 && c != '\n'; c = next()) {
      if (text.length() < longest) {
        text.append((char) c);
      }
    }
    int end = text.length();
    return end > 0 && text.charAt(end - 1) == '\r' ? text.substring(0, end - 1) : text.toString();
  }
}
