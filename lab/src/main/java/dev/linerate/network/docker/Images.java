package dev.linerate.network.docker;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import dev.linerate.ownership.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Brings the image of the containers into each daemon, once. No registry is asked. */
final class Images {
  /** Where the wait program is in every container. */
  static final String PROGRAM = "/linerate-wait";

  private static final String REPOSITORY = "linerate-wait";

  private final Supplier<DockerApi> machine;
  private final Once<String, Ready> ready = new Once<>();
  private final Once<String, Path> saved = new Once<>();
  private final Once<Path, Path> written = new Once<>();

  /**
   * Starts with no image anywhere.
   *
   * @param machine the daemon that images the user names are taken from
   */
  Images(Supplier<DockerApi> machine) {
    this.machine = machine;
  }

  /**
   * An image that a daemon has.
   *
   * @param complete whether it holds the wait program already
   * @param commands how it came there, in Docker's own words
   */
  record Ready(String reference, boolean complete, List<String> commands) {
    Ready {
      commands = List.copyOf(commands);
    }
  }

  /** The wait program for this machine, as an archive to be unpacked at {@code /}. */
  static byte[] program() {
    return Tar.ofProgram(
        PROGRAM.substring(1), WaitProgram.bytes(System.getProperty("os.arch", "")));
  }

  /** The wait program for this machine as a file of the owner's, for anybody to run. */
  Path programFile(Owner owner) {
    return written.get(
        owner.directory().resolve(PROGRAM.substring(1)),
        () -> write(owner.directory().resolve(PROGRAM.substring(1))));
  }

  private static Path write(Path file) {
    try {
      Files.write(file, WaitProgram.bytes(System.getProperty("os.arch", "")));
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-xr-xr-x"));
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot write " + file + ": " + FileFault.reason(e), "Free some space", e);
    }
  }

  Ready on(DockerAccess docker, ImageSpec spec, Owner owner) {
    String key = docker.api().url() + " " + spec + " " + owner.id();
    return ready.get(
        key,
        () ->
            switch (spec) {
              case ImageSpec.Own _ -> own(docker, owner);
              case ImageSpec.Named named -> named(docker, named.reference());
              case ImageSpec.Archive archive -> archive(docker, archive.file());
            });
  }

  private static Ready own(DockerAccess docker, Owner owner) {
    String reference = REPOSITORY + ":" + owner.id();
    Map<String, String> labels = Map.of(Owner.LABEL, owner.id());
    docker.api().importImage(REPOSITORY, owner.id(), labels, program());
    String label = "'LABEL " + Owner.LABEL + "=" + owner.id() + "'";
    return new Ready(
        reference,
        true,
        List.of(
            "tar -c "
                + PROGRAM.substring(1)
                + " | "
                + docker.cli("import", "--change", label, "-", reference)));
  }

  private Ready named(DockerAccess docker, String reference) {
    if (docker.api().hasImage(reference)) {
      return new Ready(reference, false, List.of());
    }
    if (docker.users()) {
      throw missing(docker.api().url(), reference);
    }
    DockerApi source = machine.get();
    Path file = saved.get(reference, () -> save(docker, source, reference));
    docker.api().loadImage(file);
    String command =
        "docker -H %s save %s | %s".formatted(source.url(), reference, docker.cli("load"));
    return new Ready(reference, false, List.of(command));
  }

  private static Path save(DockerAccess docker, DockerApi source, String reference) {
    if (!source.hasImage(reference)) {
      throw missing(source.url(), reference);
    }
    Path file = docker.host().stateDirectory().resolve("image.tar");
    source.saveImage(reference, file);
    return file;
  }

  private static LinerateException missing(String url, String reference) {
    return LinerateException.environment(
        "Docker at " + url + " has no image \"" + reference + "\"",
        "Get it: docker pull " + reference + ", or leave --image out: linerate makes its own");
  }

  private static Ready archive(DockerAccess docker, Path file) {
    if (docker.users()) {
      throw LinerateException.user(
          "an image archive is not loaded into your own Docker daemon " + docker.api().url(),
          "Load it yourself (docker load -i " + file + ") and give --image its name");
    }
    String reference = docker.api().loadImage(file);
    return new Ready(reference, false, List.of(docker.cli("load", "-i", file.toString())));
  }
}
