package dev.linerate.telemetry;

import dev.linerate.linux.KernelFile;
import dev.linerate.linux.LinuxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Opens files of the machine, and keeps account of those that are not there. For one thread. */
final class Opener {
  private final Path root;
  private final List<Absent> absent = new ArrayList<>();

  /**
   * An opener.
   *
   * @param root what stands for {@code /}
   */
  Opener(Path root) {
    this.root = root;
  }

  /** What was not there. */
  List<Absent> absent() {
    return absent;
  }

  /** Notes that something cannot be known; once. */
  void absent(String what, String why) {
    Absent note = new Absent(what, why);
    if (!absent.contains(note)) {
      absent.add(note);
    }
  }

  Path path(String file) {
    return root.resolve(file.substring(1));
  }

  /** The file; when it cannot be opened, what it would have told is noted as absent. */
  Optional<KernelFile> open(String what, String file) {
    try {
      return Optional.of(KernelFile.open(path(file)));
    } catch (LinuxException e) {
      absent(what, file + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** The same without a note. */
  Optional<KernelFile> tryOpen(String file) {
    try {
      return Optional.of(KernelFile.open(path(file)));
    } catch (LinuxException e) {
      return Optional.empty();
    }
  }

  /** The file as it is now; empty when it cannot be read. */
  Optional<byte[]> bytes(String file) {
    return tryOpen(file)
        .flatMap(opened -> {
          try (opened) {
            return opened.read()
                ? Optional.of(Arrays.copyOf(opened.bytes(), opened.length()))
                : Optional.empty();
          }
        });
  }

  /** The same as text. */
  Optional<String> text(String file) {
    return bytes(file).map(content -> new String(content, StandardCharsets.UTF_8));
  }

  /** The number that the file has; empty when it has none. */
  OptionalLong number(String file) {
    Optional<byte[]> content = bytes(file);
    if (content.isPresent()) {
      Lines lines = new Lines().over(content.get());
      long value = lines.next() ? lines.number() : Lines.NONE;
      if (value != Lines.NONE) {
        return OptionalLong.of(value);
      }
    }
    return OptionalLong.empty();
  }
}
