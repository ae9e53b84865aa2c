-- Requests and responses: what a flow sends back and forth, and what a trial of it came to.

ALTER TABLE cases ADD COLUMN transaction_kind TEXT; -- rr, crr; NULL: payload goes one way
ALTER TABLE cases ADD COLUMN request_bytes INTEGER; -- NULL: the log did not say
ALTER TABLE cases ADD COLUMN response_bytes INTEGER;

-- NULL: not a trial of transactions, or the tool did not tell it.
ALTER TABLE trials ADD COLUMN transactions_per_second REAL;
ALTER TABLE trials ADD COLUMN latency_min_micros REAL;
ALTER TABLE trials ADD COLUMN latency_mean_micros REAL;
ALTER TABLE trials ADD COLUMN latency_p50_micros REAL;
ALTER TABLE trials ADD COLUMN latency_p90_micros REAL;
ALTER TABLE trials ADD COLUMN latency_p99_micros REAL;
ALTER TABLE trials ADD COLUMN latency_p999_micros REAL;
ALTER TABLE trials ADD COLUMN latency_max_micros REAL;
