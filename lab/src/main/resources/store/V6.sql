-- What the doctor found when a case yielded nothing, stalled or failed: a JSON array of
-- $defs/doctor_finding of docs/schema/run.schema.json. NULL: nothing, or it was not called.

ALTER TABLE cases ADD COLUMN findings TEXT;
