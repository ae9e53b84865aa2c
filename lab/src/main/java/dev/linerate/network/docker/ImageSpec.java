package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Which image containers run. Whatever it holds, they run linerate's wait program in it. */
public sealed interface ImageSpec {
  /** An image with the wait program and nothing else, made here without a registry. */
  record Own() implements ImageSpec {}

  /**
   * An image of the machine's own Docker daemon, carried over into a lab's.
   *
   * @param reference {@code ubuntu:18.04}
   */
  record Named(String reference) implements ImageSpec {}

  /** What {@code docker save} wrote. */
  record Archive(Path file) implements ImageSpec {}

  ImageSpec OWN = new Own();

  /** Names, tags and digests as distribution/reference defines them, loosely. */
  Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,254}");

  /**
   * Reads the value of {@code --image}: a path ending in {@code .tar} or to an existing file is an
   * archive, anything else a name.
   *
   * @throws LinerateException when the archive does not exist or the text cannot be a name
   */
  static ImageSpec parse(String text) {
    Path file = Path.of(text);
    if (Files.isRegularFile(file)) {
      return new Archive(file.toAbsolutePath());
    }
    if (text.endsWith(".tar")) {
      throw LinerateException.user(
          "there is no image archive " + text, "Write one: docker save -o " + text + " IMAGE");
    }
    if (!REFERENCE.matcher(text).matches()) {
      throw LinerateException.user(
          "\"" + text + "\" is no name of an image", "Write for example --image ubuntu:18.04");
    }
    return new Named(text);
  }
}
