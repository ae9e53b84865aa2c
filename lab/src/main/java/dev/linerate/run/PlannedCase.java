package dev.linerate.run;

import dev.linerate.fault.LinerateException;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Plan;
import dev.linerate.tool.TrafficTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A case of the plan with the tool that measures it.
 *
 * @param number in the run, from 1; with two tools, a case of the plan has two of them
 */
record PlannedCase(int number, CaseSpec spec, TrafficTool tool) {

  /**
   * Every case of the plan with each of its tools, those of a case one after the other, so that
   * they meet the machine in the same state.
   */
  static List<PlannedCase> of(Plan plan, Map<String, TrafficTool> tools) {
    List<PlannedCase> cases = new ArrayList<>();
    for (CaseSpec spec : plan.cases()) {
      for (String name : plan.tool().tools()) {
        TrafficTool tool = tools.get(name);
        if (tool == null) {
          throw LinerateException.internal("there is no traffic tool " + name, "");
        }
        cases.add(new PlannedCase(cases.size() + 1, spec, tool));
      }
    }
    return cases;
  }
}
