package dev.linerate.cli;

import dev.linerate.doctor.Consultation;
import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Examined;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Typed;
import dev.linerate.doctor.Verdict;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the doctor found as JSON: docs/schema/doctor.schema.json. */
final class DoctorJson {
  private DoctorJson() {}

  static String of(Consultation consultation) {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode root = mapper.createObjectNode();
    root.put("format", "linerate-doctor-1");
    root.put("sick", consultation.sick());
    ArrayNode findings = root.putArray("findings");
    consultation.diagnoses().forEach(diagnosis -> finding(findings.addObject(), diagnosis));
    ArrayNode checks = root.putArray("checks");
    consultation.examined().forEach(examined -> check(checks.addObject(), examined));
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private static void finding(ObjectNode node, Diagnosis diagnosis) {
    Fault fault = diagnosis.fault();
    node.put("id", fault.id())
        .put("severity", fault.severity().word())
        .put("title", fault.title())
        .put("place", diagnosis.place())
        .put("symptom", diagnosis.symptom())
        .put("cause", diagnosis.cause())
        .put("page", fault.page());
    ArrayNode evidence = node.putArray("evidence");
    diagnosis
        .evidence()
        .forEach(e -> evidence.addObject().put("command", e.command()).put("line", e.line()));
    ObjectNode remedy = node.putObject("remedy").put("advice", diagnosis.remedy().advice());
    ArrayNode commands = remedy.putArray("commands");
    diagnosis.remedy().commands().forEach(commands::add);
    diagnosis.remedy().cure().ifPresent(cure -> cure(remedy.putObject("cure"), cure));
  }

  private static void cure(ObjectNode node, Cure cure) {
    ArrayNode apply = node.putArray("apply");
    cure.apply().forEach(command -> apply.add(Typed.text(command)));
    ArrayNode undo = node.putArray("undo");
    cure.undo().forEach(command -> undo.add(Typed.text(command)));
    cure.allowance().ifPresent(word -> node.put("allow", word));
  }

  private static void check(ObjectNode node, Examined examined) {
    node.put("name", examined.check().name()).put("place", examined.check().place());
    ArrayNode faults = node.putArray("faults");
    examined.check().faults().forEach(fault -> faults.add(fault.id()));
    switch (examined.verdict()) {
      case Verdict.Well _ -> node.put("verdict", "well");
      case Verdict.Ill _ -> node.put("verdict", "ill");
      case Verdict.Untold(String why) -> node.put("verdict", "untold").put("why", why);
      case Verdict.NotHere(String why) -> node.put("verdict", "not-here").put("why", why);
    }
    node.put("milliseconds", examined.took().toMillis());
  }
}
