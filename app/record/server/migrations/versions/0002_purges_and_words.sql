-- Purges that two persons ordered, and until when a word for one sign-in is good.

CREATE TABLE purge_order (
    plan TEXT COLLATE "C" NOT NULL,
    first TEXT COLLATE "C" NOT NULL,
    second TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    transaction TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_purge_order PRIMARY KEY (plan)
);
ALTER TABLE person ADD COLUMN until TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE person ALTER COLUMN until DROP DEFAULT;
