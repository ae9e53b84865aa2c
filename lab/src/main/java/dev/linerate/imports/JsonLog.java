package dev.linerate.imports;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** The objects of a log of JSON, one after the other, each by itself when another is damaged. */
final class JsonLog {
  /** No mapper's, which makes more for each parser than a piece of one line has. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();

  private static final Pattern ADVICE = Pattern.compile("(?s)(?: \\(start marker|\n).*");

  private final JsonPieces pieces;
  private final Tests tests;

  /** Takes an object. */
  interface Taker {
    /**
     * @param parser at the object's beginning
     * @param line where the parser is
     */
    void object(JsonParser parser, LongSupplier line);
  }

  JsonLog(LogText text, Tests tests) {
    this.pieces = new JsonPieces(text);
    this.tests = tests;
  }

  void read(Taker taker) {
    boolean any = false;
    while (pieces.nextPiece(tests)) {
      any = true;
      piece(taker);
    }
    if (!any) {
      tests.problem(1, "no JSON in it");
    }
  }

  private void piece(Taker taker) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), pieces)) {
      Optional<JsonToken> token = Optional.ofNullable(parser.nextToken());
      while (token.isPresent()) {
        switch (token.get()) {
          case START_OBJECT -> taker.object(parser, () -> line(parser));
          case START_ARRAY, END_ARRAY -> {}
          default -> tests.problem(line(parser), "a value where a report is expected");
        }
        token = Optional.ofNullable(parser.nextToken());
      }
    } catch (JacksonException e) {
      long line = pieces.line() + Math.max(0, e.getLocation().getLineNr() - 1);
      tests.problem(Math.min(line, pieces.lastLine()), "damaged: " + reason(e));
    }
  }

  private long line(JsonParser parser) {
    return pieces.line() + Math.max(0, parser.currentTokenLocation().getLineNr() - 1);
  }

  /** The first clause, without the parser's advice to programmers. */
  private static String reason(JacksonException e) {
    return ADVICE.matcher(String.valueOf(e.getOriginalMessage())).replaceFirst("");
  }
}
