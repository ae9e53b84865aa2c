package dev.linerate.imports;

import dev.linerate.fault.LinerateException;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.FactKeys;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Run;
import dev.linerate.result.TelemetryJson;
import dev.linerate.result.Trial;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.tool.BoundedTree;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One exported run while it is read. It keeps its id and all else; its intervals go to a shelf of
 * its own as they are read. A trial or case that is damaged is left out.
 */
final class RunDocument {
  private final JsonParser parser;
  private final Shelves shelves;
  private final Tests tests;
  private final LongSupplier line;
  private final String log;
  private final ObjectNode header = JsonNodeFactory.instance.objectNode();
  private final List<CaseRecord> cases = new ArrayList<>();
  private final List<List<Integer>> numbers = new ArrayList<>();
  private Optional<Shelf> shelf = Optional.empty();
  private boolean refused;
  private int trials;
  private long intervals;

  /** The trials of a case that is being read. */
  private record Read(List<Trial> trials, List<Integer> numbers) {}

  RunDocument(JsonParser parser, Shelves shelves, Tests tests, LongSupplier line, String log) {
    this.parser = parser;
    this.shelves = shelves;
    this.tests = tests;
    this.line = line;
    this.log = log;
  }

  /** Takes the members, from the one whose name the parser stands at. */
  void read() {
    for (; parser.currentToken() == JsonToken.PROPERTY_NAME; parser.nextToken()) {
      String name = parser.currentName();
      boolean list = parser.nextToken() == JsonToken.START_ARRAY;
      if (name.equals("cases") && list && open()) {
        cases();
      } else if (name.equals("cases")) {
        parser.skipChildren();
      } else {
        header.set(name, BoundedTree.read(parser));
      }
    }
  }

  private boolean open() {
    String id = header.path("id").asString("");
    if (id.isEmpty() || id.length() > 100) {
      tests.problem(line.getAsLong(), "the cases come before the run's id");
      refused = true;
      return false;
    }
    try {
      shelf = Optional.of(shelves.open(id));
      return true;
    } catch (LinerateException e) {
      if (e.kind() != LinerateException.Kind.USER) {
        throw e;
      }
      tests.problem(line.getAsLong(), String.valueOf(e.getMessage()));
      refused = true;
      return false;
    }
  }

  private void cases() {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      long begin = line.getAsLong();
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      Read read = new Read(new ArrayList<>(), new ArrayList<>());
      try {
        oneCase(fields, read);
      } finally {
        place(fields, read, begin);
      }
    }
  }

  private void oneCase(ObjectNode fields, Read read) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      boolean list = parser.nextToken() == JsonToken.START_ARRAY;
      if (name.equals("trials") && list) {
        trials(read);
      } else {
        fields.set(name, BoundedTree.read(parser));
      }
    }
  }

  private void place(ObjectNode fields, Read read, long begin) {
    try {
      CaseRecord record = RunParts.caseRecord(new Fields(fields, "a case"));
      cases.add(record.withTrials(read.trials));
      numbers.add(List.copyOf(read.numbers));
      trials += read.trials.size();
    } catch (Unreadable | IllegalArgumentException e) {
      tests.problem(begin, String.valueOf(e.getMessage()));
    }
  }

  private void trials(Read read) {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      long begin = line.getAsLong();
      OneTrial trial = new OneTrial(shelf.orElseThrow().open());
      try {
        oneTrial(trial);
      } finally {
        place(trial, read, begin);
      }
    }
  }

  /** A trial that is being read. */
  private static final class OneTrial {
    private final int number;
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
    private Optional<Telemetry> telemetry = Optional.empty();

    OneTrial(int number) {
      this.number = number;
    }
  }

  private void oneTrial(OneTrial trial) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      boolean list = parser.nextToken() == JsonToken.START_ARRAY;
      if (name.equals("intervals") && list) {
        intervals(trial.number);
      } else if (name.equals("telemetry")) {
        trial.telemetry = telemetry();
      } else {
        trial.fields.set(name, BoundedTree.read(parser));
      }
    }
  }

  private void place(OneTrial trial, Read read, long begin) {
    try {
      read.trials.add(RunParts.trial(new Fields(trial.fields, "a trial"), trial.telemetry));
      read.numbers.add(trial.number);
    } catch (Unreadable | IllegalArgumentException e) {
      tests.problem(begin, String.valueOf(e.getMessage()));
    }
  }

  private void intervals(int trial) {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Fields fields = new Fields(BoundedTree.read(parser), "an interval");
      try {
        shelf.orElseThrow().add(trial, RunParts.interval(fields));
        intervals++;
      } catch (Unreadable e) {
        tests.problem(line.getAsLong(), String.valueOf(e.getMessage()));
      }
    }
  }

  private Optional<Telemetry> telemetry() {
    long begin = line.getAsLong();
    BoundedBytes bytes = new BoundedBytes();
    try (JsonGenerator copy = JsonMapper.shared().createGenerator(bytes)) {
      copy.copyCurrentStructure(parser);
    }
    try {
      return Optional.of(TelemetryJson.read(bytes.toByteArray()));
    } catch (IllegalArgumentException e) {
      tests.problem(
          begin,
          bytes.isFull() ? "more telemetry than any trial has" : String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * Ends the run with what was read of it.
   *
   * @return empty when that is nothing
   */
  Optional<Imported> finish() {
    if (shelf.isEmpty() || cases.isEmpty()) {
      if (!refused) {
        tests.problem(line.getAsLong(), "a run without a case that can be read");
      }
      return Optional.empty();
    }
    try {
      Map<String, String> origin =
          Map.of(FactKeys.IMPORTED_FROM, Format.LINERATE_JSON + ": " + log);
      Run run = RunParts.run(new Fields(header, "the run"), origin).with(networks(), cases);
      shelf.get().finish(run, numbers);
      return Optional.of(new Imported(run, trials, intervals));
    } catch (Unreadable | IllegalArgumentException e) {
      tests.problem(line.getAsLong(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private List<NetworkRecord> networks() {
    List<NetworkRecord> networks = new ArrayList<>();
    for (Fields network : new Fields(header, "the run").each("networks")) {
      try {
        networks.add(RunParts.network(network));
      } catch (Unreadable | IllegalArgumentException e) {
        tests.problem(line.getAsLong(), String.valueOf(e.getMessage()));
      }
    }
    return networks;
  }

  /** Takes no more than the largest telemetry that is written. */
  private static final class BoundedBytes extends ByteArrayOutputStream {
    private static final int MOST = 32 << 20;

    boolean isFull() {
      return count >= MOST;
    }

    @Override
    public synchronized void write(int b) {
      if (!isFull()) {
        super.write(b);
      }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, Math.min(length, Math.max(0, MOST - count)));
    }
  }
}
