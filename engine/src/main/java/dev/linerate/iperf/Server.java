package dev.linerate.iperf;

import dev.linerate.fault.LinerateException;
import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SocketOption;
import dev.linerate.linux.Wakeup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Serves tests to clients: linerate's or iperf3's. Several at the same time, each in threads of its
 * own.
 *
 * <pre>{@code
 * try (Server server = Server.start(ServerOptions.DEFAULT.withPort(0))) {
 *   System.out.println("listening on " + server.port());
 *   server.await();
 * }
 * }</pre>
 *
 * <p>Everything happens in the network namespace of the thread that starts it.
 */
public final class Server implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final int PORT_TRIES = 16;

  /** A program that is being started has this one's descriptors until it runs (fork(2)). */
  private static final Duration PORT_HELD = Duration.ofMillis(500);

  private static final long PORT_PAUSE_NANOS = 5_000_000;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

  private final ServerOptions options;
  private final Supplier<? extends TestListener> listeners;
  private final Socket listener;
  private final UdpDoor door;
  private final Wakeup wakeup;
  private final StreamQuota quota;
  private final int port;
  private final Thread acceptor;
  private final Map<Cookie, ServerTest> tests = new HashMap<>();
  private final Set<Thread> threads = new HashSet<>();
  private int begun;
  private boolean closed;

  private Server(
      ServerOptions options,
      Supplier<? extends TestListener> listeners,
      Socket listener,
      Socket datagrams,
      Wakeup wakeup)
      throws LinuxException {
    this.options = options;
    this.listeners = listeners;
    this.listener = listener;
    this.wakeup = wakeup;
    port = listener.local().getPort();
    door = new UdpDoor(datagrams, wakeup::signal);
    quota = new StreamQuota(options.limits().streams());
    acceptor = Thread.ofPlatform().daemon().name("iperf-acceptor").unstarted(this::accept);
  }

  /** Starts a server that says nothing. */
  public static Server start(ServerOptions options) {
    return start(options, () -> TestListener.NONE);
  }

  /**
   * Starts a server.
   *
   * @param listeners asked for one at each test; it is called by the thread of its test
   * @throws LinerateException when the port is taken, say
   */
  public static Server start(ServerOptions options, Supplier<? extends TestListener> listeners) {
    try {
      return open(options, listeners);
    } catch (LinuxException e) {
      throw switch (e.errno()) {
        case Errno.EADDRINUSE ->
            LinerateException.user(
                "port " + options.port() + " is in use here", "Choose another with --port");
        case Errno.EADDRNOTAVAIL ->
            LinerateException.user(
                "this machine does not have the address to listen on", "Check --bind");
        case Errno.EACCES ->
            LinerateException.environment(
                "listening on port " + options.port() + " is not allowed", "Choose one above 1023");
        default ->
            LinerateException.environment("the server cannot listen: " + e.getMessage(), "", e);
      };
    }
  }

  private static Server open(ServerOptions options, Supplier<? extends TestListener> listeners)
      throws LinuxException {
    Deadline held = Deadline.after(PORT_HELD);
    for (int i = 1; ; i++) {
      try {
        return openOnce(options, listeners);
      } catch (LinuxException e) {
        if (e.errno() != Errno.EADDRINUSE || !again(options, i, held)) {
          throw e;
        }
      }
    }
  }

  /** A port that is free for TCP may be taken for UDP; a given one is waited for a little. */
  private static boolean again(ServerOptions options, int tries, Deadline held) {
    if (options.port() == 0) {
      return tries < PORT_TRIES;
    }
    LockSupport.parkNanos(PORT_PAUSE_NANOS);
    return !held.passed() && !Thread.currentThread().isInterrupted();
  }

  private static Server openOnce(ServerOptions options, Supplier<? extends TestListener> listeners)
      throws LinuxException {
    try (Unwinding opened = new Unwinding()) {
      InetAddress address = address(options);
      boolean ipv6 = Socket.needsIpv6(new InetSocketAddress(address, 0));
      Socket listener = Socket.tcp(ipv6);
      opened.add(listener::close);
      prepare(listener, options, ipv6);
      listener.bind(new InetSocketAddress(address, options.port()));
      listener.listen(BACKLOG);
      Socket datagrams = Socket.udp(ipv6);
      opened.add(datagrams::close);
      prepare(datagrams, options, ipv6);
      datagrams.bind(new InetSocketAddress(address, listener.local().getPort()));
      Wakeup wakeup = new Wakeup();
      opened.add(wakeup::close);
      Server server = new Server(options, listeners, listener, datagrams, wakeup);
      opened.keep();
      server.acceptor.start();
      return server;
    }
  }

  private static InetAddress address(ServerOptions options) throws LinuxException {
    if (options.bind().isPresent()) {
      return options.bind().get();
    }
    if (options.family() == AddressFamily.ANY) {
      // one socket for both, where the kernel has IPv6
      try (Socket probe = Socket.tcp(true)) {
        return Socket.any(probe.ipv6());
      } catch (LinuxException e) {
        return Socket.any(false);
      }
    }
    return Socket.any(options.family() == AddressFamily.IPV6);
  }

  private static void prepare(Socket socket, ServerOptions options, boolean ipv6)
      throws LinuxException {
    socket.option(SocketOption.SO_REUSEADDR, 1);
    if (ipv6 && options.family() == AddressFamily.IPV6) {
      socket.option(SocketOption.IPV6_V6ONLY, 1);
    }
    if (options.device().isPresent()) {
      socket.bindToDevice(options.device().get());
    }
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  // --- tests ------------------------------------------------------------------------------------

  private void accept() {
    try {
      new Acceptor(listener, door, wakeup, options.limits(), this::arrived).run(this::isClosed);
    } catch (LinuxException e) {
      throw new IllegalStateException("a server that cannot wait for its clients", e);
    } finally {
      listener.close();
    }
  }

  private void arrived(Cookie cookie, Socket socket, long order) {
    ServerTest running;
    synchronized (this) {
      running = tests.get(cookie);
      if (running == null && !closed && tests.size() < options.limits().tests() && mayBegin()) {
        begin(cookie, socket);
        return;
      }
    }
    if (running == null || !running.offer(socket, order)) {
      deny(socket);
    }
  }

  private boolean mayBegin() {
    return options.tests() == 0 || begun < options.tests();
  }

  private static void deny(Socket socket) {
    try (socket) {
      // a fresh connection has room for a byte
      new ControlChannel(new SocketTransport(socket))
          .sendState(ControlState.ACCESS_DENIED, Deadline.after(Duration.ZERO));
    } catch (IOException e) {
      // it has gone
    }
  }

  private void begin(Cookie cookie, Socket socket) {
    ControlConnection control;
    try {
      control = new ControlConnection(socket);
    } catch (LinuxException e) {
      socket.close();
      return;
    }
    begun++;
    ServerTest test = new ServerTest(options, listeners.get(), control, cookie, quota, door);
    tests.put(cookie, test);
    Thread thread =
        Thread.ofPlatform().daemon().name("iperf-test-" + begun).unstarted(() -> run(cookie, test));
    threads.removeIf(ended -> !ended.isAlive());
    try {
      thread.start();
      threads.add(thread);
    } catch (OutOfMemoryError e) {
      // this machine has no thread for it
      tests.remove(cookie);
      control.close();
    }
  }

  private void run(Cookie cookie, ServerTest test) {
    try {
      test.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended(cookie);
    }
  }

  private synchronized void ended(Cookie cookie) {
    tests.remove(cookie);
    if (!mayBegin() && tests.isEmpty()) {
      closed = true;
      wakeup.signal();
    }
    notifyAll();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Tests that are running, or beginning. */
  public synchronized int running() {
    return tests.size();
  }

  // --- end --------------------------------------------------------------------------------------

  /** Waits until the server has ended: by {@link #close}, or after its number of tests. */
  public void await() throws InterruptedException {
    synchronized (this) {
      while (!closed || !tests.isEmpty()) {
        wait();
      }
    }
  }

  /** Ends all tests, whose clients are told, and listens no more. */
  @Override
  public void close() {
    List<Thread> left;
    synchronized (this) {
      closed = true;
      tests.values().forEach(ServerTest::cancel);
      left = List.copyOf(threads);
      notifyAll();
    }
    wakeup.signal();
    boolean interrupted = Thread.interrupted();
    interrupted |= !joined(acceptor);
    for (Thread thread : left) {
      interrupted |= !joined(thread);
    }
    door.close();
    wakeup.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits also where this thread is interrupted; false then. */
  private static boolean joined(Thread thread) {
    boolean uninterrupted = true;
    Deadline deadline = Deadline.after(CLOSE_LIMIT);
    while (!deadline.passed()) {
      try {
        return thread.join(deadline.remaining()) && uninterrupted;
      } catch (InterruptedException e) {
        uninterrupted = false;
      }
    }
    return uninterrupted;
  }
}
