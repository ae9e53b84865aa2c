package dev.linerate.imports;

import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.Run;
import dev.linerate.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps an import in memory, for logs that are known to be small. */
public final class MemoryShelf implements Shelf {
  private final List<List<Interval>> samples = new ArrayList<>();
  private Optional<Run> run = Optional.empty();

  @Override
  public int open() {
    samples.add(new ArrayList<>());
    return samples.size() - 1;
  }

  @Override
  public void add(int trial, Interval sample) {
    samples.get(trial).add(sample);
  }

  @Override
  public void finish(Run header, List<List<Integer>> trials) {
    List<CaseRecord> cases = new ArrayList<>();
    for (CaseRecord record : header.cases()) {
      cases.add(whole(record, trials.get(cases.size())));
    }
    run = Optional.of(header.withCases(cases));
  }

  private CaseRecord whole(CaseRecord record, List<Integer> numbers) {
    List<Trial> trials = new ArrayList<>();
    for (Trial trial : record.trials()) {
      trials.add(trial.withIntervals(samples.get(numbers.get(trials.size()))));
    }
    return record.withTrials(trials);
  }

  /** The run; empty before the import has ended. */
  public Optional<Run> run() {
    return run;
  }
}
