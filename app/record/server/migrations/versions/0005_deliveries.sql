-- How views reached the screen: measured beside the log.

CREATE TABLE delivery (
    delivery_id TEXT COLLATE "C" NOT NULL,
    scan_id TEXT COLLATE "C" NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_delivery PRIMARY KEY (delivery_id)
);
CREATE INDEX ix_delivery_scan_id ON delivery (scan_id);
CREATE INDEX ix_delivery_officer_at ON delivery (officer, at);
