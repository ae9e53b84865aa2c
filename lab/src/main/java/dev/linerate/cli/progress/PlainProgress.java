package dev.linerate.cli.progress;

import dev.linerate.run.RunEvent;
import dev.linerate.run.RunListener;
import java.io.PrintStream;

/** A line for each thing that has happened: for files, pipes and CI. */
public final class PlainProgress implements RunListener {
  private final PrintStream out;

  public PlainProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void on(RunEvent event) {
    if (event instanceof RunEvent.StepStarted step) {
      out.println(step.text() + " …");
    } else if (event instanceof RunEvent.TrialStarted start && start.at().position() == 1) {
      out.println(
          "round "
              + start.at().repeat()
              + "/"
              + start.at().repeats()
              + ", "
              + Lines.left(start.left()));
    }
    Lines.lasting(event).ifPresent(out::println);
  }
}
