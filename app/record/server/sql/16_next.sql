-- Which item *next* gives: what is meant for this person, what is overdue, then by time left, as
-- app/record/taking.py chooses it.

-- The few turns that hold are asked by person and by time.
CREATE INDEX ix_turn_meant ON turn (meant_for) WHERE ended = '';
CREATE INDEX ix_turn_until ON turn (until) WHERE ended = '';

-- Who asks, when, and what counts for her; a list that is NULL counts everything.
CREATE TYPE taker AS (
    account text, moment text, ports text[], modes text[], trained text[], lacking text[],
    meant text[], overdue text[], kept text[], handed text[]
);

-- What she has chosen to see. What another port has is not hers, whatever she chose.
CREATE FUNCTION chosen_by(one taker, me person, filters jsonb) RETURNS taker
LANGUAGE plpgsql AS $$
DECLARE
    every_mode text[];
BEGIN
    one.ports := nullif(words_of(filters, 'ports'), '{}');
    IF me.port <> '' THEN
        one.ports := ARRAY(SELECT port FROM unnest(ARRAY['', me.port]) AS home (port)
                           WHERE one.ports IS NULL OR port = ANY (one.ports));
    END IF;
    one.modes := nullif(words_of(filters, 'modes'), '{}');
    IF one.modes IS NOT NULL THEN
        every_mode := words_of(constant_of('skills'), 'modes');
        IF one.modes @> every_mode AND coalesce(one.trained @> every_mode, true) THEN
            -- Who wants every mode wants those too whose mode nobody knows.
            one.modes := NULL;
        END IF;
    END IF;
    RETURN one;
END $$;

-- Few turns hold at a time: they are asked once, so that the walk of the queue reads none.
CREATE FUNCTION taker_of(me person, filters jsonb) RETURNS taker
LANGUAGE plpgsql AS $$
DECLARE
    one taker;
    cargo text[];
BEGIN
    one.account := me.account;
    one.moment := time_text(clock_timestamp());
    SELECT string_to_array(skill.modes, ' '), string_to_array(skill.cargo, ' '),
           turns.meant, turns.overdue, turns.kept, given_back.items
    INTO one.trained, cargo, one.meant, one.overdue, one.kept, one.handed
    FROM (SELECT array_agg(item_id) FILTER (
                     WHERE kind IN ('assigned', 'second') AND meant_for = me.account) AS meant,
                 array_agg(item_id) FILTER (
                     WHERE kind = 'hold' AND until <= one.moment) AS overdue,
                 array_agg(item_id) FILTER (
                     WHERE until > one.moment AND NOT (kind IN ('second', 'back')
                         AND meant_for = '' AND by <> me.account)) AS kept
          FROM turn
          WHERE ended = '' AND (until > one.moment OR kind = 'hold' OR meant_for = me.account)
         ) AS turns
    CROSS JOIN (SELECT array_agg(subject) AS items FROM line
                WHERE kind = 'handed_back' AND actor = me.account
                    AND at > time_text(clock_timestamp() - make_interval(
                        secs => said_of_turns('back')))) AS given_back
    LEFT JOIN skill ON skill.account = me.account;
    IF cargo IS NOT NULL THEN
        one.lacking := ARRAY(SELECT kind FROM unnest(words_of(constant_of('skills'), 'cargo'))
                             AS every (kind) WHERE NOT kind = ANY (cargo));
    END IF;
    RETURN chosen_by(one, me, filters);
END $$;

-- Every act locks its item first, then its chain, then the rows that follow: in one order, so that
-- no two wait for each other. A row that is passed over must not stay locked: only the item is.
--
-- What comes before all else: meant for her, whatever she has chosen and wherever it is, or on hold
-- and overdue.
CREATE FUNCTION first_out_of_order(one taker, passed text[]) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    first text;
BEGIN
    SELECT entry.item_id INTO first
    FROM entry JOIN item ON item.item_id = entry.item_id
    LEFT JOIN lease ON lease.item_id = entry.item_id
    LEFT JOIN notice ON notice.item_id = entry.item_id
    WHERE entry.item_id = ANY (one.meant || one.overdue)
        AND entry.outcome = '' AND (lease.until IS NULL OR lease.until <= one.moment)
        AND (one.trained IS NULL OR entry.mode IS NULL OR entry.mode = ANY (one.trained))
        AND (one.lacking IS NULL OR NOT string_to_array(entry.needs, ' ') && one.lacking)
        AND (entry.item_id = ANY (one.meant)
             OR (one.modes IS NULL OR entry.mode = ANY (one.modes))
                AND (one.ports IS NULL OR entry.port = ANY (one.ports)))
        AND NOT entry.item_id = ANY (passed)
    ORDER BY entry.eta IS NULL, entry.eta,
        greatest(entry.strongest, coalesce(notice.risk, 0)) DESC, entry.received_at, entry.item_id
    LIMIT 1
    FOR NO KEY UPDATE OF item SKIP LOCKED;
    RETURN first;
