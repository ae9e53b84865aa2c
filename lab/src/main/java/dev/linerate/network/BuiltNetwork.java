package dev.linerate.network;

import dev.linerate.plan.Placement;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What every driver hands out: endpoints, facts, and the construction to take back.
 *
 * @param read reads the network back
 */
public record BuiltNetwork(
    Map<Placement, EndpointPair> pairs,
    int encapsulation,
    String datapath,
    List<String> notes,
    Supplier<Layout> read,
    Construction construction)
    implements Network {
  public BuiltNetwork {
    pairs = Map.copyOf(pairs);
    notes = List.copyOf(notes);
  }

  @Override
  public EndpointPair endpoints(Placement placement) {
    EndpointPair pair = pairs.get(placement);
    if (pair == null) {
      throw new IllegalArgumentException("built without " + placement.word() + " endpoints");
    }
    return pair;
  }

  @Override
  public Layout layout() {
    return read.get();
  }

  @Override
  public List<String> commands() {
    return construction.commands();
  }

  @Override
  public void close() {
    construction.close();
  }
}
