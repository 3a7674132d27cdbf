-- Whose turn it is: the queue, leases, and what must hold before anything is written to an item.

-- The item that stands where this one was, locked: acts on one item come one after the other.
CREATE FUNCTION open_item(me person, wanted text, OUT item_id text, OUT port text, OUT outcome text)
LANGUAGE plpgsql AS $$
DECLARE
    into_item text;
BEGIN
    item_id := wanted;
    LOOP
        SELECT item.joined_into INTO into_item FROM item WHERE item.item_id = open_item.item_id
        FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            PERFORM refuse('no_item', jsonb_build_object('item', wanted));
        END IF;
        EXIT WHEN into_item = '';
        item_id := into_item;
    END LOOP;
    SELECT entry.port, entry.outcome INTO port, outcome FROM entry
    WHERE entry.item_id = open_item.item_id;
    IF NOT FOUND OR NOT (me.port = '' OR port IN ('', me.port)) THEN
        PERFORM refuse('no_item', jsonb_build_object('item', wanted));
    END IF;
END $$;

CREATE FUNCTION require_lease(me person, of_item text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    holder text;
BEGIN
    SELECT officer INTO holder FROM lease WHERE item_id = of_item;
    IF NOT FOUND THEN
        PERFORM refuse('not_claimed', jsonb_build_object('item', of_item));
    ELSIF holder <> me.account THEN
        PERFORM refuse('lost', jsonb_build_object('item', of_item, 'officer', holder));
    END IF;
END $$;

-- A decided item is open to who signed it, to a supervisor, and to all when its data changed.
CREATE FUNCTION require_open_to(me person, of_item text, outcome text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    signer text;
BEGIN
    SELECT officer INTO signer FROM decision WHERE item_id = of_item ORDER BY seq DESC LIMIT 1;
    IF FOUND AND outcome <> '' AND signer <> me.account AND me.role <> 'supervisor' THEN
        PERFORM refuse('decided', jsonb_build_object('item', of_item, 'officer', signer));
    END IF;
END $$;

-- The item, when this person may write to it: by lease, or as a correction.
CREATE FUNCTION take_turn(me person, wanted text, OUT item_id text, OUT port text)
LANGUAGE plpgsql AS $$
DECLARE
    outcome text;
BEGIN
    SELECT * INTO item_id, port, outcome FROM open_item(me, wanted);
    IF NOT EXISTS (SELECT FROM decision WHERE decision.item_id = take_turn.item_id)
        OR EXISTS (SELECT FROM lease WHERE lease.item_id = take_turn.item_id)
    THEN
        PERFORM require_lease(me, item_id);
    ELSE
        PERFORM require_open_to(me, item_id, outcome);
    END IF;
END $$;

CREATE FUNCTION give(me person, of_item text, port text, seconds float8, take_over boolean)
RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    since text := time_text(moment);
    until text := time_text(moment + make_interval(secs => seconds));
    before text;
    given bigint;
BEGIN
    SELECT officer INTO before FROM lease WHERE item_id = of_item;
    INSERT INTO lease AS held (item_id, officer, since, until, seconds)
    VALUES (of_item, me.account, since, until, seconds)
    ON CONFLICT (item_id) DO UPDATE
    SET officer = excluded.officer, since = excluded.since, until = excluded.until,
        seconds = excluded.seconds
    WHERE take_over OR held.until <= excluded.since;
    GET DIAGNOSTICS given = ROW_COUNT;
    IF given = 0 THEN
        PERFORM refuse('held', jsonb_build_object('item', of_item, 'officer', before));
    END IF;
    PERFORM seal(port, me.account, 'claimed', of_item, sealed_text(
        '{"expired_lease_of":' || to_json(coalesce(before, ''))
        || ',"seconds":' || number_text(seconds::text, false)
        || ',"until":' || to_json(until) || '}'));
    PERFORM pg_notify('prescreen_queue', of_item);
    RETURN of_item;
END $$;

CREATE FUNCTION require_length(seconds float8) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF seconds IS NULL OR NOT seconds > 0 OR NOT seconds <= 28800 THEN
        PERFORM refuse('lease_length');
    END IF;
END $$;

CREATE FUNCTION words_of(filters jsonb, name text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN filters ? name
           THEN ARRAY(SELECT jsonb_array_elements_text(filters -> name)) END
$$;

-- Every act locks its item first, then its chain, then the rows that follow: in one order, so that
-- no two wait for each other. A row that is passed over must not stay locked: only the item is.
--
-- The first item that waits, by time left, then risk, then arrival, that nobody takes at this
-- moment; those without a time of arrival come last. Asked in two steps, so that the index on time
-- leads to the first.
CREATE FUNCTION first_waiting(me person, filters jsonb, passed text[], timed boolean)
RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    moment text := time_text(clock_timestamp());
    modes text[] := words_of(filters, 'modes');
    ports text[] := words_of(filters, 'ports');
    first text;
BEGIN
    IF timed THEN
        SELECT entry.item_id INTO first
        FROM entry JOIN item ON item.item_id = entry.item_id
        LEFT JOIN lease ON lease.item_id = entry.item_id
        LEFT JOIN notice ON notice.item_id = entry.item_id
        WHERE entry.outcome = '' AND entry.eta IS NOT NULL
            AND (lease.until IS NULL OR lease.until <= moment)
            AND (me.port = '' OR entry.port IN ('', me.port))
            AND (modes IS NULL OR entry.mode = ANY (modes))
            AND (ports IS NULL OR entry.port = ANY (ports))
            AND NOT entry.item_id = ANY (passed)
        ORDER BY entry.eta, greatest(entry.strongest, coalesce(notice.risk, 0)) DESC,
            entry.received_at, entry.item_id
        LIMIT 1
        FOR NO KEY UPDATE OF item SKIP LOCKED;
    ELSE
        SELECT entry.item_id INTO first
        FROM entry JOIN item ON item.item_id = entry.item_id
        LEFT JOIN lease ON lease.item_id = entry.item_id
        LEFT JOIN notice ON notice.item_id = entry.item_id
        WHERE entry.outcome = '' AND entry.eta IS NULL
            AND (lease.until IS NULL OR lease.until <= moment)
            AND (me.port = '' OR entry.port IN ('', me.port))
            AND (modes IS NULL OR entry.mode = ANY (modes))
            AND (ports IS NULL OR entry.port = ANY (ports))
            AND NOT entry.item_id = ANY (passed)
        ORDER BY greatest(entry.strongest, coalesce(notice.risk, 0)) DESC,
            entry.received_at, entry.item_id
        LIMIT 1
        FOR NO KEY UPDATE OF item SKIP LOCKED;
    END IF;
    RETURN first;
END $$;

CREATE FUNCTION claim_next(filters jsonb DEFAULT '{}', seconds float8 DEFAULT 900) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
DECLARE
    me person := require_me('officer', 'supervisor');
    passed text[] := '{}';
    first text;
    of_port text;
BEGIN
    PERFORM require_length(seconds);
    IF jsonb_typeof(filters) IS DISTINCT FROM 'object' OR filters - 'modes' - 'ports' <> '{}' THEN
        PERFORM refuse('filters');
    END IF;
    LOOP
        BEGIN
            first := coalesce(first_waiting(me, filters, passed, true),
                              first_waiting(me, filters, passed, false));
            IF first IS NULL THEN
                RETURN NULL;
            END IF;
            -- Asked again now that it is locked: somebody may have had it until a moment ago.
            SELECT entry.port INTO of_port FROM entry JOIN item USING (item_id)
            WHERE entry.item_id = first AND entry.outcome = '' AND item.joined_into = ''
                AND (me.port = '' OR entry.port IN ('', me.port))
                AND NOT EXISTS (SELECT FROM lease WHERE lease.item_id = entry.item_id
                                AND lease.until > time_text(clock_timestamp()));
            IF FOUND THEN
                RETURN give(me, first, of_port, seconds, false);
            END IF;
            RAISE SQLSTATE 'PS001';
        EXCEPTION WHEN SQLSTATE 'PS001' THEN
            -- Its locks are given back here: whoever has the item is at work on it.
            passed := passed || first;
        END;
    END LOOP;
END $$;

CREATE FUNCTION extend(me person, of_item text, length float8) RETURNS void
LANGUAGE sql AS $$
    UPDATE lease
    SET seconds = coalesce(length, seconds),
        until = greatest(until, time_text(clock_timestamp()
                         + make_interval(secs => coalesce(length, seconds))))
    WHERE item_id = of_item AND officer = me.account
$$;

CREATE FUNCTION claim(item text, seconds float8 DEFAULT 900, take_over boolean DEFAULT false)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
DECLARE
    me person := require_me('officer', 'supervisor');
    of_item text;
    of_port text;
    outcome text;
    holder text;
BEGIN
    PERFORM require_length(seconds);
    IF take_over AND me.role <> 'supervisor' THEN
        PERFORM refuse('no_supervisor');
    END IF;
    SELECT * INTO of_item, of_port, outcome FROM open_item(me, item);
    PERFORM require_open_to(me, of_item, outcome);
    SELECT officer INTO holder FROM lease
    WHERE lease.item_id = of_item AND lease.until > time_text(clock_timestamp());
    IF holder = me.account THEN
        PERFORM extend(me, of_item, seconds);
        RETURN of_item;
    END IF;
    RETURN give(me, of_item, of_port, seconds, coalesce(take_over, false));
END $$;

CREATE FUNCTION renew(item text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
DECLARE
    me person := require_me('officer', 'supervisor');
    of_item text;
BEGIN
    SELECT item_id INTO of_item FROM open_item(me, item);
    PERFORM require_lease(me, of_item);
    PERFORM extend(me, of_item, NULL);
END $$;

-- What an act of a person leaves for the intake service to make again.
CREATE FUNCTION to_be_refreshed(of_item text) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO to_refresh (item_id) VALUES (of_item) ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION hand_back(item text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
DECLARE
    me person := require_me('officer', 'supervisor');
    of_item text;
    of_port text;
BEGIN
    SELECT item_id, port INTO of_item, of_port FROM open_item(me, item);
    PERFORM require_lease(me, of_item);
    DELETE FROM lease WHERE lease.item_id = of_item;
    PERFORM seal(of_port, me.account, 'handed_back', of_item, sealed_text('{}'));
    PERFORM to_be_refreshed(of_item);
    PERFORM pg_notify('prescreen_queue', of_item);
END $$;
