package dev.linerate.run;

import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.network.Layout;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.Placement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A driver that counts what it makes and what is taken away, and fails where it is told to. */
final class FakeDriver implements NetworkDriver {
  private final String name;
  private final List<NetworkSpec> made = Collections.synchronizedList(new ArrayList<>());
  private final List<String> closed = Collections.synchronizedList(new ArrayList<>());
  private Support support = Support.YES;
  private boolean needsLabHosts = true;
  private Runnable onCreate = () -> {};
  private Runnable onClose = () -> {};
  private Supplier<Layout> read = () -> Layout.EMPTY;

  FakeDriver(String name) {
    this.name = name;
  }

  FakeDriver unsupported(String cause, String remedy) {
    support = Support.no(cause, remedy);
    return this;
  }

  void needsNoLabHosts() {
    needsLabHosts = false;
  }

  FakeDriver onCreate(Runnable action) {
    onCreate = action;
    return this;
  }

  FakeDriver onClose(Runnable action) {
    onClose = action;
    return this;
  }

  FakeDriver read(Supplier<Layout> layout) {
    read = layout;
    return this;
  }

  List<NetworkSpec> made() {
    return made;
  }

  int closed() {
    return closed.size();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Placement> placements() {
    return EnumSet.allOf(Placement.class);
  }

  @Override
  public Support check(List<Host> hosts) {
    return support;
  }

  @Override
  public boolean needsLabHosts() {
    return needsLabHosts;
  }

  @Override
  public Network create(NetworkSpec spec, Owner owner) {
    onCreate.run();
    made.add(spec);
    return new FakeNetwork(name, spec.hosts().getFirst(), read, this::close);
  }

  private void close() {
    closed.add(name);
    onClose.run();
  }
}
