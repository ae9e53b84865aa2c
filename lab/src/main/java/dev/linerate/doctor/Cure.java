package dev.linerate.doctor;

import dev.linerate.host.Command;
import java.util.List;
import java.util.Optional;

/**
 * Commands that mend a fault, and how to take them back. Each names its own network namespace and
 * variables ({@link Patient#command}), so that the machine can run it, also later and from another
 * process.
 *
 * @param apply in this order; the first that fails ends it
 * @param undo in this order; brings back what was there before; empty where that cannot be, or
 *     nobody could want it
 * @param allowance what the user must have named first: {@code restart:docker}; empty when it is
 *     safe: nothing is restarted and no rule of the user's is removed
 */
public record Cure(List<Command> apply, List<Command> undo, Optional<String> allowance) {
  public Cure {
    apply = List.copyOf(apply);
    undo = List.copyOf(undo);
    if (apply.isEmpty()) {
      throw new IllegalArgumentException("a cure that does nothing");
    }
  }

  /** One that needs nobody's permission but the yes to its commands. */
  public static Cure safe(List<Command> apply, List<Command> undo) {
    return new Cure(apply, undo, Optional.empty());
  }

  /** Whether it can be taken back: nobody ends a daemon again that was started. */
  public boolean reversible() {
    return !undo.isEmpty();
  }

  /** One that is done only with {@code --allow} and this word. */
  public static Cure allowed(String allowance, List<Command> apply, List<Command> undo) {
    return new Cure(apply, undo, Optional.of(allowance));
  }
}
