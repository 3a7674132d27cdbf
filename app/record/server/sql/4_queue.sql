-- Whose turn it is: the queue, leases, and what must hold before anything is written to an item.

-- Whether an item was passed on to somebody by name, and she has not given it back.
CREATE FUNCTION is_meant_for(who text, of_item text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM turn WHERE item_id = of_item AND ended = '' AND meant_for = who
                   AND kind IN ('assigned', 'second'))
$$;

-- Whether an item is somebody's to open though it is another port's: passed on to her, or signed by
-- her since.
CREATE FUNCTION is_hers_elsewhere(who text, of_item text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT is_meant_for(who, of_item)
        OR EXISTS (SELECT FROM signed_elsewhere WHERE item_id = of_item AND officer = who)
$$;

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
    IF NOT FOUND OR NOT (me.port = '' OR port IN ('', me.port)
                         OR is_hers_elsewhere(me.account, open_item.item_id))
    THEN
        PERFORM refuse('no_item', jsonb_build_object('item', wanted));
    END IF;
END $$;

CREATE FUNCTION require_lease(me person, of_item text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    holder text;
    one turn;
BEGIN
    SELECT officer INTO holder FROM lease WHERE item_id = of_item;
    IF NOT FOUND THEN
        SELECT * INTO one FROM turn
        WHERE item_id = of_item AND kind = 'assigned' AND meant_for <> me.account;
        IF FOUND THEN
            PERFORM refuse('assigned', jsonb_build_object(
                'item', of_item, 'officer', one.meant_for, 'by', one."by"));
        END IF;
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

-- Tell open windows that something changed. Those who tell at the same moment would commit one
-- after the other, each with a write to the disk of its own (PostgreSQL keeps what is told in the
-- order of commits): one of them tells for all, and who is told asks again a little later.
CREATE FUNCTION ring() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF pg_try_advisory_xact_lock(7262, 2) THEN
        PERFORM pg_notify('prescreen_queue', '');
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
    PERFORM turn_at_claim(me, of_item, port);
    PERFORM seal(port, me.account, 'claimed', of_item, sealed_text(
        '{"expired_lease_of":' || to_json(coalesce(before, ''))
        || ',"seconds":' || number_text(seconds::text, false)
        || ',"until":' || to_json(until) || '}'));
    PERFORM draw_lot(of_item, port);
    PERFORM ring();
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
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF filters ? name THEN
        RETURN ARRAY(SELECT jsonb_array_elements_text(filters -> name));
    END IF;
    RETURN NULL;
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
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
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
    IF holder IS NULL OR take_over THEN
        PERFORM require_meant(me, of_item);
        PERFORM require_trained(me.account, of_item);
    END IF;
    RETURN give(me, of_item, of_port, seconds, coalesce(take_over, false));
END $$;

CREATE FUNCTION renew(item text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
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
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
DECLARE
    me person := require_me('officer', 'supervisor');
    of_item text;
    of_port text;
BEGIN
    SELECT item_id, port INTO of_item, of_port FROM open_item(me, item);
    PERFORM require_lease(me, of_item);
    PERFORM turn_at_hand_back(me, of_item, of_port);
    DELETE FROM lease WHERE lease.item_id = of_item;
    PERFORM seal(of_port, me.account, 'handed_back', of_item, sealed_text('{}'));
    PERFORM to_be_refreshed(of_item);
    PERFORM ring();
END $$;
