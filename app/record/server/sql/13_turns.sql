-- Turns beside the order of the queue, and what people are trained for: the rules and the rows of
-- app/record/turns.py, turn_state.py, turn_rows.py and skills.py.

CREATE FUNCTION said_of_turns(name text) RETURNS float8
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (constant_of('turns') ->> name)::float8;
END $$;

-- What there is of an item that a hold could wait for, by digest.
CREATE FUNCTION data_of(of_item text) RETURNS text[]
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(one.digest ORDER BY one.digest COLLATE "C"), '{}')
    FROM (
        SELECT image.sha256 COLLATE "C" AS digest
        FROM image JOIN scan ON scan.scan_id = image.scan_id WHERE scan.item_id = of_item
        UNION
        SELECT coalesce(nullif(shipment.body::json ->> 'sha256', ''),
                        shipment.shipment_id || '/' || shipment.version) COLLATE "C"
        FROM shipment JOIN link ON link.shipment_id = shipment.shipment_id
        JOIN scan ON scan.scan_id = link.scan_id
        WHERE scan.item_id = of_item AND link.link_class <> 'NONE' AND shipment.newest = 1
    ) AS one
$$;

CREATE FUNCTION end_turn(of_port text, actor text, of_item text, why text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    line sealed;
BEGIN
    line := seal(of_port, actor, 'turn_ended', of_item,
                 sealed_text('{"images":0,"shipments":[],"why":' || to_json(why) || '}'));
    UPDATE turn SET ended = why, shipments = '', images = 0, seq = line.seq
    WHERE item_id = of_item;
END $$;

-- A claim answers a hold, and what was meant for somebody else; what was asked of a second reader,
-- or said at hand-back, stands while she works on it.
CREATE FUNCTION turn_at_claim(me person, of_item text, of_port text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM turn
    WHERE item_id = of_item AND ended = ''
        AND NOT (kind IN ('assigned', 'second') AND meant_for = me.account)
        AND NOT ((kind = 'back' OR kind = 'second' AND meant_for = '') AND by <> me.account);
    IF FOUND THEN
        PERFORM end_turn(of_port, me.account, of_item, 'claimed');
    END IF;
END $$;

CREATE FUNCTION turn_at_hand_back(me person, of_item text, of_port text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF is_meant_for(me.account, of_item) THEN
        PERFORM end_turn(of_port, me.account, of_item, 'handed_back');
    END IF;
END $$;

-- What was passed on to somebody by name, a moment ago, is claimed by nobody else.
CREATE FUNCTION require_meant(me person, of_item text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    one turn;
BEGIN
    SELECT * INTO one FROM turn
    WHERE item_id = of_item AND ended = '' AND until > time_text(clock_timestamp())
        AND kind IN ('assigned', 'second') AND meant_for NOT IN ('', me.account)
        AND by <> me.account;
    IF FOUND AND me.role <> 'supervisor' THEN
        PERFORM refuse('meant', jsonb_build_object(
            'item', of_item, 'officer', one.meant_for, 'by', one."by",
            'until', substr(one.until, 12, 5) || ' UTC'));
    END IF;
END $$;

-- What an item asks that a person is not trained for; nobody of whom it was not said is kept from
-- anything, and an item without shipment data asks for nothing.
CREATE FUNCTION require_trained(who text, of_item text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    lacking text;
BEGIN
    SELECT concat_ws(', ',
        CASE WHEN NOT entry.mode = ANY (string_to_array(skill.modes, ' ')) THEN entry.mode END,
        (SELECT string_agg(kind, ', ' ORDER BY place)
         FROM unnest(string_to_array(entry.needs, ' ')) WITH ORDINALITY AS need (kind, place)
         WHERE NOT kind = ANY (string_to_array(skill.cargo, ' '))))
    INTO lacking FROM skill, entry WHERE skill.account = who AND entry.item_id = of_item;
    IF lacking <> '' THEN
        PERFORM refuse('beyond', jsonb_build_object('item', of_item, 'account', who,
                                                    'skills', lacking));
    END IF;
END $$;

CREATE FUNCTION require_reviewer(who text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM person WHERE account = who AND active = 1
                   AND role IN ('officer', 'supervisor'))
    THEN
        PERFORM refuse('no_reviewer', jsonb_build_object('account', who));
    END IF;
END $$;

-- Who says it, when, and until when. A turn that is put has not ended.
CREATE FUNCTION require_turn(me person, of_item text, told json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    kind text := told ->> 'kind';
    since timestamptz := (told ->> 'at')::timestamptz;
    lasts float8 := extract(epoch FROM (told ->> 'until')::timestamptz - since);
BEGIN
    IF told ->> 'by' <> me.account THEN
        PERFORM refuse('not_yours');
    ELSIF told ->> 'item_id' <> of_item THEN
        PERFORM refuse('other_item', jsonb_build_object('item', of_item));
    ELSIF abs(extract(epoch FROM clock_timestamp() - since)) > 300
        OR concat(right(told ->> 'at', 6), right(told ->> 'until', 6)) <> '+00:00+00:00'
        OR (kind = 'hold' AND NOT (lasts > 0 AND lasts <= said_of_turns('hold')))
        OR (kind <> 'hold' AND lasts <> said_of_turns(kind))
    THEN
        PERFORM refuse('turn_time');
    ELSIF json_typeof(told -> 'ended') <> 'null' OR json_array_length(told -> 'shipments') > 0
        OR told ->> 'images' <> '0'
        OR (kind <> 'hold' AND told ->> 'asked_of' <> '')
        OR (kind IN ('hold', 'back') AND told ->> 'to' <> '')
    THEN
        PERFORM refuse('shape');
    END IF;
END $$;

-- Why, or what is asked and of whom: an assignment may go without a word.
CREATE FUNCTION require_words(told json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    longest float8 := said_of_turns('text');
    kind text := told ->> 'kind';
BEGIN
    IF length(told ->> 'text') > longest OR length(told ->> 'asked_of') > longest THEN
        PERFORM refuse('text_too_long', jsonb_build_object('most', longest));
    ELSIF kind <> 'assigned' AND told ->> 'text' !~ '[^[:space:]]' THEN
        PERFORM refuse('no_words', jsonb_build_object('most', longest));
    ELSIF kind = 'hold' AND told ->> 'asked_of' !~ '[^[:space:]]' THEN
        PERFORM refuse('no_question');
    END IF;
END $$;

-- Whose act it is, and for whom: a supervisor's, or of who has the item.
CREATE FUNCTION require_passing(me person, of_item text, outcome text, told json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    kind text := told ->> 'kind';
BEGIN
    IF kind = 'assigned' THEN
        IF me.role <> 'supervisor' THEN
            PERFORM refuse('no_assigner');
        END IF;
        PERFORM require_reviewer(told ->> 'to');
    ELSE
        PERFORM require_lease(me, of_item);
    END IF;
    IF kind <> 'back' AND outcome <> ''
        AND EXISTS (SELECT FROM decision WHERE decision.item_id = of_item)
    THEN
        PERFORM refuse('decided_already', jsonb_build_object('item', of_item));
    END IF;
    IF kind = 'second' AND told ->> 'to' = me.account THEN
        PERFORM refuse('oneself', jsonb_build_object('account', me.account));
    ELSIF told ->> 'to' <> '' THEN
        PERFORM require_reviewer(told ->> 'to');
        PERFORM require_trained(told ->> 'to', of_item);
    END IF;
END $$;

CREATE FUNCTION put_turn(of_item text, told json, known text, at_line bigint) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO turn (item_id, kind, by, at, until, text, meant_for, asked_of, ended, shipments,
                      images, known, seq)
    VALUES (of_item, told ->> 'kind', told ->> 'by', told ->> 'at', told ->> 'until',
            told ->> 'text', told ->> 'to', told ->> 'asked_of', '', '', 0, known, at_line)
    ON CONFLICT (item_id) DO UPDATE
    SET kind = excluded.kind, by = excluded.by, at = excluded.at, until = excluded.until,
        text = excluded.text, meant_for = excluded.meant_for, asked_of = excluded.asked_of,
        ended = '', shipments = '', images = 0, known = excluded.known, seq = excluded.seq
$$;

-- An item goes out of somebody's hands: assigned, for a second reader, on hold, back with a reason.
CREATE FUNCTION act_turn_put(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    opened record := open_item(me, subject);
    told json := said -> 'turn';
    known text[] := ARRAY(SELECT json_array_elements_text(said -> 'known'));
    stands text[] := '{}';
    line sealed;
BEGIN
    PERFORM require_turn(me, opened.item_id, told);
    PERFORM require_words(told);
    PERFORM require_passing(me, opened.item_id, opened.outcome, told);
    IF told ->> 'kind' = 'hold' THEN
        stands := data_of(opened.item_id);
    END IF;
    IF known <> stands THEN
        -- What the hold would wait for came while it was written, or is hidden from it.
        PERFORM refuse('data_changed', jsonb_build_object('item', opened.item_id));
    END IF;
    IF told ->> 'kind' = 'back' THEN
        PERFORM turn_at_hand_back(me, opened.item_id, opened.port);
    END IF;
    line := seal(opened.port, me.account, 'turn_put', opened.item_id, body);
    PERFORM put_turn(opened.item_id, told, array_to_string(known, ' '), line.seq);
    -- Who is at work on what is assigned to her goes on.
    DELETE FROM lease WHERE lease.item_id = opened.item_id
        AND NOT (told ->> 'kind' = 'assigned' AND lease.officer = told ->> 'to'
                 AND lease.until > time_text(clock_timestamp()));
    IF told ->> 'kind' = 'back' THEN
        PERFORM seal(opened.port, me.account, 'handed_back', opened.item_id, sealed_text('{}'));
    END IF;
    PERFORM to_be_refreshed(opened.item_id);
    PERFORM ring();
    RETURN line;
END $$;

CREATE FUNCTION is_sorted(words json) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT words::jsonb = (SELECT coalesce(jsonb_agg(DISTINCT word COLLATE "C"
                                                     ORDER BY word COLLATE "C"), '[]')
                           FROM json_array_elements_text(words) AS one (word))
$$;

-- What a person is trained for, as an administrator says it.
CREATE FUNCTION act_skills_put(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    line sealed;
BEGIN
    IF NOT EXISTS (SELECT FROM account WHERE account.account = subject) THEN
        PERFORM refuse('no_account', jsonb_build_object('account', subject));
    ELSIF json_array_length(said -> 'modes') = 0 THEN
        PERFORM refuse('no_mode', jsonb_build_object('account', subject));
    ELSIF NOT (is_sorted(said -> 'modes') AND is_sorted(said -> 'cargo')) THEN
        PERFORM refuse('shape');
    END IF;
    line := seal('', me.account, 'skills_put', subject, body);
    INSERT INTO skill (account, modes, cargo, seq)
    VALUES (subject, array_to_string(ARRAY(SELECT json_array_elements_text(said -> 'modes')), ' '),
            array_to_string(ARRAY(SELECT json_array_elements_text(said -> 'cargo')), ' '), line.seq)
    ON CONFLICT (account) DO UPDATE
    SET modes = excluded.modes, cargo = excluded.cargo, seq = excluded.seq;
    RETURN line;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA prescreen FROM PUBLIC;
