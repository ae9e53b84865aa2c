-- The search for the highest UDP rate without loss.

ALTER TABLE cases ADD COLUMN search_loss_ratio REAL; -- NULL: the rate is given, not searched for

-- search_tests is NULL where a trial was one test; the bounds count all streams' payload.
ALTER TABLE trials ADD COLUMN search_tests INTEGER;
ALTER TABLE trials ADD COLUMN search_lower_bits_per_second REAL;
ALTER TABLE trials ADD COLUMN search_upper_bits_per_second REAL;
ALTER TABLE trials ADD COLUMN search_sender_limited INTEGER; -- 0, 1
ALTER TABLE trials ADD COLUMN search_unmet TEXT; -- why it ended before its goal
