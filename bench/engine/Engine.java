import dev.linerate.linux.NetworkNamespace;
import dev.linerate.linux.Socket;
import dev.linerate.traffic.Budget;
import dev.linerate.traffic.StopFlag;
import dev.linerate.traffic.StreamCounters;
import dev.linerate.traffic.TcpReceiver;
import dev.linerate.traffic.TcpSender;
import dev.linerate.traffic.TcpSending;
import dev.linerate.traffic.TrafficLoop;
import dev.linerate.traffic.TrafficThread;
import dev.linerate.traffic.UdpReceiver;
import dev.linerate.traffic.UdpReceiving;
import dev.linerate.traffic.UdpSender;
import dev.linerate.traffic.UdpSending;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Trials of the loops, without a control connection. */
record Engine(Settings settings) {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Read and written as iperf3 does it. */
  Loops.Outcome tcp(int streams) throws Exception {
    return tcp(streams, TcpSending.DEFAULT, false);
  }

  /** The fastest way that still sends every byte. */
  Loops.Outcome fastTcp(int streams) throws Exception {
    return tcp(streams, TcpSending.DEFAULT.withBlockBytes(TcpSending.FAST_BLOCK_BYTES), true);
  }

  /** By sendfile. */
  Loops.Outcome zeroCopyTcp() throws Exception {
    return tcp(1, TcpSending.DEFAULT.withZeroCopy(true), false);
  }

  private Loops.Outcome tcp(int streams, TcpSending sending, boolean skipCopy) throws Exception {
    try (Run run = new Run()) {
      try (Socket listener = in(settings.receiver(), this::listener)) {
        for (int i = 0; i < streams; i++) {
          run.sockets.add(in(settings.sender(), () -> connected(listener.local())));
          run.sockets.add(listener.accept(LIMIT).orElseThrow());
        }
      }
      for (int i = 0; i < streams; i++) {
        Socket from = run.sockets.get(2 * i);
        Socket to = run.sockets.get(2 * i + 1);
        StreamCounters received = run.receives();
        run.receive(
            i, new TcpReceiver(to, sending.blockBytes(), skipCopy, run.stop, received));
        run.send(
            i,
            new TcpSender(
                from,
                sending,
                Budget.unlimited(),
                run.stop,
                new StreamCounters()));
      }
      return run.outcome(streams, false);
    }
  }

  /** For small datagrams the rate is in datagrams. */
  Loops.Outcome udp(int bytes, boolean offload) throws Exception {
    try (Run run = new Run()) {
      Socket to = in(settings.receiver(), () -> bound(settings.address()));
      Socket from = in(settings.sender(), () -> Socket.udp(false));
      run.sockets.addAll(List.of(from, to));
      from.connect(to.local());
      to.connect(from.local());
      UdpReceiving receiving = UdpReceiving.of(bytes).withCoalescing(offload);
      run.receive(0, new UdpReceiver(to, receiving, run.stop, run.receives()));
      UdpSending sending = UdpSending.of(bytes).withSegmentation(offload);
      run.send(
          0, new UdpSender(from, sending, Budget.unlimited(), run.stop, new StreamCounters()));
      Loops.Outcome outcome = run.outcome(1, true);
      return bytes > 100
          ? outcome
          : new Loops.Outcome(outcome.rate() / 8 / bytes, outcome.cpuPerGigabyte());
    }
  }

  private Socket listener() throws Exception {
    Socket socket = Socket.tcp(false);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(settings.address()), 0));
    socket.listen(16);
    return socket;
  }

  private Socket connected(InetSocketAddress to) throws Exception {
    Socket socket = Socket.tcp(false);
    if (settings.congestion().isPresent()) {
      socket.congestion(settings.congestion().get());
    }
    socket.connect(to, LIMIT);
    return socket;
  }

  private static Socket bound(String address) throws Exception {
    Socket socket = Socket.udp(false);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    return socket;
  }

  /** Does something in a namespace, in a thread of its own. */
  static <T> T in(String namespace, Callable<T> work) throws Exception {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              NetworkNamespace.enter(Settings.path(namespace));
              return work.call();
            });
    Thread.ofPlatform().start(task);
    return task.get();
  }

  /** Threads and sockets of one trial. */
  private final class Run implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();
    private final List<StreamCounters> counters = new ArrayList<>();
    private final List<TrafficThread> threads = new ArrayList<>();
    private final StopFlag stop = new StopFlag();
    private long begin = System.nanoTime();

    StreamCounters receives() {
      counters.add(new StreamCounters());
      return counters.getLast();
    }

    void receive(int stream, TrafficLoop loop) {
      start("receiver", loop, 1, stream);
    }

    void send(int stream, TrafficLoop loop) {
      if (stream == 0) {
        begin = System.nanoTime();
      }
      start("sender", loop, 0, stream);
    }

    /** A stream alone has a core for each end; of several, each has its core. */
    private void start(String name, TrafficLoop loop, int core, int stream) {
      boolean several = sockets.size() > 2;
      OptionalInt where =
          settings.pinned() ? OptionalInt.of(several ? stream % 2 : core) : OptionalInt.empty();
      threads.add(TrafficThread.start(name, loop, where));
    }

    Loops.Outcome outcome(int streams, boolean udp) throws Exception {
      Thread.sleep(Duration.ofSeconds(settings.seconds()));
      double bytes = counters.stream().mapToLong(StreamCounters::bytes).sum();
      double seconds = (System.nanoTime() - begin) / 1e9;
      stop.stop();
      double cpu = 0;
      for (TrafficThread thread : threads) {
        if (!thread.join(LIMIT)) {
          throw new IllegalStateException("a loop did not end");
        }
        thread.failure().ifPresent(e -> System.err.println("failed: " + e));
        cpu += thread.cpu().totalNanos() / 1e9;
      }
      return new Loops.Outcome(bytes * 8 / seconds, cpu / (bytes / 1e9));
    }

    @Override
    public void close() {
      stop.halt();
      sockets.forEach(Socket::close);
    }
  }
}
