-- What people do while they review: who may, in which state, and the rows that follow.
--
-- Each function checks first, seals the line, then makes the rows that app/record/projections.py
-- and app/record/runs.py make for the same line: `prescreen verify` holds the two against another.

CREATE TYPE sealed AS (seq bigint, at text, hash text);

CREATE FUNCTION require_scan_of(of_scan text, of_item text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM scan WHERE scan_id = of_scan AND item_id = of_item) THEN
        PERFORM refuse('other_item', jsonb_build_object('scan', of_scan, 'item', of_item));
    END IF;
END $$;

-- A signature covers the marks as they were; the item is opened again to change them.
CREATE FUNCTION require_unsigned(of_item text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM decision WHERE item_id = of_item)
        AND NOT EXISTS (SELECT FROM lease WHERE item_id = of_item)
    THEN
        PERFORM refuse('signed', jsonb_build_object('item', of_item));
    END IF;
END $$;

CREATE FUNCTION require_mark(of_item text, said json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    points integer := json_array_length(said -> 'points');
    shape text := said ->> 'shape';
    same record;
BEGIN
    PERFORM require_scan_of(said ->> 'scan_id', of_item);
    IF points <> (CASE WHEN shape IN ('box', 'ellipse', 'arrow') THEN 2
                       WHEN shape = 'text' THEN 1 ELSE greatest(points, 3) END)
        OR length(said ->> 'note') > 500
        OR (said ->> 'number')::integer < 1
    THEN
        PERFORM refuse('shape');
    END IF;
    FOR same IN
        SELECT mark.scan_id, mark.mark_id FROM mark JOIN scan ON scan.scan_id = mark.scan_id
        WHERE scan.item_id = of_item
            AND (mark.mark_id = said ->> 'mark_id' OR mark.number = (said ->> 'number')::integer)
    LOOP
        IF same.mark_id <> said ->> 'mark_id' THEN
            PERFORM refuse('number_taken', jsonb_build_object('number', said ->> 'number'));
        ELSIF same.scan_id <> said ->> 'scan_id' THEN
            PERFORM refuse('mark_moved', jsonb_build_object('number', said ->> 'number'));
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION act_mark_saved(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    turn record := take_turn(me, subject);
    line sealed;
BEGIN
    PERFORM require_unsigned(turn.item_id);
    PERFORM require_mark(turn.item_id, said);
    line := seal(turn.port, me.account, 'mark_saved', turn.item_id, body);
    INSERT INTO mark (scan_id, mark_id, number, removed, body, seq)
    VALUES (said ->> 'scan_id', said ->> 'mark_id', (said ->> 'number')::integer, 0, said::text,
            line.seq)
    ON CONFLICT (scan_id, mark_id) DO UPDATE
    SET number = excluded.number, removed = 0, body = excluded.body, seq = excluded.seq;
    RETURN line;
END $$;

-- Whether a mark stood on record when its item was decided last, under any name of the item.
CREATE FUNCTION is_signed_for(of_item text, of_mark text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE name (item_id) AS (
        SELECT of_item COLLATE "C"
        UNION
        SELECT item.item_id FROM item JOIN name ON item.joined_into = name.item_id
    )
    SELECT EXISTS (
        SELECT FROM line JOIN payload ON payload.digest = line.payload_digest
        WHERE line.kind = 'mark_saved' AND line.subject IN (SELECT item_id FROM name)
            AND line.seq < (SELECT max(seq) FROM decision WHERE decision.item_id = of_item)
            AND payload.body::json #>> '{body,mark_id}' = of_mark)
$$;

CREATE FUNCTION act_mark_changed(
    me person, kind text, subject text, body text, said json
) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    turn record := take_turn(me, subject);
    gone integer := (kind = 'mark_removed')::integer;
    line sealed;
BEGIN
    PERFORM require_unsigned(turn.item_id);
    PERFORM require_scan_of(said ->> 'scan_id', turn.item_id);
    IF NOT EXISTS (SELECT FROM mark WHERE scan_id = said ->> 'scan_id'
                   AND mark_id = said ->> 'mark_id' AND removed = 1 - gone)
    THEN
        PERFORM refuse('no_mark', jsonb_build_object('mark', said ->> 'mark_id'));
    ELSIF gone = 1 THEN
        PERFORM require_second(me, 'remove_mark', turn.item_id, said ->> 'second',
                               is_signed_for(turn.item_id, said ->> 'mark_id'));
    END IF;
    line := seal(turn.port, me.account, kind, turn.item_id, body);
    UPDATE mark SET removed = gone, seq = line.seq
    WHERE scan_id = said ->> 'scan_id' AND mark_id = said ->> 'mark_id';
    RETURN line;
END $$;

CREATE FUNCTION act_verdict_given(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    turn record := take_turn(me, subject);
    line sealed;
BEGIN
    PERFORM require_scan_of(said ->> 'scan_id', turn.item_id);
    IF NOT EXISTS (
        SELECT FROM report, json_array_elements(report.body::json -> 'findings') AS one
        WHERE report.scan_id = said ->> 'scan_id'
            AND report.report_id = regexp_replace(said ->> 'finding_id', '/[^/]*$', '')
            AND one ->> 'finding_id' = said ->> 'finding_id')
    THEN
        PERFORM refuse('no_finding', jsonb_build_object('finding', said ->> 'finding_id'));
    END IF;
    line := seal(turn.port, me.account, 'verdict_given', turn.item_id, body);
    INSERT INTO verdict (finding_id, officer, scan_id, verdict, seq)
    VALUES (said ->> 'finding_id', me.account, said ->> 'scan_id', said ->> 'verdict', line.seq)
    ON CONFLICT (finding_id, officer) DO UPDATE
    SET scan_id = excluded.scan_id, verdict = excluded.verdict, seq = excluded.seq;
    RETURN line;
END $$;

CREATE FUNCTION act_notice_acknowledged(me person, subject text, body text, said json)
RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    turn record := take_turn(me, subject);
    line sealed;
BEGIN
    IF said ->> 'key' <> (said #>> '{notice,rule}') || ':' || (said #>> '{notice,subject}') THEN
        PERFORM refuse('shape');
    END IF;
    line := seal(turn.port, me.account, 'notice_acknowledged', turn.item_id, body);
    INSERT INTO acknowledged (item_id, notice_key, officer, seq)
    VALUES (turn.item_id, said ->> 'key', me.account, line.seq)
    ON CONFLICT (item_id, notice_key, officer) DO UPDATE SET seq = excluded.seq;
    RETURN line;
END $$;

CREATE FUNCTION act_observed(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    turn record := take_turn(me, subject);
    line sealed;
BEGIN
    IF length(said ->> 'value') > 60 THEN
        PERFORM refuse('note_too_long');
    END IF;
    line := seal(turn.port, me.account, 'observed', turn.item_id, body);
    INSERT INTO observed (item_id, name, value, officer, seq)
    VALUES (turn.item_id, said ->> 'name', said ->> 'value', me.account, line.seq)
    ON CONFLICT (item_id, name) DO UPDATE
    SET value = excluded.value, officer = excluded.officer, seq = excluded.seq;
    RETURN line;
END $$;

CREATE FUNCTION act_view(me person, kind text, subject text, body text, said json)
RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    turn record := take_turn(me, subject);
    line sealed;
BEGIN
    PERFORM require_scan_of(said ->> 'scan_id', turn.item_id);
    IF NOT EXISTS (SELECT FROM image WHERE scan_id = said ->> 'scan_id'
                   AND view = said ->> 'view')
    THEN
        PERFORM refuse('no_view', jsonb_build_object('view', said ->> 'view'));
    END IF;
    line := seal(turn.port, me.account, kind, turn.item_id, body);
    IF kind = 'view_seen' THEN
        INSERT INTO viewed (scan_id, view, officer, seq)
        VALUES (said ->> 'scan_id', said ->> 'view', me.account, line.seq)
        ON CONFLICT (scan_id, view, officer) DO UPDATE SET seq = excluded.seq;
    ELSE
        INSERT INTO shown (scan_id, view, officer, readable, seq)
        VALUES (said ->> 'scan_id', said ->> 'view', me.account,
                (said ->> 'readable')::integer, line.seq)
        ON CONFLICT (scan_id, view, officer) DO UPDATE
        SET readable = excluded.readable, seq = excluded.seq;
    END IF;
    RETURN line;
END $$;

-- It changes nothing, so it needs no lease.
CREATE FUNCTION act_event_noted(me person, subject text, body text) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    opened record := open_item(me, subject);
BEGIN
    RETURN seal(opened.port, me.account, 'event_noted', opened.item_id, body);
END $$;

CREATE FUNCTION act_draft_saved(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    turn record := take_turn(me, subject);
    line sealed;
BEGIN
    line := seal(turn.port, me.account, 'draft_saved', turn.item_id, body);
    IF json_typeof(said -> 'draft') = 'null' THEN
        DELETE FROM draft WHERE item_id = turn.item_id AND officer = me.account;
    ELSE
        INSERT INTO draft (item_id, officer, body, seq)
        VALUES (turn.item_id, me.account, (said -> 'draft')::text, line.seq)
        ON CONFLICT (item_id, officer) DO UPDATE SET body = excluded.body, seq = excluded.seq;
    END IF;
    RETURN line;
END $$;

-- What an officer says of a link. Items that become one because of it are joined by intake.
CREATE FUNCTION act_link_said(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    turn record;
    of_item text;
    before integer;
    line sealed;
BEGIN
    SELECT scan.item_id INTO of_item FROM scan WHERE scan_id = subject;
    IF NOT FOUND THEN
        PERFORM refuse('no_scan', jsonb_build_object('scan', subject));
    END IF;
    turn := take_turn(me, of_item);
    SELECT (link.body::json ->> 'version')::integer INTO before FROM link
    WHERE scan_id = subject AND shipment_id = said ->> 'shipment_id';
    IF said ->> 'scan_id' <> subject OR said ->> 'by' <> me.account
        OR (said ->> 'version')::integer <> coalesce(before, 0) + 1
        OR abs(extract(epoch FROM clock_timestamp() - (said ->> 'at')::timestamptz)) > 300
    THEN
        PERFORM refuse('shape');
    ELSIF said ->> 'link_class' <> 'NONE' AND NOT EXISTS (
        SELECT FROM shipment WHERE shipment_id = said ->> 'shipment_id')
    THEN
        PERFORM refuse('no_shipment', jsonb_build_object('shipment', said ->> 'shipment_id'));
    END IF;
    line := seal(turn.port, me.account, 'link_put', subject, body);
    INSERT INTO link (scan_id, shipment_id, link_class, body, seq)
    VALUES (subject, said ->> 'shipment_id', said ->> 'link_class', said::text, line.seq)
    ON CONFLICT (scan_id, shipment_id) DO UPDATE
    SET link_class = excluded.link_class, body = excluded.body, seq = excluded.seq;
    PERFORM to_be_refreshed(turn.item_id);
    RETURN line;
END $$;
