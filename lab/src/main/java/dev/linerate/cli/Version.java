package dev.linerate.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** linerate's version, from the jar's manifest. */
final class Version implements IVersionProvider {
  static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"linerate " + current()};
  }
}
