-- By which rule a seed draws decisions: those of before by their own number.

ALTER TABLE draw_seed ADD COLUMN rule BIGINT NOT NULL DEFAULT 1;
ALTER TABLE draw_seed ALTER COLUMN rule DROP DEFAULT;
