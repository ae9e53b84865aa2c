package dev.linerate.telemetry;

import dev.linerate.linux.KernelFile;
import java.util.Optional;

/** The files of one thread. When it has ended they cannot be read any more. */
final class ThreadSource implements Source {
  private final FileSource stat;
  private final Optional<FileSource> schedstat;
  private final Optional<FileSource> switches;

  /**
   * A source.
   *
   * @param status where there is no sched
   */
  ThreadSource(
      KernelFile stat,
      Optional<KernelFile> schedstat,
      Optional<KernelFile> sched,
      Optional<KernelFile> status) {
    this.stat = source(stat, ThreadFiles::stat);
    this.schedstat = schedstat.map(file -> source(file, ThreadFiles::schedstat));
    switches =
        sched
            .map(file -> source(file, ThreadFiles::sched))
            .or(() -> status.map(file -> source(file, ThreadFiles::status)));
  }

  private static FileSource source(KernelFile file, FileSource.Parser parser) {
    return new FileSource(file, ThreadFiles.WIDTH, parser);
  }

  @Override
  public int width() {
    return ThreadFiles.WIDTH;
  }

  @Override
  public void read() {
    stat.read();
    if (schedstat.isPresent()) {
      schedstat.get().read();
    }
    if (switches.isPresent()) {
      switches.get().read();
    }
  }

  @Override
  public void parse(Lines lines, long[] row) {
    stat.parse(lines, row);
    if (schedstat.isPresent()) {
      schedstat.get().parse(lines, row);
    }
    if (switches.isPresent()) {
      switches.get().parse(lines, row);
    }
  }

  @Override
  public void close() {
    stat.close();
    schedstat.ifPresent(FileSource::close);
    switches.ifPresent(FileSource::close);
  }
}
