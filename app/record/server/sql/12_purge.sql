-- What need not be kept any longer goes: ordered by an administrator beside a second person, both
-- signed in here, for one list of payloads; carried out by the service that keeps the rows.
--
-- Neither of the three can do it without the others, and none of them can take anything that is
-- younger than the law allows, or held. What a line said goes; the line stays.

-- An order holds an hour, for the very list that was ordered, and once.
CREATE FUNCTION order_purge(of_plan text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp
SET lock_timeout = '10s' AS $$
DECLARE
    me person := require_me('administrator');
    beside text;
BEGIN
    IF coalesce(of_plan, '') !~ '^[0-9a-f]{64}$' THEN
        PERFORM refuse('shape');
    END IF;
    UPDATE vouched SET used = 1
    WHERE seq = (
        SELECT seq FROM vouched
        WHERE first = me.account AND act = 'purge' AND item_id = 'purge:' || of_plan
            AND used = 0 AND at > time_text(clock_timestamp() - interval '5 minutes')
        ORDER BY seq DESC LIMIT 1)
    RETURNING vouched.second INTO beside;
    IF NOT FOUND THEN
        PERFORM refuse('second_needed');
    END IF;
    INSERT INTO purge_order (plan, first, second, at, state, transaction)
    VALUES (of_plan, me.account, beside, time_text(clock_timestamp()), 'ordered', '')
    ON CONFLICT ON CONSTRAINT pk_purge_order DO UPDATE
    SET first = excluded.first, second = excluded.second, at = excluded.at, state = 'ordered';
END $$;

-- Begin what was ordered. Nobody writes a line until it has ended: the rows are built again from
-- all lines, and compared.
CREATE FUNCTION begin_purge(of_plan text, OUT first text, OUT second text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
DECLARE
    me person := require_me('intake');
BEGIN
    UPDATE purge_order SET state = 'begun', transaction = pg_current_xact_id()::text
    WHERE plan = of_plan AND state = 'ordered'
        AND at > time_text(clock_timestamp() - interval '1 hour')
    RETURNING purge_order.first, purge_order.second INTO begin_purge.first, begin_purge.second;
    IF NOT FOUND THEN
        PERFORM refuse('not_ordered');
    END IF;
    LOCK TABLE chain IN EXCLUSIVE MODE;
END $$;

-- The purge that this very transaction has begun.
CREATE FUNCTION purge_in_hand() RETURNS purge_order
LANGUAGE plpgsql AS $$
DECLARE
    me person := require_me('intake');
    found_order purge_order;
BEGIN
    SELECT * INTO found_order FROM purge_order
    WHERE state = 'begun' AND transaction = pg_current_xact_id_if_assigned()::text;
    IF NOT FOUND THEN
        PERFORM refuse('not_ordered');
    END IF;
    RETURN found_order;
END $$;

-- Why payloads of some digests may not go; nothing for those that may.
CREATE FUNCTION must_stay(digests text[]) RETURNS TABLE (digest text, why text)
LANGUAGE sql STABLE AS $$
    WITH rules AS (
        SELECT constant_of('purgeable') AS kinds, constant_of('ages_nothing') AS ageless,
            extract(year FROM (clock_timestamp() - interval '12 hours') AT TIME ZONE 'UTC') - 4
            AS last_year
    ), asked AS (
        SELECT one AS digest, line.seq, line.kind, line.at, line.subject
        FROM unnest(digests) AS one
        LEFT JOIN payload ON payload.digest = one
        LEFT JOIN line ON line.payload_digest = payload.digest
    ), told AS (
        SELECT asked.digest, CASE
            WHEN seq IS NULL THEN 'unknown'
            WHEN NOT rules.kinds ? kind THEN 'must_stay'
            WHEN NOT rules.ageless ? kind AND left(at, 4)::integer > rules.last_year
            THEN 'too_young'
            WHEN EXISTS (
                SELECT FROM legal_hold
                WHERE legal_hold.subject IN (asked.subject, upper(asked.subject))
                    OR legal_hold.subject = (SELECT item_id FROM scan WHERE scan_id = asked.subject)
                    OR legal_hold.subject = (
                        SELECT scan.item_id FROM report JOIN scan ON scan.scan_id = report.scan_id
                        WHERE report.report_id = asked.subject))
            THEN 'held' END AS why
        FROM asked, rules
    )
    SELECT told.digest, told.why FROM told WHERE told.why IS NOT NULL
$$;

-- Write which payloads go, with what is left of each, and let go exactly these.
CREATE FUNCTION purge_payloads(digests text[], bodies text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
DECLARE
    in_hand purge_order := purge_in_hand();
    wrong record;
    one record;
    gone bigint;
BEGIN
    IF coalesce(cardinality(digests), 0) <> coalesce(cardinality(bodies), -1)
        OR digest_of((SELECT string_agg(d, E'\n' ORDER BY d COLLATE "C") FROM unnest(digests) AS d))
            <> in_hand.plan
    THEN
        PERFORM refuse('not_ordered');
    END IF;
    SELECT * INTO wrong FROM must_stay(digests) LIMIT 1;
    IF FOUND THEN
        PERFORM refuse(wrong.why, jsonb_build_object('digest', wrong.digest));
    END IF;
    FOR one IN SELECT * FROM unnest(digests, bodies) AS told (digest, body) LOOP
        PERFORM one.body::json;
        PERFORM seal('', in_hand.first, 'payload_purged', one.digest, one.body);
    END LOOP;
    DELETE FROM payload WHERE payload.digest = ANY (digests);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

-- Whether what a line said was purged.
CREATE FUNCTION is_purged_line(of_seq bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT is_purged((SELECT payload_digest FROM line WHERE line.seq = of_seq))
$$;

-- Rows of people's acts that follow from purged lines go, or become what is left of them; no other.
CREATE FUNCTION purge_rows(of_table text, gone jsonb, left_over jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
DECLARE
    in_hand purge_order := purge_in_hand();
    same text;
    sets text;
    touched bigint;
BEGIN
    IF NOT constant_of('purge_rows') ? of_table THEN
        PERFORM refuse('no_such_rows');
    END IF;
    SELECT string_agg(format('stands.%1$I = told.%1$I', attname), ' AND ') INTO same
    FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
    WHERE indrelid = format('prescreen.%I', of_table)::regclass AND indisprimary;
    SELECT string_agg(format('%1$I = told.%1$I', attname), ', ') INTO sets
    FROM pg_attribute
    WHERE attrelid = format('prescreen.%I', of_table)::regclass
        AND attnum > 0 AND NOT attisdropped;
    same := same || ' AND stands.seq = told.seq AND is_purged_line(stands.seq)';
    EXECUTE format('DELETE FROM %1$I AS stands USING jsonb_populate_recordset(NULL::%1$I, $1) '
        'AS told WHERE %2$s', of_table, same) USING gone;
    GET DIAGNOSTICS touched = ROW_COUNT;
    IF touched <> jsonb_array_length(gone) THEN
        PERFORM refuse('not_purged', jsonb_build_object('table', of_table));
    END IF;
    EXECUTE format('UPDATE %1$I AS stands SET %2$s '
        'FROM jsonb_populate_recordset(NULL::%1$I, $1) AS told WHERE %3$s', of_table, sets, same)
        USING left_over;
    GET DIAGNOSTICS touched = ROW_COUNT;
    IF touched <> jsonb_array_length(left_over) THEN
        PERFORM refuse('not_purged', jsonb_build_object('table', of_table));
    END IF;
END $$;

-- Write what the certificate says, in the name of the one who ordered it.
CREATE FUNCTION end_purge(purge_id text, body text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
DECLARE
    in_hand purge_order := purge_in_hand();
    said json := body::json -> 'body';
BEGIN
    IF said ->> 'first' IS DISTINCT FROM in_hand.first
        OR said ->> 'second' IS DISTINCT FROM in_hand.second
        OR said ->> 'purge_id' IS DISTINCT FROM purge_id
    THEN
        PERFORM refuse('not_yours');
    END IF;
    UPDATE purge_order SET state = 'ended' WHERE plan = in_hand.plan;
    RETURN (SELECT seq FROM seal('', in_hand.first, 'purged', purge_id, body));
END $$;

-- What was begun ends in the same transaction, or nothing of it was.
CREATE FUNCTION purge_ends() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
BEGIN
    IF (SELECT state FROM purge_order WHERE plan = NEW.plan) = 'begun' THEN
        PERFORM refuse('not_ended');
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER purge_ends AFTER INSERT OR UPDATE ON purge_order
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION purge_ends();

-- The name under which something is held: an item's own, or a shipment's number in one form.
-- It tells those who may put a hold no more than the refusal of one does.
CREATE FUNCTION name_of_hold(said text, in_one_form text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
DECLARE
    me person := require_me('supervisor', 'administrator');
BEGIN
    RETURN CASE WHEN EXISTS (SELECT FROM item WHERE item_id = said) THEN said
        WHEN EXISTS (SELECT FROM shipment WHERE shipment_id = said) THEN in_one_form ELSE '' END;
END $$;

REVOKE ALL ON FUNCTION order_purge(text), begin_purge(text), purge_in_hand(), must_stay(text[]),
    purge_payloads(text[], text[]), is_purged_line(bigint), purge_rows(text, jsonb, jsonb),
    end_purge(text, text), purge_ends(), name_of_hold(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION order_purge(text) TO prescreen_administrator;
GRANT EXECUTE ON FUNCTION begin_purge(text), purge_payloads(text[], text[]),
    purge_rows(text, jsonb, jsonb), end_purge(text, text) TO prescreen_intake;
GRANT EXECUTE ON FUNCTION name_of_hold(text, text)
    TO prescreen_supervisor, prescreen_administrator;
