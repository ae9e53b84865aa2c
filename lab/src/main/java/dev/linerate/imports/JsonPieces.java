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

  private static final int OUTSIDE = 1;
  private static final int IN_STRINGS = 2;

  /** Where a character needs a look: the end of a line, and what no number may begin with. */
  private static final byte[] SPECIAL = special();

  private final LogText text;
  private final Run run = new Run();
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
    int n = text.take(into, offset, length, run);
    int blank = blank(into, offset, n);
    if (blank < n) {
      last = text.line() - ends(into, offset + n - blank, blank);
    }
    return n;
  }

  /** Characters up to the next that needs a look. */
  private final class Run implements LogText.Scan {
    private int lines;

    /** Also turns {@link #inString} over with each quotation mark that it passes. */
    @Override
    public int plain(char[] from, int begin, int end) {
      boolean string = inString;
      lines = 0;
      int i = begin;
      for (; i < end; i++) {
        char c = from[i];
        if (c == '"') {
          string = !string;
        } else if (c < SPECIAL.length && SPECIAL[c] != 0) {
          if (c == '\n' && !string && i + 1 < end && !opens(from[i + 1])) {
            lines++;
          } else if ((SPECIAL[c] & (string ? IN_STRINGS : OUTSIDE)) != 0) {
            break;
          }
        }
      }
      inString = string;
      return i - begin;
    }

    @Override
    public int lines() {
      return lines;
    }
  }

  /** How many characters at the end of a text are white space. */
  private static int blank(char[] text, int offset, int length) {
    int n = 0;
    while (n < length && Character.isWhitespace(text[offset + length - 1 - n])) {
      n++;
    }
    return n;
  }

  /** Ends of lines in a text. */
  private static int ends(char[] text, int offset, int length) {
    int n = 0;
    for (int i = offset; i < offset + length; i++) {
      n += text[i] == '\n' ? 1 : 0;
    }
    return n;
  }

  private static byte[] special() {
    byte[] special = new byte[128];
    "\n-ni".chars().forEach(c -> special[c] |= OUTSIDE);
    "\n\\".chars().forEach(c -> special[c] |= IN_STRINGS);
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
