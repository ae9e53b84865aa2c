package dev.linerate.run;

/** Follows a run: the terminal, later a live page or metrics. Must be quick and must not throw. */
@FunctionalInterface
public interface RunListener {
  void on(RunEvent event);
}
