package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.host.Parallel;
import dev.linerate.host.Support;
import dev.linerate.network.HostService;
import dev.linerate.network.HostService.State;
import dev.linerate.ownership.Owner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What {@code lab up --with} starts on the hosts of a lab.
 *
 * @param all every service there is, in the order they are told in
 */
record LabServices(List<HostService> all) {
  LabServices {
    all = List.copyOf(all);
  }

  /**
   * The services of these names, each once.
   *
   * @throws LinerateException for a name that is none's
   */
  LabServices named(List<String> names) {
    for (String name : names) {
      if (all.stream().noneMatch(service -> service.name().equals(name))) {
        throw LinerateException.user(
            "no service \"" + name + "\" can be given to a lab host",
            "There are " + all.stream().map(HostService::name).collect(Collectors.joining(", ")));
      }
    }
    return new LabServices(all.stream().filter(s -> names.contains(s.name())).toList());
  }

  /**
   * Goes on only when the machine can run all of them.
   *
   * @throws LinerateException with every reason why it cannot
   */
  void require(Host machine) {
    for (HostService service : all) {
      Support support = service.check(machine);
      if (!support.supported()) {
        throw LinerateException.environment(
            "a lab host's " + service.name() + ": " + support.text(), "");
      }
    }
  }

  /** Starts them on hosts of a lab, all hosts at once; one that runs stays as it is. */
  void start(List<Host> hosts, Owner owner) {
    Parallel.map(
        hosts,
        host -> {
          all.forEach(service -> service.start(host, owner));
          return host;
        });
  }

  /**
   * What a program on a host needs to find the host's own daemons, and never the machine's, whether
   * they have been started or not.
   */
  Map<String, String> environment(Host host) {
    Map<String, String> variables = new TreeMap<>();
    all.forEach(service -> variables.putAll(service.environment(host)));
    return variables;
  }

  /** Those that were started on a host, by name: {@code running} or {@code ended}. */
  Map<String, String> states(Host host) {
    Map<String, String> states = new LinkedHashMap<>();
    for (HostService service : all) {
      State state = service.state(host);
      if (state != State.NONE) {
        states.put(service.name(), state == State.RUNNING ? "running" : "ended");
      }
    }
    return states;
  }

  /** A line for each service that runs somewhere, or did; empty when there is none. */
  String text(List<Host> hosts) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    for (Host host : hosts) {
      states(host)
          .forEach((service, state) ->
              lines
                  .computeIfAbsent(service + " " + state + " on", _ -> new ArrayList<>())
                  .add(host.name()));
    }
    return lines.entrySet().stream()
        .map(line -> line.getKey() + " " + String.join(", ", line.getValue()) + "\n")
        .collect(Collectors.joining());
  }
}
