package dev.linerate.breakage;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Output;
import dev.linerate.network.HostService;
import dev.linerate.ownership.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where something is broken: a host of a lab and the one beside it. Notes how each step is taken
 * back before it is done.
 */
public final class Site {
  private static final String PROC_SYS = "/proc/sys/";

  private final BrokenLab lab;
  private final Host host;
  private final Host other;
  private final List<String> made = new ArrayList<>();
  private Damage damage;

  Site(BrokenLab lab, String breakage, Host host, Host other) {
    this.lab = lab;
    this.host = host;
    this.other = other;
    this.damage = new Damage(breakage, host.name(), List.of());
  }

  /** The host that is broken. */
  Host host() {
    return host;
  }

  /** The host at the other end. */
  Host other() {
    return other;
  }

  Owner owner() {
    return lab.owner();
  }

  /** The first two hosts of the lab: what several faults share is made there. */
  List<Host> pair() {
    return lab.pair();
  }

  static NetNs namespace(Host host) {
    return host.netns().orElseThrow();
  }

  /** Something that was done without a command. */
  void note(String text) {
    made.add("# " + text);
  }

  /** What was run to break it, in order, as a person would type it. */
  List<String> made() {
    return List.copyOf(made);
  }

  /** Notes how the next step is taken back. */
  void undo(Undo undo) {
    damage = damage.with(undo);
    damage.write(lab.directory());
  }

  void undo(NetNs where, String... arguments) {
    undo(new Undo.Run(Command.of(arguments).in(where)));
  }

  /** Runs a command that must succeed and that is part of the breakage. */
  String run(Command command) {
    made.add(command.text());
    return host.require(command);
  }

  String run(NetNs where, String... arguments) {
    return run(Command.of(arguments).in(where));
  }

  /** As {@link #run(NetNs, String...)}, where failing is what is wanted, or no matter. */
  boolean attempt(NetNs where, String... arguments) {
    return attempt(Command.of(arguments).in(where));
  }

  /** As {@link #attempt(NetNs, String...)}. */
  boolean attempt(Command command) {
    Output output = host.run(command);
    made.add(output.ok() ? command.text() : command.text() + "   # " + output.complaint());
    return output.ok();
  }

  /** A question; no part of the breakage. */
  String ask(NetNs where, String... arguments) {
    return host.require(Command.of(arguments).in(where));
  }

  /** Sets a kernel parameter of a namespace, {@code net/ipv4/ip_forward}. */
  void sysctl(NetNs where, String key, String value) {
    String before = ask(where, "cat", PROC_SYS + key).strip();
    undo(new Undo.Run(writing(where, key, before)));
    made.add("sysctl -w " + key.replace('/', '.') + "='" + value + "'   # in " + where.path());
    write(where, key, value);
  }

  /** As {@link #sysctl}, for a scene: it is not taken back. */
  void write(NetNs where, String key, String value) {
    host.require(writing(where, key, value));
  }

  private static Command writing(NetNs where, String key, String value) {
    return Command.of("tee", PROC_SYS + key).reading(value + "\n").in(where);
  }

  /** Adds a rule in front of a chain of the filter table. */
  void firewall(NetNs where, String chain, String... rule) {
    requirePrograms("iptables");
    undo(new Undo.Run(iptables(where, "-D", chain, rule)));
    run(iptables(where, "-I", chain, rule));
  }

  /** Removes a rule, where there is one. */
  void withoutRule(NetNs where, String chain, String... rule) {
    if (host.run(iptables(where, "-C", chain, rule)).ok()) {
      undo(new Undo.Run(iptables(where, "-I", chain, rule)));
      run(iptables(where, "-D", chain, rule));
    }
  }

  private static Command iptables(NetNs where, String action, String chain, String... rule) {
    List<String> arguments = new ArrayList<>(List.of("iptables", "--wait", action, chain));
    arguments.addAll(List.of(rule));
    return Command.of(arguments).in(where);
  }

  void requirePrograms(String... programs) {
    for (String program : programs) {
      if (host.which(program).isEmpty()) {
        throw LinerateException.environment(
            "lab break %s: %s is not installed".formatted(damage.breakage(), program),
            "Install it, or run linerate quickstart");
      }
    }
  }

  /** A daemon of a host, running. */
  HostService service(String name, Host where) {
    HostService service = lab.service(name);
    if (service.state(where) != HostService.State.RUNNING) {
      service.start(where, lab.owner());
    }
    return service;
  }

  /** A command that reaches a daemon of a host. */
  Command command(HostService service, Host where, String... arguments) {
    Command command = Command.of(arguments).in(namespace(where));
    for (Map.Entry<String, String> variable : service.environment(where).entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    return command;
  }
}
