package dev.linerate.breakage;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was broken in a lab and how it is taken back: a file of the lab's directory, {@code
 * broken/NAME.json}, written before each step.
 *
 * @param breakage its name
 * @param host the host it was made on
 * @param undos in the order of the steps; they are taken back last first
 */
record Damage(String breakage, String host, List<Undo> undos) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String FOLDER = "broken";
  private static final String SUFFIX = ".json";

  Damage {
    undos = List.copyOf(undos);
  }

  Damage with(Undo undo) {
    List<Undo> more = new ArrayList<>(undos);
    more.add(undo);
    return new Damage(breakage, host, more);
  }

  static Path file(Path lab, String breakage) {
    return lab.resolve(FOLDER).resolve(breakage + SUFFIX);
  }

  void write(Path lab) {
    Path file = file(lab, breakage);
    try {
      Files.createDirectories(lab.resolve(FOLDER));
      Files.writeString(file, json());
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot write " + file + ": " + FileFault.reason(e), "Free some space", e);
    }
  }

  static void delete(Path lab, String breakage) {
    try {
      Files.deleteIfExists(file(lab, breakage));
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot remove " + file(lab, breakage) + ": " + FileFault.reason(e), "", e);
    }
  }

  /** What is broken in a lab now, by name. */
  static List<Damage> all(Path lab) {
    try (Stream<Path> files = Files.list(lab.resolve(FOLDER))) {
      return files.sorted().map(Damage::read).toList();
    } catch (IOException e) {
      // nothing was ever broken
      return List.of();
    }
  }

  private static Damage read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw LinerateException.environment(
          "cannot read " + file, "Take the lab down: linerate lab down", e);
    }
  }

  String json() {
    ObjectNode root = JSON.createObjectNode().put("breakage", breakage).put("host", host);
    ArrayNode array = root.putArray("undo");
    undos.forEach(undo -> write(array.addObject(), undo));
    return JSON.writeValueAsString(root) + "\n";
  }

  private static void write(ObjectNode node, Undo undo) {
    switch (undo) {
      case Undo.Start start -> node.put("start", start.service());
      case Undo.Remove remove -> node.put("remove", remove.owner());
      case Undo.Forget _ -> node.put("forget", "connections");
      case Undo.Run run -> {
        Command command = run.command();
        ArrayNode arguments = node.putArray("run");
        command.arguments().forEach(arguments::add);
        command.netns().ifPresent(ns -> node.put("netns", ns.path()));
        node.put("input", command.input());
        ObjectNode environment = node.putObject("environment");
        command.environment().forEach(environment::put);
      }
    }
  }

  static Damage parse(String json) {
    JsonNode root = JSON.readTree(json);
    List<Undo> undos = new ArrayList<>();
    root.path("undo").forEach(node -> undos.add(undo(node)));
    return new Damage(root.path("breakage").asString(), root.path("host").asString(), undos);
  }

  private static Undo undo(JsonNode node) {
    if (node.has("start")) {
      return new Undo.Start(node.path("start").asString());
    }
    if (node.has("remove")) {
      return new Undo.Remove(node.path("remove").asString());
    }
    if (node.has("forget")) {
      return new Undo.Forget();
    }
    List<String> arguments = new ArrayList<>();
    node.path("run").forEach(argument -> arguments.add(argument.asString()));
    Command command = Command.of(arguments).reading(node.path("input").asString(""));
    if (node.has("netns")) {
      command = command.in(new NetNs(node.path("netns").asString()));
    }
    for (var variable : node.path("environment").properties()) {
      command = command.with(variable.getKey(), variable.getValue().asString());
    }
    return new Undo.Run(command);
  }
}