END $$;

-- The first of the eight that arrive soonest, with all that arrive when the eighth does: hardly ever
-- are all of them being taken at this moment, and to sort more costs more than to find them. Where
-- ports count, eight of each are walked: what waits elsewhere is not passed by, one row after the
-- other.
CREATE FUNCTION first_of_soonest(one taker, passed text[]) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    first text;
BEGIN
    IF one.ports IS NULL THEN
        SELECT item.item_id INTO first
        FROM (
            SELECT entry.item_id, eta, strongest, received_at
            FROM entry LEFT JOIN lease ON lease.item_id = entry.item_id
            WHERE entry.outcome = '' AND entry.eta IS NOT NULL
                AND (lease.until IS NULL OR lease.until <= one.moment)
                AND (one.modes IS NULL OR entry.mode = ANY (one.modes))
                AND (one.trained IS NULL OR entry.mode IS NULL OR entry.mode = ANY (one.trained))
                AND (one.lacking IS NULL OR NOT string_to_array(entry.needs, ' ') && one.lacking)
                AND NOT entry.item_id = ANY (passed)
            ORDER BY entry.eta FETCH FIRST 8 ROWS WITH TIES
        ) AS soon
        JOIN item ON item.item_id = soon.item_id
        LEFT JOIN notice ON notice.item_id = soon.item_id
        ORDER BY soon.eta, greatest(soon.strongest, coalesce(notice.risk, 0)) DESC,
            soon.received_at, soon.item_id
        LIMIT 1
        FOR NO KEY UPDATE OF item SKIP LOCKED;
    ELSE
        SELECT item.item_id INTO first
        FROM unnest(one.ports) AS home (port)
        CROSS JOIN LATERAL (
            SELECT entry.item_id, eta, strongest, received_at
            FROM entry LEFT JOIN lease ON lease.item_id = entry.item_id
            WHERE entry.outcome = '' AND entry.port = home.port AND entry.eta IS NOT NULL
                AND (lease.until IS NULL OR lease.until <= one.moment)
                AND (one.modes IS NULL OR entry.mode = ANY (one.modes))
                AND (one.trained IS NULL OR entry.mode IS NULL OR entry.mode = ANY (one.trained))
                AND (one.lacking IS NULL OR NOT string_to_array(entry.needs, ' ') && one.lacking)
                AND NOT entry.item_id = ANY (passed)
            ORDER BY entry.eta FETCH FIRST 8 ROWS WITH TIES
        ) AS soon
        JOIN item ON item.item_id = soon.item_id
        LEFT JOIN notice ON notice.item_id = soon.item_id
        ORDER BY soon.eta, greatest(soon.strongest, coalesce(notice.risk, 0)) DESC,
            soon.received_at, soon.item_id
        LIMIT 1
        FOR NO KEY UPDATE OF item SKIP LOCKED;
    END IF;
    RETURN first;
END $$;

