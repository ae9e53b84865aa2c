package dev.linerate.ownership;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that looks like proc(5). */
record FakeProc(Path folder) {
  /** A sleeping process without any mark. */
  FakeProc process(long pid, String name) {
    stat(pid, name, 'S');
    write(pid, "comm", name + "\n");
    write(pid, "cgroup", "0::/user.slice\n");
    return environment(pid, "HOME=/root");
  }

  FakeProc stat(long pid, String name, char state) {
    return write(pid, "stat", pid + " (" + name + ") " + state + " 1 " + pid + " 0\n");
  }

  FakeProc environment(long pid, String... variables) {
    return write(pid, "environ", String.join("\0", variables) + "\0");
  }

  FakeProc cgroup(long pid, String path) {
    return write(pid, "cgroup", "0::" + path + "\n");
  }

  FakeProc namespace(long pid, String inode) {
    try {
      Path ns = Files.createDirectories(folder.resolve(Long.toString(pid)).resolve("ns"));
      Files.createSymbolicLink(ns.resolve("net"), Path.of(inode));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FakeProc write(long pid, String file, String text) {
    try {
      Path process = Files.createDirectories(folder.resolve(Long.toString(pid)));
      Files.writeString(process.resolve(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
