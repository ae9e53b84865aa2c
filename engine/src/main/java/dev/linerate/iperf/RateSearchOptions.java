package dev.linerate.iperf;

import dev.linerate.search.SearchGoal;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a search for the highest loss-free rate does.
 *
 * @param client which server, and which UDP test; its amount and pace are the search's own
 * @param goal what is to be found
 * @param time limit of all trials together
 * @param maxBits highest rate of all streams together, bit/s; empty is a little more than this
 *     sender reaches
 */
public record RateSearchOptions(
    ClientOptions client, SearchGoal goal, Duration time, OptionalLong maxBits) {

  public RateSearchOptions {
    Parameters test = client.parameters();
    if (test.protocol() != Protocol.UDP) {
      throw new IllegalArgumentException("a search for the loss-free rate is one of UDP: add -u");
    }
    if (test.udp().segmentation()) {
      throw new IllegalArgumentException(
          "with --gso datagrams leave in bunches, and what is lost then says little of the rate");
    }
    if (test.direction() == Direction.BIDIRECTIONAL) {
      throw new IllegalArgumentException("a search is one of one direction: drop --bidir");
    }
    if (!time.isPositive()) {
      throw new IllegalArgumentException("a search takes time, not " + time);
    }
  }
}
