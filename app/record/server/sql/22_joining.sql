-- Items that become one: the intake service says so, and the server moves what people wrote.
--
-- The rule is that of app/record/joining.py, the rows those of app/record/projections.py. The
-- service has no right to rows of people's acts: it tells, and what it tells must follow from them.

-- Two items that stand, that nobody decided or is at work on, and that share a shipment.
CREATE FUNCTION require_join(vacated text, kept text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM item WHERE item_id IN (vacated, kept) ORDER BY item_id FOR NO KEY UPDATE;
    IF vacated = kept
        OR 2 <> (SELECT count(*) FROM item WHERE item_id IN (vacated, kept) AND joined_into = '')
        OR EXISTS (SELECT FROM decision WHERE item_id IN (vacated, kept))
        -- The service asks its own clock whether a lease still runs. A lease is renewed long before
        -- its last minute, so whoever is at work has more of it left.
        OR EXISTS (SELECT FROM lease WHERE item_id IN (vacated, kept)
                   AND until > time_text(clock_timestamp() + interval '1 minute'))
        OR NOT EXISTS (
            SELECT FROM scan AS gone
            JOIN link AS tie ON tie.scan_id = gone.scan_id
            JOIN link AS other ON other.shipment_id = tie.shipment_id
            JOIN scan AS stays ON stays.scan_id = other.scan_id
            WHERE gone.item_id = vacated AND stays.item_id = kept
                AND tie.link_class NOT IN ('NONE', 'CONFLICT')
                AND other.link_class NOT IN ('NONE', 'CONFLICT'))
    THEN
        PERFORM refuse('no_join', jsonb_build_object('item', vacated));
    END IF;
END $$;

-- Marks that move get the numbers after the last one there, in their order, and change in nothing
-- else. Where there is no mark yet, they keep their numbers.
CREATE FUNCTION require_renumbered(vacated text, kept text, told json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    last integer := (SELECT max(mark.number) FROM mark JOIN scan ON scan.scan_id = mark.scan_id
                     WHERE scan.item_id = kept);
BEGIN
    IF EXISTS (
        SELECT FROM (
            SELECT row_number() OVER (ORDER BY mark.number) AS place, mark.scan_id, mark.mark_id,
                mark.body::jsonb AS body
            FROM mark JOIN scan ON scan.scan_id = mark.scan_id
            WHERE scan.item_id = vacated AND last > 0) AS moving
        FULL JOIN (
            SELECT place, one::jsonb AS body
            FROM json_array_elements(told) WITH ORDINALITY AS said (one, place)) AS renumbered
        ON renumbered.place = moving.place
        WHERE (renumbered.body ->> 'scan_id', renumbered.body ->> 'mark_id')
                IS DISTINCT FROM (moving.scan_id, moving.mark_id)
            OR renumbered.body
                IS DISTINCT FROM jsonb_set(moving.body, '{number}', to_jsonb(last + moving.place)))
    THEN
        PERFORM refuse('not_renumbered', jsonb_build_object('item', vacated));
    END IF;
END $$;

-- What the other item has already counts.
CREATE FUNCTION move_acts(vacated text, kept text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE acknowledged SET item_id = kept WHERE item_id = vacated AND NOT EXISTS (
        SELECT FROM acknowledged AS there WHERE there.item_id = kept
            AND there.notice_key = acknowledged.notice_key
            AND there.officer = acknowledged.officer);
    DELETE FROM acknowledged WHERE item_id = vacated;
    UPDATE draft SET item_id = kept WHERE item_id = vacated AND NOT EXISTS (
        SELECT FROM draft AS there WHERE there.item_id = kept AND there.officer = draft.officer);
    DELETE FROM draft WHERE item_id = vacated;
    UPDATE observed SET item_id = kept WHERE item_id = vacated AND NOT EXISTS (
        SELECT FROM observed AS there WHERE there.item_id = kept AND there.name = observed.name);
    DELETE FROM observed WHERE item_id = vacated;
END $$;

CREATE FUNCTION act_items_joined(me person, subject text, body text) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    said json := body::json -> 'body';
    vacated text := said ->> 'vacated';
    line sealed;
BEGIN
    IF said ->> 'kept' IS DISTINCT FROM subject
        OR json_typeof(said -> 'renumbered') IS DISTINCT FROM 'array'
    THEN
        PERFORM refuse('shape');
    END IF;
    PERFORM require_join(vacated, subject);
    PERFORM require_renumbered(vacated, subject, said -> 'renumbered');
    line := seal('intake', me.account, 'items_joined', subject, body);
    PERFORM move_acts(vacated, subject);
    UPDATE mark SET number = (one ->> 'number')::integer, body = one::text, seq = line.seq
    FROM json_array_elements(said -> 'renumbered') AS said_of (one)
    WHERE mark.scan_id = one ->> 'scan_id' AND mark.mark_id = one ->> 'mark_id';
    RETURN line;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA prescreen FROM PUBLIC;
