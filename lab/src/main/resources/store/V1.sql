-- Raw samples; what can be computed from them is not kept.
-- A column that the traffic tool did not report is NULL, never 0.

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  plan TEXT NOT NULL,
  started TEXT NOT NULL, -- ISO 8601, UTC, nanoseconds: sorts as text
  ended TEXT,
  state TEXT NOT NULL, -- running (also after a kill), complete, interrupted
  version TEXT NOT NULL,
  hosts INTEGER NOT NULL,
  link_bits_per_second REAL NOT NULL,
  link_mtu INTEGER NOT NULL,
  repeat INTEGER NOT NULL,
  planned_cases INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE facts (
  run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE networks (
  id INTEGER PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
  driver TEXT NOT NULL,
  status TEXT NOT NULL, -- measured, skipped, failed
  reason TEXT,
  datapath TEXT NOT NULL,
  notes TEXT NOT NULL, -- JSON array of strings
  topology TEXT NOT NULL, -- JSON: boxes, ports, wires
  commands TEXT NOT NULL, -- JSON array of strings
  UNIQUE (run, driver)
) STRICT;

CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
  number INTEGER NOT NULL, -- position in the plan, from 1
  network TEXT NOT NULL,
  placement TEXT NOT NULL, -- same-host, cross-host
  protocol TEXT NOT NULL, -- tcp, udp
  direction TEXT NOT NULL, -- forward, reverse, bidir
  streams INTEGER NOT NULL,
  rate_bits_per_second REAL NOT NULL, -- offered per stream; 0: unlimited
  length_bytes INTEGER,
  window_bytes INTEGER,
  mss_bytes INTEGER,
  congestion TEXT,
  zerocopy INTEGER NOT NULL, -- 0, 1
  duration_nanos INTEGER NOT NULL,
  omit_nanos INTEGER NOT NULL,
  interval_nanos INTEGER NOT NULL,
  pinning TEXT NOT NULL,
  tool TEXT NOT NULL,
  path_client TEXT, -- the path_ columns: all NULL when the network was not built
  path_server TEXT,
  path_mtu INTEGER,
  path_encapsulation INTEGER, -- bytes
  path_over_wire INTEGER, -- 0, 1
  status TEXT NOT NULL, -- measured, skipped, failed
  reason TEXT,
  UNIQUE (run, number)
) STRICT;

CREATE TABLE trials (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
  repeat INTEGER NOT NULL, -- round of the run, from 1
  started TEXT NOT NULL,
  status TEXT NOT NULL, -- measured, failed
  reason TEXT,
  seconds REAL, -- this to receiver_cpu_percent: totals; seconds is NULL when there are none
  bytes_sent INTEGER,
  bytes_received INTEGER,
  retransmits INTEGER,
  jitter_millis REAL,
  lost INTEGER,
  packets INTEGER,
  out_of_order INTEGER,
  sender_cpu_percent REAL, -- of one core
  receiver_cpu_percent REAL,
  tool_version TEXT NOT NULL,
  commands TEXT NOT NULL, -- JSON array of strings, server's first
  UNIQUE (case_id, repeat)
) STRICT;

CREATE TABLE intervals (
  trial INTEGER NOT NULL REFERENCES trials ON DELETE CASCADE,
  position INTEGER NOT NULL,
  side TEXT NOT NULL, -- sender, receiver
  reverse INTEGER NOT NULL, -- 0, 1: from server to client
  stream INTEGER NOT NULL, -- from 0
  start REAL NOT NULL, -- seconds since the trial's first byte
  seconds REAL NOT NULL,
  bytes INTEGER NOT NULL,
  retransmits INTEGER,
  congestion_window INTEGER, -- bytes
  rtt_micros INTEGER,
  rtt_variance_micros INTEGER,
  jitter_millis REAL,
  lost INTEGER,
  packets INTEGER,
  out_of_order INTEGER,
  omitted INTEGER NOT NULL, -- 0, 1: warm-up that does not count
  PRIMARY KEY (trial, position)
) STRICT, WITHOUT ROWID;
