-- Supervision: answers to decisions, lots, blind second readings, adjudication, approvals.
--
-- The rules are those of app/record/supervising.py and readings.py, the rows those of
-- app/record/supervising_rows.py.

CREATE INDEX ix_second_reading_open ON second_reading (item_id) WHERE signed = '';

CREATE FUNCTION require_comment(comment text, needed boolean) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF needed AND comment !~ '\S' THEN
        PERFORM refuse('no_comment');
    ELSIF length(comment) > (constant_of('comment_most'))::integer THEN
        PERFORM refuse('comment_too_long');
    END IF;
END $$;

-- What is said under a name is said under one's own.
CREATE FUNCTION require_own_name(me person, said json) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF said ->> 'name' <> me.name THEN
        PERFORM refuse('not_yours');
    END IF;
END $$;

-- The decision of an identity with its item, locked, when it is the one that counts.
CREATE FUNCTION standing_decision(
    me person, wanted text,
    OUT item_id text, OUT port text, OUT officer text, OUT seq bigint
)
LANGUAGE plpgsql AS $$
DECLARE
    newest text;
BEGIN
    SELECT decision.item_id, decision.officer, decision.seq INTO item_id, officer, seq
    FROM decision WHERE recommendation_id = wanted;
    IF NOT FOUND THEN
        PERFORM refuse('no_decision', jsonb_build_object('decision', wanted));
    END IF;
    SELECT opened.item_id, opened.port INTO item_id, port
    FROM open_item(me, standing_decision.item_id) AS opened;
    SELECT recommendation_id INTO newest FROM decision
    WHERE decision.item_id = standing_decision.item_id ORDER BY decision.seq DESC LIMIT 1;
    IF newest IS DISTINCT FROM wanted THEN
        PERFORM refuse('superseded');
    END IF;
END $$;

