-- Recommendations: signed once, never changed, corrected only by another; and four eyes.

-- A second person signs in herself and says beside whom she stands; that holds for five minutes,
-- for one act on one item, or for the purge of one list of payloads (12_purge.sql).
CREATE FUNCTION act_seconded(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    of_item text := subject;
    of_port text := '';
    line sealed;
BEGIN
    IF me.role <> 'supervisor' AND (me.role = 'administrator') <> (said ->> 'act' = 'purge') THEN
        PERFORM refuse('role', jsonb_build_object('account', me.account, 'role', me.role));
    ELSIF said ->> 'act' <> 'purge' THEN
        SELECT item_id, port INTO of_item, of_port FROM open_item(me, subject);
    ELSIF subject !~ '^purge:[0-9a-f]{64}$' THEN
        PERFORM refuse('shape');
    END IF;
    IF said ->> 'first' = me.account THEN
        PERFORM refuse('second_same');
    ELSIF NOT EXISTS (SELECT FROM person WHERE account = said ->> 'first' AND active = 1) THEN
        PERFORM refuse('nobody');
    END IF;
    line := seal(of_port, me.account, 'seconded', of_item, body);
    INSERT INTO vouched (seq, second, first, act, item_id, at, used)
    VALUES (line.seq, me.account, said ->> 'first', said ->> 'act', of_item, line.at, 0);
    RETURN line;
END $$;

CREATE FUNCTION require_second(
    me person, of_act text, of_item text, beside text, needed boolean
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT needed THEN
        IF coalesce(beside, '') <> '' THEN
            PERFORM refuse('second_unasked');
        END IF;
        RETURN;
    END IF;
    UPDATE vouched SET used = 1
    WHERE seq = (
        SELECT seq FROM vouched
        WHERE second = beside AND first = me.account AND act = of_act AND item_id = of_item
            AND used = 0 AND at > time_text(clock_timestamp() - interval '5 minutes')
        ORDER BY seq DESC LIMIT 1);
    IF NOT FOUND THEN
        PERFORM refuse('second_needed');
    END IF;
END $$;

-- Views that are noted of a person: a note is about the files that were there when it was made.
CREATE FUNCTION views_noted(of_item text, whose text)
RETURNS TABLE (scan_id text, view text, readable boolean, whole boolean)
LANGUAGE sql STABLE AS $$
    WITH newest AS (
        SELECT image.scan_id, image.view, max(image.seq) AS seq
        FROM image JOIN scan ON scan.scan_id = image.scan_id
        WHERE scan.item_id = of_item GROUP BY image.scan_id, image.view
    )
    SELECT newest.scan_id, newest.view, coalesce(shown.readable, 0) = 1 OR viewed.seq IS NOT NULL,
           viewed.seq IS NOT NULL
    FROM newest
    LEFT JOIN shown ON shown.scan_id = newest.scan_id AND shown.view = newest.view
        AND shown.officer = whose AND shown.seq > newest.seq
    LEFT JOIN viewed ON viewed.scan_id = newest.scan_id AND viewed.view = newest.view
        AND viewed.officer = whose AND viewed.seq > newest.seq
    WHERE shown.seq IS NOT NULL OR viewed.seq IS NOT NULL
$$;

CREATE FUNCTION require_seen(me person, of_item text, said json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    views bigint;
    seen bigint;
    noted bigint;
    cited record;
BEGIN
    SELECT count(DISTINCT (image.scan_id, image.view)) INTO views
    FROM image JOIN scan ON scan.scan_id = image.scan_id WHERE scan.item_id = of_item;
    SELECT count(*), count(*) FILTER (WHERE whole) INTO noted, seen
    FROM views_noted(of_item, me.account);
    IF views > 0 AND noted = 0 THEN
        PERFORM refuse('not_shown', jsonb_build_object('item', of_item));
    END IF;
    FOR cited IN
        SELECT region ->> 'scan_id' AS scan, region ->> 'view' AS view
        FROM json_array_elements(said -> 'regions') AS region
        WHERE NOT EXISTS (
            SELECT FROM views_noted(of_item, me.account) AS one
            WHERE one.scan_id = region ->> 'scan_id' AND one.view = region ->> 'view'
                AND one.readable)
    LOOP
        PERFORM refuse('not_cited', to_jsonb(cited));
    END LOOP;
    IF said ->> 'kind' <> 'RECOMMEND_RELEASE' THEN
        RETURN;
    ELSIF views = 0 THEN
        PERFORM refuse('no_image', jsonb_build_object('item', of_item));
    ELSIF seen < views THEN
        PERFORM refuse('not_seen', jsonb_build_object('item', of_item));
    END IF;
END $$;

CREATE FUNCTION require_bound(of_item text, said json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    one json;
BEGIN
    FOR one IN SELECT * FROM json_array_elements(said -> 'scans') LOOP
        IF NOT EXISTS (SELECT FROM scan WHERE scan_id = one ->> 'scan_id' AND item_id = of_item)
        THEN
            PERFORM refuse('other_scan', jsonb_build_object('scan', one ->> 'scan_id'));
        ELSIF EXISTS (
            SELECT FROM json_array_elements_text(one -> 'image_digests') AS digest
            WHERE NOT EXISTS (SELECT FROM image WHERE image.sha256 = digest
                              AND image.scan_id = one ->> 'scan_id'))
        THEN
            PERFORM refuse('other_image', jsonb_build_object('scan', one ->> 'scan_id'));
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION require_place(me person, of_item text, outcome text, said json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    latest record;
    holder text;
BEGIN
    SELECT recommendation_id, officer INTO latest FROM decision
    WHERE item_id = of_item ORDER BY seq DESC LIMIT 1;
    IF NOT FOUND THEN
        IF said ->> 'supersedes' <> '' THEN
            PERFORM refuse('nothing_to_correct', jsonb_build_object('item', of_item));
        END IF;
        PERFORM require_lease(me, of_item);
        RETURN;
    END IF;
    SELECT lease.officer INTO holder FROM lease
    WHERE item_id = of_item AND until > time_text(clock_timestamp());
    IF holder <> me.account THEN
        PERFORM refuse('lost', jsonb_build_object('item', of_item, 'officer', holder));
    ELSIF said ->> 'supersedes' = '' THEN
        PERFORM refuse('decided_already', jsonb_build_object('item', of_item));
    ELSIF said ->> 'supersedes' <> latest.recommendation_id THEN
        PERFORM refuse('not_latest', jsonb_build_object('item', of_item,
                                                        'latest', latest.recommendation_id));
    ELSIF outcome = '' THEN
        PERFORM require_lease(me, of_item);
    ELSIF latest.officer <> me.account AND me.role <> 'supervisor' THEN
        PERFORM refuse('not_signer', jsonb_build_object('officer', latest.officer));
    END IF;
END $$;

CREATE FUNCTION require_signer(me person, said json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    -- Once, not for every row that it is compared with: the whole body is read for it.
    name text := said ->> 'recommendation_id';
BEGIN
    IF said ->> 'officer' <> me.account OR said ->> 'role' <> me.role
        OR said ->> 'unit' NOT IN ('', me.port)
    THEN
        PERFORM refuse('not_yours', jsonb_build_object('officer', said ->> 'officer'));
    ELSIF (said #>> '{times,decided_at}')::timestamptz
        > clock_timestamp() + interval '5 minutes'
    THEN
        PERFORM refuse('future');
    ELSIF EXISTS (SELECT FROM decision WHERE recommendation_id = name) THEN
        PERFORM refuse('known', jsonb_build_object('id', name));
    END IF;
END $$;

-- When a decision was made alone, told by the line that it follows in the same write; NULL when it
-- was made on line. Its times are those of the workstation then, and it waits to be confirmed.
CREATE FUNCTION made_alone_at(me person, of_item text, said json) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT done_at::timestamptz FROM late_act
            WHERE act_id = said ->> 'recommendation_id' AND item_id = of_item
                AND officer = me.account AND what = 'decision' AND outcome = 'taken'
                AND received_at > time_text(clock_timestamp() - interval '5 minutes'));
END $$;

-- Names of what an item shows: its scans, what is tied to them, and what was read of them. Who
-- decided alone spoke of what was tied then.
CREATE FUNCTION is_of_item(subject text, of_item text, late boolean) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
    folded text := upper(regexp_replace(subject, '[\s.-]', '', 'g'));
BEGIN
    RETURN EXISTS (
        SELECT FROM scan WHERE scan.item_id = of_item AND (
            subject IN (scan.scan_id, scan.body::json ->> 'object_id')
            OR EXISTS (SELECT FROM link WHERE link.scan_id = scan.scan_id
                       AND link.shipment_id = subject AND (late OR link.link_class <> 'NONE'))
            OR EXISTS (SELECT FROM number WHERE number.owner = scan.scan_id AND of = 'scan'
                       AND number.number IN (subject, folded) AND left(name, 1) <> '~')));
END $$;

-- app/record/said_rightly.py asks the same: what no review of this item can have come to.
CREATE FUNCTION require_said(me person, of_item text, said json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    decided timestamptz := (said #>> '{times,decided_at}')::timestamptz;
    alone timestamptz := made_alone_at(me, of_item, said);
    wrong text;
BEGIN
    IF abs(extract(epoch FROM coalesce(alone, clock_timestamp()) - decided)) > 300 THEN
        PERFORM refuse('old', jsonb_build_object('at', said #>> '{times,decided_at}'));
    ELSIF said ->> 'kind' = 'REFER_FOR_EXAM'
        AND coalesce((said ->> 'valid_until')::timestamptz <= decided, true)
    THEN
        PERFORM refuse('no_until');
    END IF;
    SELECT subject INTO wrong FROM json_array_elements_text(said -> 'subjects') AS subject
    WHERE NOT is_of_item(subject, of_item, alone IS NOT NULL) LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('other_subject', jsonb_build_object('subject', wrong, 'item', of_item));
    END IF;
    SELECT key INTO wrong FROM json_array_elements_text(said -> 'acknowledged') AS key
    WHERE NOT EXISTS (SELECT FROM acknowledged
                      WHERE acknowledged.item_id = of_item AND notice_key = key) LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('not_noted', jsonb_build_object('notice', wrong, 'item', of_item));
    END IF;
END $$;

CREATE FUNCTION takes_two(said json) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
    overrides json := said -> 'overrides';
    rules jsonb;
BEGIN
    IF overrides::text = '{}' THEN
        RETURN false;
    END IF;
    rules := constant_of('two_persons');
    RETURN EXISTS (SELECT FROM json_object_keys(overrides) AS key
                   WHERE rules ? split_part(key, ':', 1));
END $$;

-- What the queue says of a decided item: nothing when it was not made on all images that are here.
-- Whether newer data differs in what decides is for the intake service to say.
CREATE FUNCTION outcome_of(of_item text, said json) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    kind text := said ->> 'kind';
BEGIN
    IF kind <> 'REFER_FOR_EXAM' AND EXISTS (
        SELECT FROM image JOIN scan ON scan.scan_id = image.scan_id
        WHERE scan.item_id = of_item AND NOT EXISTS (
            SELECT FROM json_array_elements(said -> 'scans') AS one,
                json_array_elements_text(one -> 'image_digests') AS digest
            WHERE digest = image.sha256))
    THEN
        RETURN '';
    END IF;
    RETURN kind;
END $$;

-- Whether a shipment that the item is tied to stands in another version than was signed for.
CREATE FUNCTION is_newer_than(of_item text, said json) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
    signed text[] := ARRAY(SELECT json_array_elements_text(said -> 'shipment_digests'));
BEGIN
    RETURN EXISTS (
        SELECT FROM scan
        JOIN link ON link.scan_id = scan.scan_id
        JOIN shipment ON shipment.shipment_id = link.shipment_id
        WHERE scan.item_id = of_item AND link.link_class <> 'NONE' AND shipment.newest = 1
            AND shipment.digest <> ALL (signed));
END $$;

CREATE FUNCTION act_decided(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    opened record := open_item(me, subject);
    line sealed;
    told text;
BEGIN
    IF said ->> 'item_id' <> subject AND said ->> 'item_id' <> opened.item_id THEN
        PERFORM refuse('other_item', jsonb_build_object('item', opened.item_id));
    END IF;
    PERFORM require_signer(me, said);
    PERFORM require_place(me, opened.item_id, opened.outcome, said);
    PERFORM require_bound(opened.item_id, said);
    PERFORM require_said(me, opened.item_id, said);
    PERFORM require_seen(me, opened.item_id, said);
    PERFORM require_second(me, 'override', opened.item_id, said ->> 'second', takes_two(said));
    line := seal(opened.port, me.account, 'decided', opened.item_id, body);
    INSERT INTO decision (recommendation_id, item_id, supersedes, officer, kind, body, seq)
    VALUES (said ->> 'recommendation_id', opened.item_id, said ->> 'supersedes', me.account,
            said ->> 'kind', said::text, line.seq);
    DELETE FROM draft WHERE draft.item_id = opened.item_id;
    IF me.port <> '' AND opened.port NOT IN ('', me.port) THEN
        -- It was passed on to her, and stays hers to read and to correct.
        INSERT INTO signed_elsewhere (item_id, officer) VALUES (opened.item_id, me.account)
        ON CONFLICT DO NOTHING;
    END IF;
    DELETE FROM turn WHERE turn.item_id = opened.item_id;
    DELETE FROM lease WHERE lease.item_id = opened.item_id;
    told := outcome_of(opened.item_id, said);
    FOR turn IN 1..100 LOOP
        UPDATE entry SET outcome = told WHERE entry.item_id = opened.item_id;
        -- Intake makes the row anew in another transaction: wait, then the new one is changed.
        EXIT WHEN FOUND;
    END LOOP;
    IF is_newer_than(opened.item_id, said) THEN
        PERFORM to_be_refreshed(opened.item_id);
    END IF;
    PERFORM ring();
    RETURN line;
END $$;
