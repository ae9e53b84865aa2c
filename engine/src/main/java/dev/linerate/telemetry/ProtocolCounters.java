package dev.linerate.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code /proc/net/snmp} and {@code netstat} (proc_pid_net(5)): pairs of lines, names and values,
 * each with the group in front. Which counters there are depends on the kernel, so the names are
 * read once and tell where each value is.
 */
final class ProtocolCounters {
  /** By the names that nstat(8) has for them: what tells where packets were lost, and why. */
  static final Set<String> WANTED =
      Set.of(
          "IpInReceives",
          "IpInHdrErrors",
          "IpInDiscards",
          "IpOutRequests",
          "IpOutDiscards",
          "IpOutNoRoutes",
          "IpReasmReqds",
          "IpReasmFails",
          "IpFragOKs",
          "IpFragFails",
          "IpFragCreates",
          "TcpAttemptFails",
          "TcpEstabResets",
          "TcpInSegs",
          "TcpOutSegs",
          "TcpRetransSegs",
          "TcpInErrs",
          "TcpInCsumErrors",
          "TcpOutRsts",
          "UdpInDatagrams",
          "UdpNoPorts",
          "UdpInErrors",
          "UdpOutDatagrams",
          "UdpRcvbufErrors",
          "UdpSndbufErrors",
          "UdpInCsumErrors",
          "UdpMemErrors",
          "TcpExtListenDrops",
          "TcpExtListenOverflows",
          "TcpExtPruneCalled",
          "TcpExtRcvPruned",
          "TcpExtOfoPruned",
          "TcpExtTCPTimeouts",
          "TcpExtTCPSpuriousRTOs",
          "TcpExtTCPLossProbes",
          "TcpExtTCPLostRetransmit",
          "TcpExtTCPFastRetrans",
          "TcpExtTCPSlowStartRetrans",
          "TcpExtTCPSynRetrans",
          "TcpExtTCPRetransFail",
          "TcpExtTCPSACKReorder",
          "TcpExtTCPDSACKRecv",
          "TcpExtTCPRcvCollapsed",
          "TcpExtTCPBacklogDrop",
          "TcpExtTCPRcvQDrop",
          "TcpExtTCPOFOQueue",
          "TcpExtTCPOFODrop",
          "TcpExtTCPZeroWindowDrop",
          "TcpExtTCPFromZeroWindowAdv",
          "TcpExtTCPToZeroWindowAdv",
          "TcpExtTCPWantZeroWindowAdv",
          "TcpExtTCPMemoryPressures",
          "TcpExtTCPAbortOnMemory",
          "TcpExtTCPAutoCorking",
          "TcpExtTCPRcvCoalesce",
          "TcpExtTCPBacklogCoalesce",
          "TcpExtTCPMTUPFail",
          "TcpExtTCPMTUPSuccess",
          "TcpExtTCPDelivered",
          "TcpExtTCPDeliveredCE",
          "TcpExtTCPOrigDataSent",
          "TcpExtTCPWinProbe",
          "TcpExtTCPWqueueTooBig",
          "TcpExtPFMemallocDrop",
          "TcpExtIPReversePathFilter",
          "IpExtInNoRoutes",
          "IpExtInTruncatedPkts",
          "IpExtInCEPkts",
          "IpExtInOctets",
          "IpExtOutOctets");

  /** The names found, in the order of the numbers. */
  private final List<String> names = new ArrayList<>();

  /** For each pair of lines, its group and where its values go; −1: nowhere. */
  private final List<Group> groups = new ArrayList<>();

  private static final class Group {
    final byte[] prefix;
    final int[] slots;

    Group(byte[] prefix, int[] slots) {
      this.prefix = prefix;
      this.slots = slots;
    }
  }

  private ProtocolCounters() {}

  /** Reads which counters are where. */
  static ProtocolCounters layout(Lines lines) {
    ProtocolCounters layout = new ProtocolCounters();
    while (lines.next()) {
      String header = lines.rest();
      if (!lines.next()) {
        break;
      }
      layout.group(header);
    }
    return layout;
  }

  private void group(String header) {
    int colon = header.indexOf(':');
    if (colon < 0) {
      groups.add(new Group(new byte[] {'\n'}, new int[0]));
      return;
    }
    String group = header.substring(0, colon);
    String[] words = header.substring(colon + 1).strip().split(" +", -1);
    int[] slots = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      slots[i] = WANTED.contains(group + words[i]) ? names.size() : -1;
      if (slots[i] >= 0) {
        names.add(group + words[i]);
      }
    }
    groups.add(new Group(Lines.ascii(group + ":"), slots));
  }

  /** The names of the counters that are wanted and there, in the order of the numbers. */
  List<String> names() {
    return names;
  }

  /** Fills in the counters. */
  void parse(Lines lines, long[] row) {
    for (int i = 0; i < groups.size() && lines.next() && lines.next(); i++) {
      Group group = groups.get(i);
      if (lines.skip(group.prefix)) {
        for (int slot : group.slots) {
          long value = lines.number();
          if (slot >= 0) {
            row[slot] = value;
          }
        }
      }
    }
  }
}
