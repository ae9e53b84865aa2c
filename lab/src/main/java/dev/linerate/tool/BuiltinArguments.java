package dev.linerate.tool;

import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.iperf.StreamCores;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Rate;
import dev.linerate.search.SearchGoal;
import dev.linerate.unit.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The command lines that do what a trial of the built-in tool does: it starts no process, so this
 * is how it is done again by hand.
 */
final class BuiltinArguments {
  private BuiltinArguments() {}

  /** Serves one test on that endpoint's address. */
  static String server(Endpoint server, Flow flow, int port) {
    List<String> all = listening(server, flow, port);
    all.add("-1");
    core(all, server);
    reporting(all, flow);
    return Command.of(all).text();
  }

  /** Sends it that flow. */
  static String client(Endpoint client, Endpoint server, Flow flow, int port) {
    List<String> all = connecting(client, server, flow, port);
    core(all, client);
    all.addAll(List.of("-t", Iperf3Arguments.seconds(flow.duration())));
    if (!flow.omit().isZero()) {
      all.addAll(List.of("-O", Iperf3Arguments.seconds(flow.omit())));
    }
    Iperf3Arguments.traffic(all, flow);
    reporting(all, flow);
    return Command.of(all).text();
  }

  /** Serves the tests of a search. */
  static String searched(Endpoint server, Flow flow, int port) {
    return Command.of(listening(server, flow, port)).text();
  }

  /** Searches with it. */
  static String search(Endpoint client, Endpoint server, Flow flow, Rate.Search rate, int port) {
    SearchGoal goal = BuiltinOptions.goal(flow, rate);
    List<String> all = connecting(client, server, flow, port);
    all.addAll(List.of("-t", Iperf3Arguments.seconds(goal.finalTrial())));
    Iperf3Arguments.traffic(all, flow);
    long tests = goal.durationSum().dividedBy(goal.finalTrial());
    all.addAll(List.of("--search-trials", Long.toString(tests)));
    all.addAll(List.of("--search-time", Durations.text(BuiltinOptions.time(flow))));
    return Command.of(all).text();
  }

  private static List<String> listening(Endpoint server, Flow flow, int port) {
    List<String> all = new ArrayList<>(List.of("linerate", "server"));
    all.addAll(where(server, flow));
    all.addAll(List.of("-B", server.address(), "-p", Integer.toString(port)));
    return all;
  }

  private static List<String> connecting(Endpoint client, Endpoint server, Flow flow, int port) {
    List<String> all = new ArrayList<>(List.of("linerate", "client", server.address()));
    all.addAll(where(client, flow));
    all.addAll(List.of("-p", Integer.toString(port)));
    return all;
  }

  private static List<String> where(Endpoint endpoint, Flow flow) {
    OptionalLong process = endpoint.netns().process();
    return flow.inside() && process.isPresent()
        ? List.of("--inside", Long.toString(process.getAsLong()))
        : List.of("--netns", endpoint.netns().path());
  }

  private static void core(List<String> all, Endpoint endpoint) {
    if (!endpoint.cores().isEmpty()) {
      all.addAll(List.of("-A", new StreamCores(endpoint.cores()).text()));
    }
  }

  private static void reporting(List<String> all, Flow flow) {
    all.addAll(
        List.of("-i", Iperf3Arguments.seconds(Iperf3Arguments.allowedInterval(flow.interval()))));
  }
}
