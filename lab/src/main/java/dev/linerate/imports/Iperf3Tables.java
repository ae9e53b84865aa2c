package dev.linerate.imports;

import dev.linerate.tool.End;
import dev.linerate.tool.Iperf3Command;
import dev.linerate.tool.Iperf3Line;
import dev.linerate.tool.Iperf3TextRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The tests of a log of iperf3's tables. Where several are mixed, a row goes to the test whose rows
 * end where it begins.
 */
final class Iperf3Tables {
  /** Tests that take turns in one log; more are a log without ends. */
  private static final int MOST_OPEN = 64;

  private final Tests tests;
  private final List<Iperf3Table> open = new ArrayList<>();
  private Optional<Iperf3Command> command = Optional.empty();

  Iperf3Tables(Tests tests) {
    this.tests = tests;
  }

  void accept(Iperf3Line line, long number) {
    switch (line) {
      case Iperf3Line.Begin begin -> begin(begin, number);
      case Iperf3Line.Listening _ -> close(table -> table.text().hasRows());
      case Iperf3Line.Row row -> row(row, number);
      case Iperf3Line.Command said -> command = Optional.of(said.command());
      case Iperf3Line.Failure failure -> failure(failure, number);
      case Iperf3Line.Header _ -> header(line, number);
      case Iperf3Line.Connected _ -> head(line, number, table -> !table.text().isConnected());
      case Iperf3Line.Version _, Iperf3Line.Cookie _, Iperf3Line.Reverse _ ->
          head(line, number, _ -> true);
      case Iperf3Line.Nothing _ -> {}
    }
  }

  /** The log has no more. */
  void end() {
    close(_ -> true);
  }

  private void close(Predicate<Iperf3Table> which) {
    open.stream().filter(which).forEach(Iperf3Table::close);
    open.removeIf(which);
  }

  private Iperf3Table begin(long number, Optional<End> role) {
    close(table -> table.text().isSummed());
    if (open.size() == MOST_OPEN) {
      open.removeFirst().close();
    }
    Iperf3Table table = new Iperf3Table(tests, number);
    command
        .filter(c -> role.isEmpty() || c.isServer() == role.equals(Optional.of(End.SERVER)))
        .ifPresent(c -> table.text().accept(new Iperf3Line.Command(c)));
    // a client's call is of one test, a server's of all that follow
    command = command.filter(Iperf3Command::isServer);
    open.add(table);
    return table;
  }

  private void begin(Iperf3Line.Begin line, long number) {
    begin(number, Optional.of(line.role())).text().accept(line);
  }

  /** Of a test's head, before its rows: of the oldest that lacks it, else of the newest. */
  private void head(Iperf3Line line, long number, Predicate<Iperf3Table> lacks) {
    List<Iperf3Table> fresh = open.stream().filter(table -> !table.text().hasRows()).toList();
    Iperf3Table table =
        fresh.stream()
            .filter(lacks)
            .findFirst()
            .orElseGet(() -> fresh.isEmpty() ? begin(number, Optional.empty()) : fresh.getLast());
    table.text().accept(line);
  }

  /**
   * Over the rows of a test, or over its summary, which is known by its rows where there are more.
   */
  private void header(Iperf3Line line, long number) {
    boolean fresh = open.stream().anyMatch(table -> !table.text().hasRows());
    if (!fresh && open.size() == 1 && !open.getFirst().text().isSummed()) {
      open.getFirst().text().accept(line);
    } else if (fresh || open.stream().allMatch(table -> table.text().isSummed())) {
      head(line, number, table -> !table.text().hasHeader());
    }
  }

  private void failure(Iperf3Line.Failure failure, long number) {
    tests.problem(number, "iperf3 says: " + failure.message());
    if (open.size() == 1) {
      open.getFirst().text().accept(failure);
    }
  }

  private void row(Iperf3Line.Row line, long number) {
    Iperf3TextRow row = line.row();
    if (row.isSum()) {
      return; // of rows that are read
    }
    List<Iperf3Table> next = open.stream().filter(t -> t.text().continues(row)).toList();
    List<Iperf3Table> fitting =
        next.isEmpty() ? open.stream().filter(t -> t.text().sums(row)).toList() : next;
    if (fitting.size() == 1) {
      fitting.getFirst().text().accept(line);
    } else if (fitting.isEmpty()) {
      astray(line, number).text().accept(line);
    } else {
      oneOf(fitting, number).ifPresent(table -> table.text().accept(line));
    }
  }

  /** After a gap in the only test there is, or in a test whose beginning is missing. */
  private Iperf3Table astray(Iperf3Line.Row line, long number) {
    Iperf3TextRow row = line.row();
    if (open.size() == 1 && open.getFirst().text().isBefore(row)) {
      tests.problem(
          number, "rows are missing before this one, which begins at " + row.start() + " s");
      return open.getFirst();
    }
    return begin(number, Optional.empty());
  }

  /** Between tests that were asked for the same it does not matter which is which. */
  private Optional<Iperf3Table> oneOf(List<Iperf3Table> fitting, long number) {
    if (fitting.stream().map(Iperf3Table::likeness).distinct().count() == 1) {
      tests.problem(number, "rows of several tests at the same time, told apart by their order");
      return Optional.of(fitting.getFirst());
    }
    tests.problem(number, "a row that may belong to several of the tests in this log");
    return Optional.empty();
  }
}
