-- The chain: what app/record/chain.py computes, computed by the server, one chain a port.

CREATE INDEX ix_line_payload_digest ON line (payload_digest);

-- These two become part of the question that they stand in, as what is STABLE may.
CREATE FUNCTION digest_of(said text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(said, 'UTF8')), 'hex')
$$;

CREATE FUNCTION line_hash(
    seq bigint, at text, actor text, kind text, subject text, payload_digest text, previous text
) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT digest_of('[' || concat_ws(',', seq::text, to_json(at), to_json(actor), to_json(kind),
                     to_json(subject), to_json(payload_digest), to_json(previous)) || ']')
$$;

-- Write one line at the end of a chain. Whoever comes next to the same chain waits for the commit,
-- so that no line is written after one that is taken back.
CREATE FUNCTION seal(
    of_chain text, actor text, kind text, subject text, body text,
    OUT seq bigint, OUT at text, OUT hash text
)
LANGUAGE plpgsql AS $$
DECLARE
    last chain;
    digest text := digest_of(body);
BEGIN
    SELECT * INTO last FROM chain WHERE chain.chain = of_chain FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO chain (chain, length, hash) VALUES (of_chain, 0, '') ON CONFLICT DO NOTHING;
        SELECT * INTO last FROM chain WHERE chain.chain = of_chain FOR UPDATE;
    END IF;
    seq := nextval('line_seq');
    at := time_text(clock_timestamp());
    hash := line_hash(seq, at, actor, kind, subject, digest, last.hash);
    INSERT INTO payload (digest, body) VALUES (digest, seal.body);
    INSERT INTO line (seq, at, actor, kind, subject, payload_digest, previous, hash)
    VALUES (seal.seq, seal.at, seal.actor, seal.kind, seal.subject, digest, last.hash, seal.hash);
    INSERT INTO chained (seq, chain, place) VALUES (seal.seq, of_chain, last.length + 1);
    UPDATE chain SET length = last.length + 1, hash = seal.hash WHERE chain.chain = of_chain;
END $$;

-- A first line by the owner alone: that the record began, and who has an account.
CREATE FUNCTION note_by_owner(kind text, subject text, body text) RETURNS bigint
LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT seq FROM seal('', 'record', kind, subject, body));
END $$;
