-- Whether a flow's ends were in the control groups of their containers: 0, 1.

ALTER TABLE cases ADD COLUMN inside INTEGER NOT NULL DEFAULT 0;
