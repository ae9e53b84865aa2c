package dev.linerate.plan;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML text as {@link Node}s.
 *
 * <p>Built from the parser's events, because they alone carry the line of every key and value.
 * Anchors, aliases and tags are refused: a plan needs none, and they are how a small file grows
 * large.
 */
public final class YamlTree {
  /** Deeper than any plan goes: cases, case, networks, network. */
  private static final int DEEPEST = 8;

  private final Iterator<Event> events;

  private YamlTree(String text) {
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(PlanReader.LONGEST_TEXT).build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /** The one document of the text; an empty scalar when there is none. */
  public static Node parse(String text) throws Malformed {
    if (text.length() > PlanReader.LONGEST_TEXT) {
      throw new Malformed(
          1, "longer than " + PlanReader.LONGEST_TEXT / 1024 + " KiB, so it is no plan");
    }
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      return new YamlTree(body).document();
    } catch (MarkedYamlEngineException e) {
      throw malformed(e);
    } catch (ReaderException e) {
      throw new Malformed(
          lineAt(body, e.getPosition()),
          "a character that YAML does not allow: " + "U+%04X".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw new Malformed(1, "no YAML: " + Quote.cut(String.valueOf(e.getMessage())));
    }
  }

  private Node document() throws Malformed {
    Node root = new Node.Scalar(1, "", false);
    boolean seen = false;
    while (events.hasNext()) {
      Event event = events.next();
      if (event.getEventId() != Event.ID.DocumentStart) {
        continue;
      }
      if (seen) {
        throw new Malformed(line(event.getStartMark()), "a second document; a plan is one");
      }
      seen = true;
      root = node(events.next(), 0);
    }
    return root;
  }

  private Node node(Event event, int depth) throws Malformed {
    int line = line(event.getStartMark());
    refuseReferences(event, line);
    if (event instanceof ScalarEvent scalar) {
      return new Node.Scalar(line, scalar.getValue(), !scalar.isPlain());
    }
    if (depth == DEEPEST) {
      throw new Malformed(line, "nested deeper than any plan");
    }
    return event.getEventId() == Event.ID.SequenceStart
        ? sequence(line, depth)
        : mapping(line, depth);
  }

  private Node sequence(int line, int depth) throws Malformed {
    List<Node> items = new ArrayList<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
      items.add(node(e, depth + 1));
    }
    return new Node.Sequence(line, items);
  }

  private Node mapping(int line, int depth) throws Malformed {
    List<Node.Entry> entries = new ArrayList<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
      Node key = node(e, depth + 1);
      if (!(key instanceof Node.Scalar word)) {
        throw new Malformed(key.line(), key.kind() + " where a key is expected");
      }
      entries.add(new Node.Entry(word.text(), word.line(), node(events.next(), depth + 1)));
    }
    return new Node.Mapping(line, entries);
  }

  private static void refuseReferences(Event event, int line) throws Malformed {
    if (event.getEventId() == Event.ID.Alias
        || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
      throw new Malformed(line, "anchors (&) and aliases (*) are not read; write the value out");
    }
    Optional<String> tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent collection -> collection.getTag();
          default -> Optional.empty();
        };
    if (tag.isPresent()) {
      throw new Malformed(line, "tags (!) are not read; leave " + Quote.cut(tag.get()) + " out");
    }
  }

  private static Malformed malformed(MarkedYamlEngineException e) {
    int line = line(e.getProblemMark().or(e::getContextMark));
    String problem = String.valueOf(e.getProblem());
    // getContext is null when the parser has none
    String context = Optional.ofNullable(e.getContext()).map(c -> ", " + c).orElse("");
    return new Malformed(
        line,
        problem.contains("\\t(TAB)")
            ? "a tab where YAML wants spaces"
            : "no YAML: " + (problem + context).replaceAll("\\s+", " ").strip());
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }

  private static int lineAt(String text, int position) {
    return 1 + (int) text.codePoints().limit(position).filter(c -> c == '\n').count();
  }
}
