package dev.linerate.tool;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Output;
import dev.linerate.host.Task;
import dev.linerate.host.Uplink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A machine with an iperf3 whose processes do what the test tells them. */
final class FakeHost implements Host {
  static final long FIRST_PID = 100;

  private final AtomicLong nanos;
  private final List<Command> ran = new ArrayList<>();
  private final List<FakeTask> tasks = new ArrayList<>();
  private final List<Consumer<FakeTask>> scripts = new ArrayList<>();
  private final Map<String, Supplier<String>> files = new HashMap<>();
  private String version = "iperf 3.12 (cJSON 1.7.15)\n";
  private String portsInUse = "";
  private boolean installed = true;

  FakeHost(AtomicLong nanos) {
    this.nanos = nanos;
  }

  FakeHost version(String text) {
    version = text;
    return this;
  }

  FakeHost withoutIperf3() {
    installed = false;
    return this;
  }

  FakeHost portInUse(int port) {
    portsInUse += listening(port);
    return this;
  }

  FakeHost file(String path, Supplier<String> content) {
    files.put(path, content);
    return this;
  }

  /** What the next process to be started will do. */
  FakeHost next(Consumer<FakeTask> script) {
    scripts.add(script);
    return this;
  }

  /** The next process listens at once on that port. */
  FakeHost nextListens(int port, Consumer<FakeTask> script) {
    long pid = FIRST_PID + scripts.size();
    file("/proc/" + pid + "/comm", () -> "iperf3\n");
    file("/proc/" + pid + "/net/tcp", () -> listening(port));
    return next(script);
  }

  static String listening(int port) {
    return "  0: 0200000A:%04X 00000000:0000 0A 0:0 0:0 0 0 0 1%n".formatted(port);
  }

  List<FakeTask> tasks() {
    return tasks;
  }

  List<Command> ran() {
    return ran;
  }

  @Override
  public String name() {
    return "h1";
  }

  @Override
  public Optional<NetNs> netns() {
    return Optional.empty();
  }

  @Override
  public Optional<Uplink> uplink() {
    return Optional.empty();
  }

  @Override
  public Path stateDirectory() {
    return Path.of("/nowhere");
  }

  @Override
  public Output run(Command command) {
    ran.add(command);
    String out = command.program().equals("cat") ? portsInUse : version;
    return new Output(command, 0, out, "", Duration.ZERO);
  }

  @Override
  public Task start(Command command) {
    FakeTask task = new FakeTask(nanos, FIRST_PID + tasks.size(), command);
    tasks.add(task);
    scripts.get(tasks.size() - 1).accept(task);
    return task;
  }

  @Override
  public Optional<String> read(String path) {
    return Optional.ofNullable(files.get(path)).map(Supplier::get);
  }

  @Override
  public Optional<String> which(String program) {
    return installed ? Optional.of("/usr/bin/" + program) : Optional.empty();
  }
}