-- The first item that waits, by time left, then risk, then arrival, that nobody takes at this
-- moment; those without a time of arrival come last. Asked in two steps, so that the index on time
-- leads to the first.
CREATE FUNCTION first_in_order(one taker, passed text[], timed boolean) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    first text;
BEGIN
    IF timed THEN
        SELECT entry.item_id INTO first
        FROM entry JOIN item ON item.item_id = entry.item_id
        LEFT JOIN lease ON lease.item_id = entry.item_id
        LEFT JOIN notice ON notice.item_id = entry.item_id
        WHERE entry.outcome = '' AND entry.eta IS NOT NULL
            AND (lease.until IS NULL OR lease.until <= one.moment)
            AND (one.ports IS NULL OR entry.port = ANY (one.ports))
            AND (one.modes IS NULL OR entry.mode = ANY (one.modes))
            AND (one.trained IS NULL OR entry.mode IS NULL OR entry.mode = ANY (one.trained))
            AND (one.lacking IS NULL OR NOT string_to_array(entry.needs, ' ') && one.lacking)
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
            AND (lease.until IS NULL OR lease.until <= one.moment)
            AND (one.ports IS NULL OR entry.port = ANY (one.ports))
            AND (one.modes IS NULL OR entry.mode = ANY (one.modes))
            AND (one.trained IS NULL OR entry.mode IS NULL OR entry.mode = ANY (one.trained))
            AND (one.lacking IS NULL OR NOT string_to_array(entry.needs, ' ') && one.lacking)
            AND NOT entry.item_id = ANY (passed)
        ORDER BY greatest(entry.strongest, coalesce(notice.risk, 0)) DESC,
            entry.received_at, entry.item_id
        LIMIT 1
        FOR NO KEY UPDATE OF item SKIP LOCKED;
    END IF;
    RETURN first;
END $$;

-- The first for one person. What she has just handed back is for others first: she is given it
-- again when nothing else waits for her.
CREATE FUNCTION first_for(one taker, passed text[]) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    first text;
    kept text[] := passed || one.kept;
    others text[] := kept || one.handed;
BEGIN
    IF one.meant IS NOT NULL OR one.overdue IS NOT NULL THEN
        first := first_out_of_order(one, passed);
    END IF;
    IF first IS NULL THEN
        first := coalesce(first_of_soonest(one, others), first_in_order(one, others, true),
                          first_in_order(one, others, false));
    END IF;
    IF first IS NULL AND one.handed IS NOT NULL THEN
        first := coalesce(first_in_order(one, kept, true), first_in_order(one, kept, false));
    END IF;
    RETURN first;
END $$;

-- Asked again of an item that is locked now: somebody may have had it, or passed it on, until a
-- moment ago. Returns its port; NULL when it is not hers to take.
CREATE FUNCTION port_when_free(me person, of_item text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    moment text := time_text(clock_timestamp());
    of_port text;
BEGIN
    SELECT entry.port INTO of_port
    FROM entry JOIN item ON item.item_id = entry.item_id
    LEFT JOIN turn ON turn.item_id = entry.item_id AND turn.ended = ''
    WHERE entry.item_id = of_item AND entry.outcome = '' AND item.joined_into = ''
        AND NOT EXISTS (SELECT FROM lease WHERE lease.item_id = of_item AND lease.until > moment)
        AND CASE WHEN turn.kind IN ('assigned', 'second') AND turn.meant_for = me.account THEN true
            ELSE (me.port = '' OR entry.port IN ('', me.port))
                AND (turn.kind IS NULL OR turn.until <= moment
                     OR turn.kind IN ('second', 'back') AND turn.meant_for = ''
                        AND turn.by <> me.account) END;
    RETURN of_port;
END $$;

CREATE FUNCTION claim_next(filters jsonb DEFAULT '{}', seconds float8 DEFAULT 900) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = prescreen, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
DECLARE
    me person := require_me('officer', 'supervisor');
    one taker;
    passed text[] := '{}';
    first text;
    of_port text;
BEGIN
    PERFORM require_length(seconds);
    IF jsonb_typeof(filters) IS DISTINCT FROM 'object' OR filters - 'modes' - 'ports' <> '{}' THEN
        PERFORM refuse('filters');
    END IF;
    one := taker_of(me, filters);
    LOOP
        BEGIN
            first := first_for(one, passed);
            IF first IS NULL THEN
                RETURN NULL;
            END IF;
            of_port := port_when_free(me, first);
            IF of_port IS NOT NULL THEN
                RETURN give(me, first, of_port, seconds, false);
            END IF;
            RAISE SQLSTATE 'PS001';
        EXCEPTION WHEN SQLSTATE 'PS001' THEN
            -- Its locks are given back here: whoever has the item is at work on it.
            passed := passed || first;
        END;
    END LOOP;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA prescreen FROM PUBLIC;
REVOKE ALL ON TYPE taker FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_next(jsonb, float8) TO prescreen_officer, prescreen_supervisor;
