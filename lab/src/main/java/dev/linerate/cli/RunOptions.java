package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of every verb that runs a plan. */
final class RunOptions {
  private static final int LARGEST_PORT = 65535;

  @Mixin PlanFlags plan = new PlanFlags();
  @Mixin Results results = new Results();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "what goes to standard output: table, json, csv, markdown")
  Format format = Format.TABLE;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "where the HTML report goes (default: linerate-DATE-N.html in this folder)")
  @Nullable Path report;

  @Option(names = "--no-report", description = "write no HTML report")
  boolean noReport;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "the traffic tool's port in every trial (default: one that is free)")
  private @Nullable Integer port;

  @Option(
      names = "--docker",
      paramLabel = "URL",
      description =
          "use this Docker daemon for docker-bridge instead of the lab's own:"
              + " unix:///var/run/docker.sock")
  @Nullable String docker;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description =
          "image the containers run: a name known to the machine's Docker daemon"
              + " (ubuntu:18.04) or an archive of docker save (default: an empty one made on the spot)")
  @Nullable String image;

  OptionalInt port() {
    if (port == null) {
      return OptionalInt.empty();
    }
    if (port < 1 || port > LARGEST_PORT) {
      throw LinerateException.user(
          "--port: " + port + " is no TCP port", "Give one from 1 to " + LARGEST_PORT);
    }
    return OptionalInt.of(port);
  }
}