-- What was sent back waits again: kept for its officer for a while, then for anybody. Nobody loses
-- a lease by it.
CREATE FUNCTION wait_again(of_item text, account text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    kept_s float8 := (constant_of('returned_s'))::float8;
BEGIN
    FOR turn IN 1..100 LOOP
        UPDATE entry SET outcome = '' WHERE entry.item_id = of_item;
        -- Intake makes the row anew in another transaction: wait, then the new one is changed.
        EXIT WHEN FOUND;
    END LOOP;
    INSERT INTO lease (item_id, officer, since, until, seconds)
    SELECT of_item, person.account, time_text(moment),
           time_text(moment + make_interval(secs => kept_s)), kept_s
    FROM person WHERE person.account = wait_again.account AND active = 1
        AND role IN ('officer', 'supervisor')
    ON CONFLICT (item_id) DO NOTHING;
    PERFORM ring();
END $$;

CREATE FUNCTION put_answer(line sealed, of_item text, me person, said json) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO supervised (seq, recommendation_id, item_id, answer, actor, at, body)
    VALUES (line.seq, said ->> 'recommendation_id', of_item, said ->> 'answer', me.account,
            line.at, said::text)
$$;

CREATE FUNCTION require_reasons(said json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    code text;
BEGIN
    IF said ->> 'answer' = 'differ' AND json_array_length(said -> 'reasons') = 0 THEN
        PERFORM refuse('no_differ_reason');
    END IF;
    FOR code IN SELECT * FROM json_array_elements_text(said -> 'reasons') LOOP
        IF NOT constant_of('differ_reasons') ? code THEN
            PERFORM refuse('differ_reason', jsonb_build_object('code', code));
        ELSIF code = 'OTHER' THEN
            PERFORM require_comment(said ->> 'comment', true);
        END IF;
    END LOOP;
END $$;

-- What a supervisor says of the decision that counts: once, and not of her own.
CREATE FUNCTION act_supervised(me person, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    stands record := standing_decision(me, said ->> 'recommendation_id');
    before text;
    line sealed;
BEGIN
    SELECT actor INTO before FROM supervised
    WHERE recommendation_id = said ->> 'recommendation_id' ORDER BY seq DESC LIMIT 1;
    IF stands.officer = me.account THEN
        PERFORM refuse('own_decision');
    ELSIF before IS NOT NULL THEN
        PERFORM refuse('answered', jsonb_build_object('name', before));
    ELSIF stands.item_id IN (SELECT item_id FROM blind_readings()) THEN
        PERFORM refuse('reads_blind');
    END IF;
    PERFORM require_own_name(me, said);
    PERFORM require_reasons(said);
    PERFORM require_comment(said ->> 'comment', said ->> 'answer' = 'return');
    line := seal(stands.port, me.account, 'supervised', stands.item_id, body);
    PERFORM put_answer(line, stands.item_id, me, said);
    IF said ->> 'answer' = 'return' THEN
        PERFORM wait_again(stands.item_id, stands.officer);
    END IF;
    RETURN line;
END $$;

-- --- lots ---------------------------------------------------------------------------------------

-- A lot is 0 or more and less than 1: docs/supervision.md tells how anybody repeats it.
CREATE FUNCTION lot(draw text, seed text, identity text) RETURNS float8
LANGUAGE sql STABLE AS $$
    SELECT ('x' || left(digest_of(draw || '|' || seed || '|' || identity), 13))::bit(52)::bigint
           / 4503599627370496::float8
$$;

-- The line of the seed by which something is drawn that came on record with a line; null when no
-- lot falls upon it.
CREATE FUNCTION drawn_by(of_draw text, identity text, came bigint) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT rule.seq::bigint FROM (
        SELECT * FROM draw_seed WHERE draw_seed.draw = of_draw AND draw_seed.seq < came
        ORDER BY draw_seed.seq DESC LIMIT 1) AS rule
    WHERE lot(of_draw, rule.seed, identity) < rule.share
$$;

-- The same of a decision, by app/record/supervision_read.py: nothing counts that its signer chooses.
CREATE FUNCTION decision_drawn_by(of_draw text, of_decision text) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT rule.seq::bigint
    FROM decision JOIN item ON item.item_id = decision.item_id,
    LATERAL (
        SELECT draw_seed.rule AS number FROM draw_seed
        WHERE draw_seed.draw = of_draw AND draw_seed.seq < decision.seq
        ORDER BY draw_seed.seq DESC LIMIT 1) AS stood,
    LATERAL (
        SELECT * FROM (
            SELECT draw_seed.*, decision.recommendation_id AS identity, 0 AS before FROM draw_seed
            WHERE stood.number < 2 AND draw_seed.draw = of_draw AND draw_seed.seq < decision.seq
            UNION ALL
            SELECT draw_seed.*, item.item_id, (draw_seed.seq > item.seq)::integer FROM draw_seed
            WHERE stood.number >= 2 AND draw_seed.draw = of_draw AND draw_seed.rule >= 2) AS one
        ORDER BY before, CASE before WHEN 0 THEN -seq ELSE seq END LIMIT 1) AS rule
    WHERE decision.recommendation_id = of_decision
        AND lot(of_draw, rule.seed, rule.identity) < rule.share
$$;

CREATE FUNCTION act_seed_put(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    share float8 := (said ->> 'share')::float8;
    seed text := said ->> 'seed';
    line sealed;
BEGIN
    IF NOT constant_of('draws') ? subject
        OR (said ->> 'rule')::integer <> (constant_of('seed_rule'))::integer
    THEN
        PERFORM refuse('shape');
    ELSIF seed !~ '\S' OR length(seed) > (constant_of('seed_most'))::integer THEN
        PERFORM refuse('bad_seed');
    ELSIF NOT (share >= 0 AND share <= 1) THEN
        PERFORM refuse('bad_share', jsonb_build_object('share', said ->> 'share'));
    END IF;
    line := seal('', me.account, 'seed_put', subject, body);
    INSERT INTO draw_seed (seq, draw, seed, share, actor, at, rule)
    VALUES (line.seq, subject, seed, share, me.account, line.at, (said ->> 'rule')::integer);
    RETURN line;
END $$;

-- The line of the seed by which an item is to be referred that nobody has decided or drawn.
CREATE FUNCTION falls_upon(of_item text) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT drawn_by('compliance', item.item_id, item.seq) FROM item
    WHERE item.item_id = of_item AND item.joined_into = ''
        AND NOT EXISTS (SELECT FROM drawn WHERE drawn.item_id = of_item)
        AND NOT EXISTS (SELECT FROM decision WHERE decision.item_id = of_item)
$$;

CREATE FUNCTION put_drawn(of_item text, port text, seed_line bigint, body text) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    line sealed := seal(port, 'supervision', 'item_drawn', of_item, body);
BEGIN
    INSERT INTO drawn (item_id, seed_seq, at, seq) VALUES (of_item, seed_line, line.at, line.seq);
    RETURN line;
END $$;

-- Before an item is given out for the first time, its lot is drawn.
CREATE FUNCTION draw_lot(of_item text, port text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    seed_line bigint;
BEGIN
    IF EXISTS (SELECT FROM draw_seed WHERE draw = 'compliance' AND share > 0) THEN
        seed_line := falls_upon(of_item);
        IF seed_line IS NOT NULL THEN
            PERFORM put_drawn(of_item, port, seed_line,
                              sealed_text('{"seed_line":' || seed_line || '}'));
        END IF;
    END IF;
END $$;

CREATE FUNCTION act_item_drawn(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    opened record := open_item(me, subject);
BEGIN
    IF falls_upon(opened.item_id) IS DISTINCT FROM (said ->> 'seed_line')::bigint THEN
        PERFORM refuse('no_lot');
    END IF;
    RETURN put_drawn(opened.item_id, opened.port, (said ->> 'seed_line')::bigint, body);
END $$;

-- --- blind second readings ----------------------------------------------------------------------

-- Readings that are not signed and hide a decision that counts from whoever asks: from the one who
-- reads, and from every officer but the first who may yet become the one.
CREATE FUNCTION blind_readings()
RETURNS TABLE (reading_id text, item_id text, first text, may_take boolean, hide_model bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
    SELECT reading.reading_id, reading.item_id, reading.first,
        reading.asked_by <> me.account AND reading.reader IN ('', me.account)
        AND NOT EXISTS (SELECT FROM decision WHERE decision.item_id = reading.item_id
                        AND decision.officer = me.account),
        reading.hide_model::bigint
    FROM second_reading AS reading
    JOIN person AS me ON me.login = session_user AND me.active = 1
    JOIN entry ON entry.item_id = reading.item_id
    WHERE reading.signed = '' AND entry.outcome <> ''
        AND (me.port = '' OR entry.port IN ('', me.port))
        AND (reading.reader = me.account
             OR me.role = 'officer' AND reading.first <> me.account)
        AND reading.recommendation_id = (
            SELECT decision.recommendation_id FROM decision
            WHERE decision.item_id = reading.item_id ORDER BY decision.seq DESC LIMIT 1)
$$;

-- Who may be the second reader: reviews at that port, has decided nothing of it, did not ask.
CREATE FUNCTION require_reader(of_item text, port text, wanted text, asked_by text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM decision WHERE item_id = of_item AND officer = wanted) THEN
        PERFORM refuse('first_reader', jsonb_build_object('name', wanted));
    ELSIF wanted = asked_by THEN
        PERFORM refuse('asked_for_it');
    ELSIF NOT EXISTS (
        SELECT FROM person WHERE account = wanted AND active = 1
        AND role IN ('officer', 'supervisor')
        AND (person.port = '' OR require_reader.port IN ('', person.port)))
    THEN
        PERFORM refuse('no_reader', jsonb_build_object('account', wanted));
    END IF;
END $$;

-- Whether a lot gives a decision to a second reader.
CREATE FUNCTION require_lot(of_decision text, said json) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF decision_drawn_by('readings', of_decision) IS NULL OR said ->> 'reader' <> ''
        OR EXISTS (SELECT FROM supervised WHERE recommendation_id = of_decision
                   AND answer = 'return')
    THEN
        PERFORM refuse('no_lot');
    END IF;
END $$;

CREATE FUNCTION act_reading_asked(me person, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    stands record := standing_decision(me, said ->> 'recommendation_id');
    actor text := CASE me.role WHEN 'intake' THEN 'supervision' ELSE me.account END;
    line sealed;
BEGIN
    IF me.role = 'intake' THEN
        PERFORM require_lot(said ->> 'recommendation_id', said);
    END IF;
    IF said ->> 'first' <> stands.officer OR said ->> 'reading_id' = '' THEN
        PERFORM refuse('shape');
    ELSIF EXISTS (SELECT FROM second_reading
                  WHERE recommendation_id = said ->> 'recommendation_id'
                     OR reading_id = said ->> 'reading_id')
    THEN
        PERFORM refuse('asked_already');
    ELSIF said ->> 'reader' <> '' THEN
        PERFORM require_reader(stands.item_id, stands.port, said ->> 'reader', actor);
    END IF;
    line := seal(stands.port, actor, 'reading_asked', stands.item_id, body);
    INSERT INTO second_reading (reading_id, recommendation_id, item_id, first, reader, asked_by,
                                asked_at, hide_model, signed, adjudicated, seq)
    VALUES (said ->> 'reading_id', said ->> 'recommendation_id', stands.item_id, stands.officer,
            said ->> 'reader', actor, line.at, (said ->> 'hide_model')::integer,
            '', '', line.seq);
    PERFORM ring();
    RETURN line;
END $$;

-- A reading with its item, locked.
CREATE FUNCTION open_reading(me person, wanted text, OUT reading second_reading, OUT port text)
LANGUAGE plpgsql AS $$
DECLARE
    of_item text;
BEGIN
    SELECT item_id INTO of_item FROM second_reading WHERE reading_id = wanted;
    IF NOT FOUND THEN
        PERFORM refuse('no_reading', jsonb_build_object('item', wanted));
    END IF;
    SELECT opened.port INTO port FROM open_item(me, of_item) AS opened;
    SELECT * INTO reading FROM second_reading WHERE reading_id = wanted;
END $$;

-- A reading that is hers and not signed.
CREATE FUNCTION own_reading(me person, wanted text, OUT reading second_reading, OUT port text)
LANGUAGE plpgsql AS $$
DECLARE
    opened record := open_reading(me, wanted);
BEGIN
    reading := opened.reading;
    port := opened.port;
    IF reading.reader <> me.account THEN
        PERFORM refuse('reading_lost', jsonb_build_object(
            'item', reading.item_id, 'officer', coalesce(nullif(reading.reader, ''), '-')));
    ELSIF reading.signed <> '' THEN
        PERFORM refuse('reading_signed');
    END IF;
END $$;

-- Whose a reading is: taken by whoever may, given back by her, named anew by a supervisor.
CREATE FUNCTION act_reading_taken(me person, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    opened record := open_reading(me, said ->> 'reading_id');
    reading second_reading := opened.reading;
    wanted text := said ->> 'reader';
    line sealed;
BEGIN
    IF reading.signed <> '' THEN
        PERFORM refuse('reading_signed');
    ELSIF wanted = me.account AND reading.reader = '' THEN
        PERFORM require_reader(reading.item_id, opened.port, wanted, reading.asked_by);
    ELSIF me.role = 'supervisor' AND wanted NOT IN ('', reading.reader) THEN
        PERFORM standing_decision(me, reading.recommendation_id);
        PERFORM require_reader(reading.item_id, opened.port, wanted, reading.asked_by);
    ELSIF wanted <> '' OR reading.reader <> me.account THEN
        PERFORM refuse('reading_lost', jsonb_build_object(
            'item', reading.item_id, 'officer', coalesce(nullif(reading.reader, ''), '-')));
    END IF;
    line := seal(opened.port, me.account, 'reading_taken', reading.item_id, body);
    UPDATE second_reading SET reader = wanted, seq = line.seq
    WHERE reading_id = reading.reading_id;
    PERFORM ring();
    RETURN line;
END $$;

CREATE FUNCTION require_view_of(of_scan text, of_view text, of_item text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM require_scan_of(of_scan, of_item);
    IF NOT EXISTS (SELECT FROM image WHERE scan_id = of_scan AND view = of_view) THEN
        PERFORM refuse('no_view', jsonb_build_object('view', of_view));
    END IF;
END $$;

-- What a second reader draws, judges and looks at is of the item that she reads, and stands under
-- its own name.
CREATE FUNCTION require_note(of_item text, me person, said json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    value json := said -> 'value';
    name text;
BEGIN
    CASE said ->> 'what'
        WHEN 'mark' THEN
            PERFORM require_scan_of(value #>> '{mark,scan_id}', of_item);
            name := value #>> '{mark,mark_id}';
        WHEN 'verdict' THEN
            IF NOT EXISTS (
                SELECT FROM report JOIN scan ON scan.scan_id = report.scan_id,
                    json_array_elements(report.body::json -> 'findings') AS one
                WHERE scan.item_id = of_item
                    AND report.report_id = regexp_replace(said ->> 'name', '/[^/]*$', '')
                    AND one ->> 'finding_id' = said ->> 'name')
            THEN
                PERFORM refuse('no_finding', jsonb_build_object('finding', said ->> 'name'));
            END IF;
            name := said ->> 'name';
        WHEN 'acknowledged' THEN
            name := (value #>> '{notice,rule}') || ':' || (value #>> '{notice,subject}');
        WHEN 'viewed' THEN
            PERFORM require_view_of(value ->> 0, value ->> 1, of_item);
            name := (value ->> 0) || ' ' || (value ->> 1);
        WHEN 'shown' THEN
            PERFORM require_view_of(value #>> '{view,0}', value #>> '{view,1}', of_item);
            name := (value #>> '{view,0}') || ' ' || (value #>> '{view,1}');
        WHEN 'link' THEN
            PERFORM require_scan_of(value #>> '{link,scan_id}', of_item);
            IF value #>> '{link,by}' <> me.account THEN
                PERFORM refuse('not_yours');
            END IF;
            name := (value #>> '{link,scan_id}') || ' ' || (value #>> '{link,shipment_id}');
        ELSE
            name := '';
    END CASE;
    IF name IS DISTINCT FROM said ->> 'name' THEN
        PERFORM refuse('shape');
    END IF;
END $$;

CREATE FUNCTION act_reading_noted(me person, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    opened record := own_reading(me, said ->> 'reading_id');
    reading second_reading := opened.reading;
    line sealed;
BEGIN
    PERFORM require_note(reading.item_id, me, said);
    line := seal(opened.port, me.account, 'reading_noted', reading.item_id, body);
    INSERT INTO reading_note (reading_id, what, name, body, seq)
    VALUES (reading.reading_id, said ->> 'what', said ->> 'name', (said -> 'value')::text,
            line.seq)
    ON CONFLICT (reading_id, what, name) DO UPDATE SET body = excluded.body, seq = excluded.seq;
    RETURN line;
END $$;

-- Any reading needs a view on the screen, a release every view to its end.
CREATE FUNCTION require_read(of_item text, of_reading text, said json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    views bigint;
    whole bigint;
    noted bigint;
BEGIN
    SELECT count(DISTINCT (image.scan_id, image.view)) INTO views
    FROM image JOIN scan ON scan.scan_id = image.scan_id WHERE scan.item_id = of_item;
    SELECT count(*), count(*) FILTER (WHERE what = 'viewed') INTO noted, whole
    FROM reading_note WHERE reading_id = of_reading AND what IN ('viewed', 'shown');
    IF views > 0 AND noted = 0 THEN
        PERFORM refuse('not_shown', jsonb_build_object('item', of_item));
    ELSIF said ->> 'kind' = 'RECOMMEND_RELEASE' AND whole < views THEN
        PERFORM refuse('not_seen', jsonb_build_object('item', of_item));
    END IF;
END $$;

CREATE FUNCTION act_reading_signed(me person, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    opened record := own_reading(me, said ->> 'reading_id');
    reading second_reading := opened.reading;
    of_item text := reading.item_id;
    made json := said -> 'recommendation';
    line sealed;
BEGIN
    IF said ->> 'recommendation_id' <> reading.recommendation_id
        OR made ->> 'item_id' <> of_item OR made ->> 'supersedes' <> ''
    THEN
        PERFORM refuse('shape');
    END IF;
    PERFORM require_signer(me, made);
    PERFORM require_bound(of_item, made);
    PERFORM require_read(of_item, reading.reading_id, made);
    PERFORM require_second(me, 'override', of_item, made ->> 'second', takes_two(made));
    line := seal(opened.port, me.account, 'reading_signed', of_item, body);
    UPDATE second_reading SET signed = made::text, seq = line.seq
    WHERE reading_id = reading.reading_id;
    PERFORM ring();
    RETURN line;
END $$;

-- Whether a decision is still the one that counts, and was not sent back.
CREATE FUNCTION is_to_go_back(of_decision text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (
        SELECT FROM decision AS later JOIN decision AS first ON first.item_id = later.item_id
        WHERE first.recommendation_id = of_decision AND later.supersedes = of_decision)
    AND NOT EXISTS (SELECT FROM supervised WHERE recommendation_id = of_decision
                    AND answer = 'return')
$$;

CREATE FUNCTION require_adjudicable(me person, reading second_reading) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    first_kind text;
BEGIN
    SELECT kind INTO first_kind FROM decision
    WHERE recommendation_id = reading.recommendation_id;
    IF reading.signed = '' THEN
        PERFORM refuse('reading_unsigned');
    ELSIF reading.signed::json ->> 'kind' = first_kind THEN
        PERFORM refuse('readings_agree');
    ELSIF me.account IN (reading.first, reading.reader) THEN
        PERFORM refuse('third_needed');
    ELSIF reading.adjudicated <> '' THEN
        PERFORM refuse('adjudicated', jsonb_build_object(
            'name', reading.adjudicated::json ->> 'by'));
    END IF;
END $$;

-- A third person says which of two readings stands; unless it is the first, it is decided again.
CREATE FUNCTION act_adjudicated(me person, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    opened record := open_reading(me, said ->> 'reading_id');
    reading second_reading := opened.reading;
    back boolean;
    line sealed;
BEGIN
    PERFORM require_adjudicable(me, reading);
    PERFORM require_own_name(me, said);
    PERFORM require_comment(said ->> 'comment', said ->> 'stands' <> 'first');
    back := said ->> 'stands' <> 'first' AND is_to_go_back(reading.recommendation_id);
    IF said ->> 'recommendation_id' <> reading.recommendation_id
        OR said ->> 'answer' <> (CASE WHEN back THEN 'return' ELSE '' END)
    THEN
        PERFORM refuse('shape');
    END IF;
    line := seal(opened.port, me.account, 'adjudicated', reading.item_id, body);
    UPDATE second_reading SET seq = line.seq, adjudicated =
        '{"at":' || to_json(line.at) || ',"by":' || to_json(me.account)
        || ',"comment":' || (said -> 'comment')::text
        || ',"stands":' || (said -> 'stands')::text || '}'
    WHERE reading_id = reading.reading_id;
    IF back THEN
        PERFORM put_answer(line, reading.item_id, me, said);
        PERFORM wait_again(reading.item_id, reading.first);
    END IF;
    RETURN line;
END $$;

-- --- labels -------------------------------------------------------------------------------------

-- Whether a verdict may be trained on, by somebody else than who gave it; the last word counts.
CREATE FUNCTION act_label_approved(me person, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    given bigint := (said ->> 'verdict_line')::bigint;
    officer text;
    of_item text;
    opened record;
    line sealed;
BEGIN
    SELECT one.actor, one.subject INTO officer, of_item FROM line AS one
    WHERE one.seq = given AND one.kind = 'verdict_given';
    IF NOT FOUND THEN
        PERFORM refuse('no_verdict', jsonb_build_object('line', given));
    ELSIF officer = me.account THEN
        PERFORM refuse('own_verdict');
    END IF;
    opened := open_item(me, of_item);
    PERFORM require_comment(said ->> 'reason', false);
    line := seal(opened.port, me.account, 'label_approved', of_item, body);
    INSERT INTO approval (verdict_seq, approved, reason, actor, at, seq)
    VALUES (given, (said ->> 'approved')::integer, said ->> 'reason', me.account,
            line.at, line.seq)
    ON CONFLICT (verdict_seq) DO UPDATE
    SET approved = excluded.approved, reason = excluded.reason, actor = excluded.actor,
        at = excluded.at, seq = excluded.seq;
    RETURN line;
END $$;

CREATE FUNCTION act_of_supervision(me person, kind text, subject text, body text, said json)
RETURNS sealed
LANGUAGE plpgsql AS $$
BEGIN
    CASE kind
        WHEN 'supervised' THEN RETURN act_supervised(me, body, said);
        WHEN 'seed_put' THEN RETURN act_seed_put(me, subject, body, said);
        WHEN 'item_drawn' THEN RETURN act_item_drawn(me, subject, body, said);
        WHEN 'reading_asked' THEN RETURN act_reading_asked(me, body, said);
        WHEN 'reading_taken' THEN RETURN act_reading_taken(me, body, said);
        WHEN 'reading_noted' THEN RETURN act_reading_noted(me, body, said);
        WHEN 'reading_signed' THEN RETURN act_reading_signed(me, body, said);
        WHEN 'adjudicated' THEN RETURN act_adjudicated(me, body, said);
        WHEN 'label_approved' THEN RETURN act_label_approved(me, body, said);
    END CASE;
END $$;
