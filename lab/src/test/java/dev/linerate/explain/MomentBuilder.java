package dev.linerate.explain;

import dev.linerate.explain.Moment.ThreadLoad;
import java.util.Optional;
import java.util.OptionalDouble;

/** A moment in which nothing held the flow, but for what is said. */
final class MomentBuilder {
  private double rate = 10e9;
  private ThreadLoad sender = new ThreadLoad(0, 0.5, 0, 0);
  private ThreadLoad receiver = new ThreadLoad(1, 0.5, 0, 0);
  private boolean sharedCore;
  private boolean siblings;
  private boolean remote;
  private double steal;
  private double foreign;
  private double softirqBeside;
  private double softirqOnReceiver;
  private double throttled;
  private OptionalDouble receiveWindow = OptionalDouble.empty();
  private OptionalDouble sendBuffer = OptionalDouble.empty();
  private double retransmits;
  private double restlessness;

  MomentBuilder rate(double bitsPerSecond) {
    rate = bitsPerSecond;
    return this;
  }

  MomentBuilder sender(double cpu, double waiting, double migrations) {
    sender = new ThreadLoad(0, cpu, waiting, migrations);
    return this;
  }

  MomentBuilder receiver(double cpu, double waiting) {
    receiver = new ThreadLoad(1, cpu, waiting, 0);
    return this;
  }

  MomentBuilder sharedCore() {
    sharedCore = true;
    return this;
  }

  MomentBuilder siblings() {
    siblings = true;
    return this;
  }

  MomentBuilder remote() {
    remote = true;
    return this;
  }

  MomentBuilder steal(double share) {
    steal = share;
    return this;
  }

  MomentBuilder foreign(double share) {
    foreign = share;
    return this;
  }

  MomentBuilder softirqBeside(double share) {
    softirqBeside = share;
    return this;
  }

  MomentBuilder softirqOnReceiver(double share) {
    softirqOnReceiver = share;
    return this;
  }

  MomentBuilder throttled(double share) {
    throttled = share;
    return this;
  }

  MomentBuilder receiveWindow(double share) {
    receiveWindow = OptionalDouble.of(share);
    return this;
  }

  MomentBuilder sendBuffer(double share) {
    sendBuffer = OptionalDouble.of(share);
    return this;
  }

  MomentBuilder retransmits(double perSecond) {
    retransmits = perSecond;
    return this;
  }

  MomentBuilder restlessness(double perSecond) {
    restlessness = perSecond;
    return this;
  }

  Moment build() {
    return new Moment(
        0.1,
        rate,
        Optional.of(sender),
        Optional.of(receiver),
        sharedCore,
        siblings,
        remote,
        steal,
        foreign,
        softirqBeside,
        softirqOnReceiver,
        throttled,
        receiveWindow,
        sendBuffer,
        retransmits,
        restlessness);
  }
}
