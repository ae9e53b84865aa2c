-- What the machine did during a trial: $defs/telemetry of docs/schema/run.schema.json, in gzip.
-- NULL: it was not watched.

ALTER TABLE trials ADD COLUMN telemetry BLOB;
