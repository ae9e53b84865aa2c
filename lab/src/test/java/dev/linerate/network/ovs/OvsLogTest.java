package dev.linerate.network.ovs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.network.Fixtures;
import org.junit.jupiter.api.Test;

class OvsLogTest {
  private static String telling(String fixture) {
    return OvsLog.telling(Fixtures.text("ovs/" + fixture));
  }

  @Test
  void findsTheLineThatSaysWhy() {
    assertThat(telling("ovsdb-server-3.1-garbage.log"))
        .isEqualTo(
            "ovsdb-server: ovsdb error: /run/linerate/k3f9a/h1/ovs/bad/conf.db: unexpected file"
                + " format");
    assertThat(telling("ovsdb-server-3.1-locked.log"))
        .endsWith("failed to lock lockfile (Resource temporarily unavailable)");
    assertThat(telling("ovs-vswitchd-3.1-no-directory.log"))
        .isEqualTo(
            "ovs-vswitchd: /nonexistent/v.ctl: could not initialize control socket (No such file"
                + " or directory)");
  }

  @Test
  void withoutAnErrorItIsTheLastLine() {
    assertThat(telling("ovsdb-server-3.1-terminated.log"))
        .isEqualTo("fatal_signal: terminating with signal 15 (Terminated)");
    assertThat(telling("ovs-vswitchd-3.1-tso.log"))
        .isEqualTo("bridge: could not open network device nosuch (No such device)");
  }

  @Test
  void anErrorGoesBeforeWhatFollowsIt() {
    assertThat(
            OvsLog.telling(
                """
                2026-11-23T11:52:49Z|00001|util|EMER|first
                2026-11-23T11:52:49Z|00002|netlink_socket|ERR|fcntl: | no buffer
                2026-11-23T11:52:49Z|00003|bridge|INFO|bridge gone
                """))
        .isEqualTo("netlink_socket: fcntl: | no buffer");
  }

  @Test
  void silenceIsSaidToo() {
    assertThat(OvsLog.telling("")).isEqualTo("it said nothing");
    assertThat(OvsLog.telling(" \n\n")).isEqualTo("it said nothing");
  }
}
