package dev.linerate.doctor;

/**
 * What shows that something is wrong.
 *
 * @param command what was asked, to be asked again by the reader; a path for a file
 * @param line the telling line of the answer
 */
public record Evidence(String command, String line) {}
