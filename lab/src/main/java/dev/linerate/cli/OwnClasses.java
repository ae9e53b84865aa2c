package dev.linerate.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** This program's classes, as its jar lists them. */
final class OwnClasses {
  private static final String PACKAGE = "dev/linerate/";
  private static final String SUFFIX = ".class";

  private OwnClasses() {}

  /**
   * Loads all of them, initialising none.
   *
   * @return how many; 0 when they do not come from a jar
   */
  static int load() throws IOException {
    Path jar = origin();
    if (!Files.isRegularFile(jar)) {
      return 0;
    }
    List<String> names;
    try (JarFile file = new JarFile(jar.toFile())) {
      names =
          file.stream()
              .map(JarEntry::getName)
              .filter(name -> name.startsWith(PACKAGE) && name.endsWith(SUFFIX))
              .filter(name -> !name.endsWith("-info" + SUFFIX))
              .map(name -> name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'))
              .toList();
    }
    names.forEach(OwnClasses::load);
    return names.size();
  }

  /** The jar, or the folder, they come from. */
  static Path origin() {
    try {
      return Path.of(OwnClasses.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, OwnClasses.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the jar lists " + name + " and does not hold it", e);
    }
  }
}
