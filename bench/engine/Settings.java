import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where and how long. */
record Settings(
    String sender,
    String receiver,
    String address,
    int rounds,
    int seconds,
    boolean pinned,
    List<String> cases) {

  static Settings of(String[] args) {
    int rounds = 10;
    int seconds = 2;
    boolean pinned = false;
    List<String> cases = new ArrayList<>();
    for (int i = 3; i < args.length; i++) {
      switch (args[i]) {
        case "--pinned" -> pinned = true;
        case "--rounds" -> rounds = Integer.parseInt(args[++i]);
        case "--seconds" -> seconds = Integer.parseInt(args[++i]);
        default -> cases.add(args[i]);
      }
    }
    return new Settings(args[0], args[1], args[2], rounds, seconds, pinned, cases);
  }

  static Path path(String namespace) {
    return Path.of("/run/netns", namespace);
  }
}
