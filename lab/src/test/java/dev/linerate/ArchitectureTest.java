package dev.linerate;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the direction of docs/ARCHITECTURE.md. */
@AnalyzeClasses(packages = "dev.linerate", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule DIRECTION =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cli")
          .definedBy("..cli..")
          .layer("setup")
          .definedBy("..setup..")
          .layer("run")
          .definedBy("..run..")
          .layer("report")
          .definedBy("..report..", "gg.jte.generated..")
          .layer("store")
          .definedBy("..store..")
          .layer("explain")
          .definedBy("..explain..")
          .layer("analysis")
          .definedBy("..analysis..")
          .layer("breakage")
          .definedBy("..breakage..")
          .layer("doctor")
          .definedBy("..doctor..")
          .layer("tool")
          .definedBy("..tool..")
          .layer("imports")
          .definedBy("..imports..")
          .layer("network")
          .definedBy("..network..")
          .layer("lab")
          .definedBy("..lab..")
          .layer("ownership")
          .definedBy("..ownership..")
          .layer("host")
          .definedBy("..host..")
          .layer("result")
          .definedBy("..result..")
          .layer("plan")
          .definedBy("..plan..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("setup")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("run")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("imports")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("cli", "run", "imports")
          .whereLayer("analysis")
          .mayOnlyBeAccessedByLayers("cli", "run", "report", "explain")
          .whereLayer("explain")
          .mayOnlyBeAccessedByLayers("cli", "report")
          .whereLayer("breakage")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("doctor")
          .mayOnlyBeAccessedByLayers("cli", "run", "breakage")
          .whereLayer("tool")
          .mayOnlyBeAccessedByLayers("cli", "run", "doctor", "imports")
          .whereLayer("network")
          .mayOnlyBeAccessedByLayers("cli", "run", "doctor", "breakage")
          .whereLayer("lab")
          .mayOnlyBeAccessedByLayers("cli", "run", "breakage")
          .whereLayer("ownership")
          .mayOnlyBeAccessedByLayers("cli", "run", "network", "lab", "doctor", "breakage")
          .whereLayer("host")
          .mayOnlyBeAccessedByLayers(
              "cli", "setup", "run", "doctor", "breakage", "tool", "network", "lab", "ownership");

  @ArchTest
  static final ArchRule ENGINE_DIRECTION =
      layeredArchitecture()
          .consideringAllDependencies()
          .layer("iperf")
          .definedBy("dev.linerate.iperf..")
          .layer("traffic")
          .definedBy("dev.linerate.traffic..")
          .layer("linux")
          .definedBy("dev.linerate.linux..")
          .layer("telemetry")
          .definedBy("dev.linerate.telemetry..")
          .layer("users")
          .definedBy("..cli..", "..tool..", "..doctor..", "..breakage..")
          .whereLayer("iperf")
          .mayOnlyBeAccessedByLayers("users")
          .whereLayer("traffic")
          .mayOnlyBeAccessedByLayers("iperf", "users")
          .whereLayer("linux")
          .mayOnlyBeAccessedByLayers("traffic", "iperf", "telemetry", "users");

  /** What is measured by it must not depend on it: a tool does not know that it is watched. */
  @ArchTest
  static final ArchRule TELEMETRY_IS_BESIDE_THE_TRAFFIC =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.linerate.iperf..", "dev.linerate.traffic..", "dev.linerate.linux..", "..tool..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.linerate.telemetry..");

  @ArchTest
  static final ArchRule SAMPLING_ONLY_IN_RUNS =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.linerate.telemetry..", "..run..")
          .should()
          .dependOnClassesThat()
          .haveSimpleName("TelemetrySampler");

  @ArchTest
  static final ArchRule RECORDS_ARE_PURE =
      noClasses()
          .that()
          .resideInAnyPackage("..plan..", "..result..", "..analysis..", "..explain..", "..report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "java.net..", "java.nio.channels..", "..host..");

  @ArchTest
  static final ArchRule RECORDS_READ_NO_FILES =
      noClasses()
          .that()
          .resideInAnyPackage("..plan..", "..result..", "..analysis..", "..explain..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(java.nio.file.Files.class, java.io.File.class);

  @ArchTest
  static final ArchRule SQL_ONLY_IN_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..store..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.sql..");

  @ArchTest
  static final ArchRule PROCESSES_ONLY_IN_HOST =
      noClasses()
          .that()
          .resideOutsideOfPackages("..host..", "..cli..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(ProcessBuilder.class);

  @ArchTest
  static final ArchRule NOTHING_SLEEPS =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule ENGINE_KNOWS_THE_JDK_ONLY =
      classes()
          .that(resideInAnyPackage("dev.linerate.unit..", "dev.linerate.fault.."))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "dev.linerate.unit..", "dev.linerate.fault..", "java..", "org.jspecify.."));
}
