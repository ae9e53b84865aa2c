-- What held a TCP sender within an interval, and what a UDP receiver's socket had no room for.
-- NULL: the tool or the kernel did not say.

ALTER TABLE intervals ADD COLUMN pacing_rate INTEGER; -- bit/s
ALTER TABLE intervals ADD COLUMN delivery_rate INTEGER; -- bit/s
ALTER TABLE intervals ADD COLUMN busy_micros INTEGER;
ALTER TABLE intervals ADD COLUMN receive_window_micros INTEGER;
ALTER TABLE intervals ADD COLUMN send_buffer_micros INTEGER;
ALTER TABLE intervals ADD COLUMN socket_drops INTEGER; -- datagrams, a part of lost
