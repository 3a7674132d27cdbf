-- A row for each legal hold: two courts may each ask for the same item. What was held stays held,
-- under the number of the line that said so.

ALTER TABLE legal_hold RENAME TO hold_before;
ALTER TABLE hold_before DROP CONSTRAINT pk_legal_hold;
CREATE TABLE legal_hold (
    hold_id TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_legal_hold PRIMARY KEY (hold_id)
);
INSERT INTO legal_hold (hold_id, subject, reason, officer, seq)
SELECT seq::text, subject, reason, officer, seq FROM hold_before;
DROP TABLE hold_before;
CREATE INDEX ix_legal_hold_subject ON legal_hold (subject);
