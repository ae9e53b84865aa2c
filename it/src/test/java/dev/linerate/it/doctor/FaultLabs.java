package dev.linerate.it.doctor;

import dev.linerate.breakage.Breakage;
import dev.linerate.breakage.Breakages;
import dev.linerate.breakage.Scene;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Labs in which faults are made at the same time, since most of a fault is waiting for what does
 * not come. Each lab has its share of them, one after the other.
 */
final class FaultLabs implements AutoCloseable {
  private static final int LABS = 3;

  /** One lab has all that need daemons, which take some seconds to start. */
  private static final Set<Scene> OF_DAEMONS = EnumSet.of(Scene.DOCKER, Scene.SWARM);

  private final List<Ward> wards = new ArrayList<>();

  /** A lab, what it is broken with, and the thread that does it. */
  private record Ward(List<Breakage> share, ExecutorService thread, Future<FaultLab> lab) {
    static Ward of(List<Breakage> share) {
      ExecutorService thread = Executors.newSingleThreadExecutor();
      return new Ward(share, thread, thread.submit(FaultLab::new));
    }

    <T> Future<T> submit(Function<FaultLab, T> work) {
      return thread.submit(() -> work.apply(lab.get()));
    }

    boolean shows(Scene scene) {
      return share.stream().anyMatch(breakage -> breakage.scene() == scene);
    }
  }

  FaultLabs() {
    List<List<Breakage>> shares = new ArrayList<>();
    for (int i = 0; i < LABS; i++) {
      shares.add(new ArrayList<>());
    }
    int next = 0;
    for (Breakage breakage : Breakages.all()) {
      shares.get(OF_DAEMONS.contains(breakage.scene()) ? 0 : next++ % LABS).add(breakage);
    }
    shares.forEach(share -> wards.add(Ward.of(share)));
  }

  /** In the lab whose share it is, after what that was told to do before. */
  <T> Future<T> submit(Breakage breakage, Function<FaultLab, T> work) {
    return wards.stream()
        .filter(ward -> ward.share().contains(breakage))
        .findFirst()
        .orElseThrow()
        .submit(work);
  }

  /** In each lab that was broken on a scene, after what that was told to do before. */
  <T> List<Future<T>> submit(Scene scene, Function<FaultLab, T> work) {
    return wards.stream().filter(ward -> ward.shows(scene)).map(ward -> ward.submit(work)).toList();
  }

  /** Waits for what is being done, and removes the labs. */
  @Override
  public void close() {
    List<Future<Boolean>> closed =
        wards.stream().map(ward -> ward.submit(FaultLabs::closed)).toList();
    wards.forEach(ward -> ward.thread().close());
    for (Future<Boolean> lab : closed) {
      if (lab.state() == Future.State.FAILED) {
        throw new AssertionError("a lab was not removed", lab.exceptionNow());
      }
    }
  }

  private static boolean closed(FaultLab lab) {
    lab.close();
    return true;
  }
}
