package dev.linerate.doctor;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file that says how to take cures back: a line of JSON for each, written before the cure is
 * applied. Only its owner can read or write it, since its commands are run.
 */
public final class UndoJournal {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  public UndoJournal(Path file) {
    this.file = file;
  }

  /**
   * Notes a cure; returns only once it is written.
   *
   * @throws LinerateException when it cannot be written
   */
  public void add(UndoEntry entry) {
    // a line before it that was cut short must not spoil this one
    write("\n" + line(entry) + "\n", StandardOpenOption.APPEND);
  }

  /**
   * All that is noted, oldest first; a line that is cut short or of another version is left out.
   */
  public List<UndoEntry> entries() {
    List<UndoEntry> entries = new ArrayList<>();
    for (String line : lines()) {
      parse(line).ifPresent(entries::add);
    }
    return entries;
  }

  /**
   * Forgets the last one, which has been taken back or was never applied. With the last of all the
   * file goes too.
   */
  public void removeLast() {
    List<UndoEntry> entries = entries();
    if (entries.size() <= 1) {
      delete();
    } else {
      StringBuilder left = new StringBuilder();
      entries
          .subList(0, entries.size() - 1)
          .forEach(entry -> left.append(line(entry)).append('\n'));
      write(left.toString(), StandardOpenOption.TRUNCATE_EXISTING);
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot remove " + file + ": " + FileFault.reason(e), "Remove it by hand", e);
    }
  }

  private List<String> lines() {
    try {
      return Files.exists(file)
          ? Files.readString(file).lines().filter(line -> !line.isBlank()).toList()
          : List.of();
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot read " + file + ": " + FileFault.reason(e), "", e);
    }
  }

  private void write(String text, StandardOpenOption how) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      if (how == StandardOpenOption.APPEND) {
        Files.writeString(file, text, StandardCharsets.UTF_8, how, StandardOpenOption.SYNC);
      } else {
        replace(text);
      }
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot write " + file + ": " + FileFault.reason(e),
          "Free some space or name another directory in LINERATE_STATE",
          e);
    }
  }

  /** A new file in the place of the old one: whatever happens, one of both is there. */
  private void replace(String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(next, text, StandardCharsets.UTF_8, StandardOpenOption.SYNC);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String line(UndoEntry entry) {
    ObjectNode node = JSON.createObjectNode();
    node.put("at", entry.at().toString()).put("fault", entry.fault()).put("place", entry.place());
    ArrayNode commands = node.putArray("commands");
    for (Command command : entry.commands()) {
      ObjectNode one = commands.addObject();
      ArrayNode arguments = one.putArray("arguments");
      command.arguments().forEach(arguments::add);
      command.netns().ifPresent(ns -> one.put("netns", ns.path()));
      one.put("input", command.input());
      ObjectNode environment = one.putObject("environment");
      command.environment().forEach(environment::put);
    }
    return JSON.writeValueAsString(node);
  }

  private static Optional<UndoEntry> parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      List<Command> commands = new ArrayList<>();
      node.path("commands").forEach(one -> commands.add(command(one)));
      return Optional.of(
          new UndoEntry(
              Instant.parse(node.path("at").asString("")),
              node.path("fault").asString(""),
              node.path("place").asString(""),
              commands));
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Command command(JsonNode node) {
    List<String> arguments = new ArrayList<>();
    node.path("arguments").forEach(argument -> arguments.add(argument.asString("")));
    Map<String, String> environment = new HashMap<>();
    node.path("environment")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asString("")));
    Command command = Command.of(arguments).reading(node.path("input").asString(""));
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    JsonNode netns = node.path("netns");
    return netns.isString() ? command.in(new NetNs(netns.asString())) : command;
  }
}
