package dev.linerate.explain;

import dev.linerate.fault.LinerateException;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Plan;
import dev.linerate.plan.ToolChoice;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Run;
import java.util.Arrays;
import java.util.List;

/**
 * An experiment as an ordinary plan: its cases take turns, as those of every plan do.
 *
 * @param claim what it is to show
 */
public record ExperimentPlan(Experiment experiment, Plan plan, Claim claim) {
  private static final double WATCHED = 10;

  /**
   * The plan of an experiment.
   *
   * @param run that had the finding, in {@code record}
   * @param trials of each case
   * @throws LinerateException (user) when no tool of that name can be asked for
   */
  public static ExperimentPlan of(
      Run run, CaseRecord record, Cause cause, Experiment experiment, int trials) {
    boolean tools = experiment instanceof Experiment.BuiltinTool;
    Plan plan =
        new Plan(
            "experiment " + cause.id(),
            run.hosts(),
            experiment.link(run.link()),
            trials,
            tools ? ToolChoice.BOTH : tool(record),
            cases(record.spec(), experiment),
            rate(record));
    // with both tools the built-in one has the first number of a case's two
    int original = tools ? 2 : 1;
    int changed = tools || experiment instanceof Experiment.MoreTrials ? 1 : 2;
    return new ExperimentPlan(
        experiment,
        plan,
        new Claim(
            run.id(),
            record.number(),
            cause,
            experiment.words(),
            experiment.measure(),
            original,
            changed));
  }

  private static List<CaseSpec> cases(CaseSpec spec, Experiment experiment) {
    return switch (experiment) {
      case Experiment.BuiltinTool _, Experiment.MoreTrials _ -> List.of(spec);
      default -> List.of(experiment.original(spec), experiment.changed(spec));
    };
  }

  private static ToolChoice tool(CaseRecord record) {
    return Arrays.stream(ToolChoice.values())
        .filter(choice -> choice.word().equals(record.tool()))
        .findFirst()
        .orElseThrow(() ->
            LinerateException.user(
                "the case was measured with " + record.tool() + ", which cannot be run again",
                "Only cases of builtin and iperf3 can be proven"));
  }

  /** As often as the case was watched. */
  private static double rate(CaseRecord record) {
    return record.trials().stream()
        .flatMap(trial -> trial.telemetry().stream())
        .mapToDouble(telemetry -> telemetry.rate())
        .findFirst()
        .orElse(WATCHED);
  }
}
