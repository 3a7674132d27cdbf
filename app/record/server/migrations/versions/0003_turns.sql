-- What was signed of another port after it was passed on, and what was handed back by whom and when.

CREATE TABLE signed_elsewhere (
    officer TEXT COLLATE "C" NOT NULL,
    item_id TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_signed_elsewhere PRIMARY KEY (officer, item_id)
);
CREATE INDEX ix_line_handed_back ON line (actor, at) WHERE kind = 'handed_back';
