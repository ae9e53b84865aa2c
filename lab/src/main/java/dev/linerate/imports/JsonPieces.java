package dev.linerate.imports;

import java.io.Reader;

/**
 * Cuts a log into pieces that are JSON by themselves, so that one that is damaged does not take the
 * next with it: a piece begins where a line begins with a brace or a bracket. To a parser each
 * piece is a text of its own.
 *
 * <p>What old releases of cJSON write for a share of nothing ({@code nan}, {@code -nan}, {@code
 * inf}), which is no JSON, reads as {@code null}.
 */
final class JsonPieces extends Reader {
  private static final int LONGEST_LINE = 200;

  /** Outside of strings: the end of a line, and what no number may begin with. */
  private static final boolean[] SPECIAL = special();

  private final LogText text;
  private boolean lineBegins = true;
  private boolean inPiece;
  private boolean inString;
  private boolean escaped;
  private String pending = "";
  private long begin;
  private long last;

  JsonPieces(LogText text) {
    this.text = text;
  }

  /** Goes to the beginning of the next piece, over what is left of this one; false at the end. */
  boolean nextPiece(ProblemSink strays) {
    if (inPiece) {
      skipPiece();
    }
    while (text.peek() >= 0) {
      if (opens(text.peek())) {
        begin = text.line();
        last = begin;
        inPiece = true;
        inString = false;
        escaped = false;
        pending = "";
        lineBegins = false;
        return true;
      }
      long line = text.line();
      String stray = text.nextLine(LONGEST_LINE).orElse("").strip();
      if (!stray.isEmpty()) {
        strays.problem(line, "not JSON");
      }
    }
    return false;
  }

  /** The line on which this piece begins. */
  long line() {
    return begin;
  }

  /** The last line of this piece that has anything in it, as far as it was read. */
  long lastLine() {
    return last;
  }

  private void skipPiece() {
    while (inPiece) {
      nextInPiece();
    }
  }

  private static boolean opens(int c) {
    return c == '{' || c == '[';
  }

  @Override
  public int read(char[] into, int offset, int length) {
    int n = 0;
    while (n < length) {
      n += plain(into, offset + n, length - n);
      if (n == length) {
        break;
      }
      int c = nextCleaned();
      if (c < 0) {
        break;
      }
      into[offset + n++] = (char) c;
    }
    return n == 0 && length > 0 ? -1 : n;
  }

  /** What needs no look at each character by itself, which is nearly all of a log. */
  private int plain(char[] into, int offset, int length) {
    if (!inPiece || lineBegins || escaped || !pending.isEmpty()) {
      return 0;
    }
    int n = text.take(into, offset, length, this::plainRun);
    if (n > 0 && last != text.line() && !isBlank(into, offset, n)) {
      last = text.line();
    }
    return n;
  }

  /** Also turns {@link #inString} over with each quotation mark that it passes. */
  private int plainRun(char[] from, int begin, int end) {
    boolean string = inString;
    int i = begin;
    for (; i < end; i++) {
      char c = from[i];
      if (c == '"') {
        string = !string;
      } else if (string ? c == '\\' || c == '\n' : c < SPECIAL.length && SPECIAL[c]) {
        break;
      }
    }
    inString = string;
    return i - begin;
  }

  private static boolean isBlank(char[] text, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (!Character.isWhitespace(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean[] special() {
    boolean[] special = new boolean[128];
    for (char c : "\n-ni".toCharArray()) {
      special[c] = true;
    }
    return special;
  }

  private int nextCleaned() {
    if (!pending.isEmpty()) {
      char c = pending.charAt(0);
      pending = pending.substring(1);
      return c;
    }
    int c = nextInPiece();
    if (c < 0 || inString) {
      return c;
    }
    return switch (c) {
      case '-' -> isNotANumber(text.peek()) ? instead(nextInPiece()) : c;
      case 'n', 'i' -> instead(c);
      default -> c;
    };
  }

  private static boolean isNotANumber(int c) {
    return c == 'n' || c == 'i';
  }

  /** Of {@code null} the first letter stands for itself. */
  private int instead(int first) {
    boolean itself = first == 'n' && text.peek() != 'a';
    if (!itself) {
      while (Character.isLetter(text.peek())) {
        nextInPiece();
      }
      pending = "ull";
    }
    return 'n';
  }

  /** −1 where the next piece begins, which is left for {@link #nextPiece}. */
  private int nextInPiece() {
    if (!inPiece || text.peek() < 0 || (lineBegins && opens(text.peek()))) {
      inPiece = false;
      return -1;
    }
    long line = text.line();
    int c = text.next();
    last = Character.isWhitespace(c) ? last : line;
    lineBegins = c == '\n';
    if (inString) {
      inString = escaped || c != '"';
      escaped = !escaped && c == '\\';
    } else {
      inString = c == '"';
    }
    return c;
  }

  /** The log is its owner's to close. */
  @Override
  public void close() {
    // nothing: a parser closes its reader, and the next piece is read from the same log
  }
}
