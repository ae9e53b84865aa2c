package dev.linerate.setup;

/**
 * A program and where it comes from.
 *
 * @param program its name on the search path: {@code dockerd}
 * @param debianPackage the Debian and Ubuntu package that has it: {@code docker.io}
 */
public record Need(Group group, String program, String debianPackage) {}
