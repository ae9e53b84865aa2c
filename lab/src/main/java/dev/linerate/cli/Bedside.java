package dev.linerate.cli;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Treatment;
import dev.linerate.doctor.Typed;
import dev.linerate.doctor.UndoEntry;
import dev.linerate.fault.LinerateException;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Asks the user before anything is changed, and tells what came of it; all on standard error.
 *
 * @param yes the answer to every question, given beforehand
 */
record Bedside(boolean yes) implements Treatment.Attendant {
  @Override
  public boolean agrees(Diagnosis diagnosis, Cure cure) {
    System.err.printf(
        "%s, %s: %s%n%s",
        diagnosis.fault().id(),
        diagnosis.place(),
        diagnosis.remedy().advice(),
        DoctorText.commands(cure));
    return answer("Do that?");
  }

  /** Whether to take a cure back, after its commands have been shown. */
  boolean agreesToUndo(UndoEntry entry) {
    System.err.printf("taking back %s, %s%n", entry.fault(), entry.place());
    entry.commands().forEach(command -> System.err.print(Typed.text(command).indent(4)));
    return answer("Do that?");
  }

  private boolean answer(String question) {
    if (yes) {
      return true;
    }
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(() ->
                LinerateException.user(
                    "doctor has nobody to ask: standard input is no terminal",
                    "Add --yes to agree beforehand"));
    return line(console, question).strip().toLowerCase(Locale.ROOT).startsWith("y");
  }

  /** Read by a thread of its own: a console goes on waiting when its reader is interrupted. */
  private static String line(Console console, String question) {
    CompletableFuture<String> line = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> line.complete(String.valueOf(console.readLine("%s [y/N] ", question))));
    try {
      return line.get();
    } catch (InterruptedException e) {
      System.err.println();
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void cured(Diagnosis diagnosis) {
    boolean reversible = diagnosis.remedy().cure().filter(Cure::reversible).isPresent();
    System.err.println(reversible ? "  ✓ cured; back again: linerate doctor --undo" : "  ✓ cured");
  }

  @Override
  public void failed(Diagnosis diagnosis, String why) {
    System.err.printf("  ✗ %s%n", why);
  }

  @Override
  public void needsAllowance(Diagnosis diagnosis, String allowance) {
    System.err.printf(
        "%s, %s: its cure needs --allow %s%n",
        diagnosis.fault().id(), diagnosis.place(), allowance);
  }
}
