package dev.linerate.doctor.path;

import dev.linerate.linux.EchoReply;
import dev.linerate.linux.EchoReply.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Routers and a target, each behind a link that carries packets of some size. A router tells of a
 * packet that is too large, or lets it disappear.
 */
final class FakePath implements Prober {
  private final List<Integer> links = new ArrayList<>();
  private final List<Boolean> telling = new ArrayList<>();
  private int lose;
  private int sent;

  /** A link and the router or target behind it, which is 10.0.0.NUMBER. */
  FakePath link(int carries, boolean tells) {
    links.add(carries);
    telling.add(tells);
    return this;
  }

  /** The next packets are lost, whatever their size. */
  FakePath losing(int packets) {
    lose = packets;
    return this;
  }

  int sent() {
    return sent;
  }

  @Override
  public EchoReply probe(int bytes, int timeToLive) {
    sent++;
    if (lose > 0) {
      lose--;
      return lost();
    }
    for (int i = 0; i < links.size(); i++) {
      if (bytes > links.get(i)) {
        return telling.get(i)
            ? new EchoReply(Kind.TOO_LARGE_THERE, "10.0.0." + i, links.get(i))
            : lost();
      }
      if (i + 1 == links.size()) {
        return new EchoReply(Kind.ANSWERED, "10.0.0." + (i + 1), 0);
      }
      if (i + 1 == timeToLive) {
        return new EchoReply(Kind.EXPIRED, "10.0.0." + (i + 1), 0);
      }
    }
    return lost();
  }

  private static EchoReply lost() {
    return new EchoReply(Kind.LOST, "", 0);
  }
}
