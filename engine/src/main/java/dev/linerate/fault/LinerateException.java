package dev.linerate.fault;

/**
 * The one exception linerate throws on purpose: a symptom with its cause, and the next step.
 *
 * <p>The message is one clear sentence; {@link #nextStep()} says what the user can do about it and
 * may be empty.
 */
public final class LinerateException extends RuntimeException {
  private final Kind kind;
  private final String nextStep;

  /** Who can mend it, which also decides the exit code. */
  public enum Kind {
    /** The input is wrong; the user can correct it. Exit code 2. */
    USER(2),
    /** This machine lacks something, or something on it does not answer. Exit code 3. */
    ENVIRONMENT(3),
    /** The run did not succeed, or linerate itself is at fault. Exit code 4. */
    INTERNAL(4);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  private LinerateException(Kind kind, String message, String nextStep, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.nextStep = nextStep;
  }

  private LinerateException(Kind kind, String message, String nextStep) {
    super(message);
    this.kind = kind;
    this.nextStep = nextStep;
  }

  public static LinerateException user(String message, String nextStep) {
    return new LinerateException(Kind.USER, message, nextStep);
  }

  public static LinerateException environment(String message, String nextStep) {
    return new LinerateException(Kind.ENVIRONMENT, message, nextStep);
  }

  public static LinerateException environment(String message, String nextStep, Throwable cause) {
    return new LinerateException(Kind.ENVIRONMENT, message, nextStep, cause);
  }

  public static LinerateException internal(String message, String nextStep) {
    return new LinerateException(Kind.INTERNAL, message, nextStep);
  }

  public static LinerateException internal(String message, String nextStep, Throwable cause) {
    return new LinerateException(Kind.INTERNAL, message, nextStep, cause);
  }

  public Kind kind() {
    return kind;
  }

  /** What the user can do about it; empty when there is nothing to advise. */
  public String nextStep() {
    return nextStep;
  }

  /** Message and next step as one line for a person. */
  public String sentence() {
    String message = String.valueOf(getMessage());
    return nextStep.isEmpty() ? message : message + (message.endsWith("?") ? " " : ". ") + nextStep;
  }
}
