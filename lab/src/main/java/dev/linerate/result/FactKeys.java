package dev.linerate.result;

/** Keys of the platform's facts that more than one place knows. */
public final class FactKeys {
  /** The two cores that {@code auto} chose: {@code 1,2}. */
  public static final String AUTO_CORES = "pinning.auto";

  /** The same with its reasons, in a sentence. */
  public static final String AUTO_WHY = "pinning.auto.why";

  /** Bytes that one core copies a second between buffers that no cache holds, in 10⁹. */
  public static final String MEMORY_COPY = "measured.memory_copy_gb_per_s";

  /** The same between buffers that fit into its L2 cache together. */
  public static final String L2_COPY = "measured.l2_copy_gb_per_s";

  /** Whether TCP segments have timestamps (RFC 7323): 0 is off. */
  public static final String TCP_TIMESTAMPS = "sysctl.net.ipv4.tcp_timestamps";

  /** What TCP takes where a flow names no congestion control. */
  public static final String CONGESTION = "sysctl.net.ipv4.tcp_congestion_control";

  /** Those that the kernel has, with blanks between them. */
  public static final String CONGESTIONS = "sysctl.net.ipv4.tcp_available_congestion_control";

  /** Groups of processors that are hyper-threads of one core: {@code 0,4; 1,5}. */
  public static final String HYPER_THREADS = "cpu.hyper_threads";

  /** Processors of each NUMA node, by its number: {@code 0-3; 4-7}. */
  public static final String NODE_CORES = "numa.cores";

  /** Processors, hyper-threads counted. */
  public static final String CORES = "cpu.count";

  /** Largest buffer that a program may ask for a receiving socket, bytes. */
  public static final String LARGEST_RECEIVE_BUFFER = "sysctl.net.core.rmem_max";

  /** The offloads of the link's interface that are on, by ethtool(8)'s names. */
  public static final String OFFLOADS = "link.offloads";

  /** The user's own Docker daemon that a run was given: {@code unix:///var/run/docker.sock}. */
  public static final String DOCKER_DAEMON = "docker.daemon";

  /** The image that a run was given for its containers: a name, or an archive's path. */
  public static final String DOCKER_IMAGE = "docker.image";

  /** Where imported trials are from: the format and the logs' names. */
  public static final String IMPORTED_FROM = "imported.from";

  private static final String STREAMS = ".streams_";
  private static final String WHY = ".why";

  private FactKeys() {}

  /** Which cores {@code auto} chose for so many streams: {@code 1,2 3,4}. */
  public static String autoCores(int streams) {
    return streams == 1 ? AUTO_CORES : AUTO_CORES + STREAMS + streams;
  }

  /** The same with its reasons, in a sentence. */
  public static String autoWhy(int streams) {
    return autoCores(streams) + WHY;
  }

  /** Whether it is the sentence of such a choice, for any number of streams. */
  public static boolean isAutoWhy(String key) {
    return key.startsWith(AUTO_CORES) && key.endsWith(WHY);
  }
}
