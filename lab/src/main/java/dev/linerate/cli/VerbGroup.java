package dev.linerate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A verb that only has verbs below it: alone it says which there are. */
abstract class VerbGroup implements Callable<Integer> {
  /** Filled by picocli before {@link #call}. */
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    throw new NoVerb(spec);
  }

  /** The user named none. */
  static final class NoVerb extends ParameterException {
    private NoVerb(CommandSpec spec) {
      super(spec.commandLine(), "which verb?");
    }
  }
}
