-- Lines that belong to no review: coming and going, packages at the port, holds.

CREATE FUNCTION act_signed(me person, kind text, subject text, body text) RETURNS sealed
LANGUAGE plpgsql AS $$
BEGIN
    IF subject <> me.account THEN
        PERFORM refuse('not_yours');
    END IF;
    RETURN seal('', me.account, kind, subject, body);
END $$;

-- That an act was done while the line was cut: each counts once. What it did has lines of its own.
CREATE FUNCTION act_received(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    opened record := open_item(me, subject);
    line sealed;
BEGIN
    IF EXISTS (SELECT FROM late_act WHERE act_id = said ->> 'act_id') THEN
        PERFORM refuse('known', jsonb_build_object('id', said ->> 'act_id'));
    ELSIF (said ->> 'done_at')::timestamptz > clock_timestamp() + interval '5 minutes' THEN
        PERFORM refuse('future');
    END IF;
    line := seal(opened.port, me.account, 'act_received', opened.item_id, body);
    INSERT INTO late_act (act_id, item_id, officer, what, done_at, received_at, outcome, why, seq)
    VALUES (said ->> 'act_id', opened.item_id, me.account, said ->> 'what', said ->> 'done_at',
            line.at, said ->> 'outcome',
            CASE json_typeof(said -> 'why') WHEN 'null' THEN '' ELSE (said -> 'why')::text END,
            line.seq);
    RETURN line;
END $$;

-- Whoever decided alone stands by it after every view stood on her screen again, with all files it
-- has now; not when what it was decided on has changed since.
CREATE FUNCTION act_reconfirmed(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    opened record := open_item(me, subject);
    alone decision;
    line sealed;
BEGIN
    SELECT decision.* INTO alone FROM decision
    JOIN late_act ON late_act.act_id = decision.recommendation_id
    WHERE decision.recommendation_id = said ->> 'recommendation_id'
        AND decision.item_id = opened.item_id AND late_act.what = 'decision'
        AND late_act.outcome = 'taken' AND decision.seq > late_act.seq
        AND NOT EXISTS (SELECT FROM decision AS later
                        WHERE later.supersedes = decision.recommendation_id)
        AND NOT EXISTS (SELECT FROM reconfirmed
                        WHERE reconfirmed.recommendation_id = decision.recommendation_id);
    IF NOT FOUND THEN
        PERFORM refuse('not_waiting', jsonb_build_object('id', said ->> 'recommendation_id'));
    ELSIF alone.officer <> me.account THEN
        PERFORM refuse('not_signer', jsonb_build_object('officer', alone.officer));
    ELSIF opened.outcome = '' THEN
        PERFORM refuse('stale', jsonb_build_object('item', opened.item_id));
    ELSIF EXISTS (
        SELECT FROM image JOIN scan ON scan.scan_id = image.scan_id
        WHERE scan.item_id = opened.item_id
            AND NOT EXISTS (
                SELECT FROM shown
                WHERE shown.scan_id = image.scan_id AND shown.view = image.view
                    AND shown.officer = me.account AND shown.seq > greatest(image.seq, alone.seq)
            )
    ) THEN
        PERFORM refuse('not_looked', jsonb_build_object('item', opened.item_id));
    END IF;
    line := seal(opened.port, me.account, 'reconfirmed', opened.item_id, body);
    INSERT INTO reconfirmed (recommendation_id, item_id, officer, at, seq)
    VALUES (alone.recommendation_id, opened.item_id, me.account, line.at, line.seq);
    RETURN line;
END $$;

CREATE FUNCTION package_port(of_package text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
    SELECT body::json #>> '{address,port}' FROM package_step
    WHERE package_id = of_package AND step = 'sent' ORDER BY seq LIMIT 1
$$;

-- What the port tells of a package that was sent to it; who sent it also recalls it.
CREATE FUNCTION act_package_step(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    sent package_step;
    signed decision;
    of_port text;
    line sealed;
BEGIN
    SELECT * INTO sent FROM package_step
    WHERE package_id = said ->> 'package_id' AND step = 'sent' ORDER BY seq LIMIT 1;
    IF NOT FOUND OR sent.item_id <> subject
        OR sent.recommendation_id <> said ->> 'recommendation_id'
        OR sent.item_id = ANY (blind_items())
    THEN
        PERFORM refuse('no_package', jsonb_build_object('package', said ->> 'package_id'));
    ELSIF said ->> 'step' = 'recalled' THEN
        SELECT * INTO signed FROM decision
        WHERE decision.recommendation_id = sent.recommendation_id;
        PERFORM require_sender(me, sent.package_id, signed);
    ELSIF said ->> 'step' NOT IN ('acknowledged', 'not_presented') THEN
        PERFORM refuse('role', jsonb_build_object('account', me.account, 'role', me.role));
    ELSIF NOT (me.port = '' OR package_port(sent.package_id) = me.port) THEN
        PERFORM refuse('no_package', jsonb_build_object('package', said ->> 'package_id'));
    END IF;
    PERFORM FROM item WHERE item_id = subject FOR NO KEY UPDATE;
    PERFORM require_step(said);
    IF said ->> 'by' <> me.account OR json_typeof(said -> 'address') <> 'null'
        OR abs(extract(epoch FROM clock_timestamp() - (said ->> 'at')::timestamptz)) > 300
    THEN
        PERFORM refuse('shape');
    END IF;
    SELECT entry.port INTO of_port FROM entry WHERE item_id = subject;
    line := seal(coalesce(of_port, ''), me.account, 'package_step', subject, body);
    INSERT INTO package_step (seq, package_id, recommendation_id, item_id, step, body)
    VALUES (line.seq, said ->> 'package_id', said ->> 'recommendation_id', subject,
            said ->> 'step', said::text);
    RETURN line;
END $$;

CREATE FUNCTION require_step(said json) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM package_step WHERE package_id = said ->> 'package_id'
               AND step IN ('expired', 'superseded', 'recalled'))
    THEN
        PERFORM refuse('package_ended', jsonb_build_object('package', said ->> 'package_id'));
    ELSIF said ->> 'step' = 'acknowledged' AND EXISTS (
        SELECT FROM package_step WHERE package_id = said ->> 'package_id'
        AND step = 'acknowledged')
    THEN
        PERFORM refuse('package_twice', jsonb_build_object('package', said ->> 'package_id'));
    END IF;
END $$;

-- The first arrival on file of a shipment, as app/record/exam_times.py reads it: what the newest
-- data states, or a notice that is an arrival; none where what only follows one was told before.
CREATE FUNCTION arrival_of(of_shipment text) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
DECLARE
    stated timestamptz;
    told timestamptz;
    followed timestamptz;
BEGIN
    SELECT (body::json #>> '{conveyance,arrived_at}')::timestamptz INTO stated FROM shipment
    WHERE shipment_id = of_shipment AND newest = 1;
    SELECT min(at) FILTER (WHERE kind IN ('arrived', 'conveyance_arrived', 'reported')),
        min(at) FILTER (WHERE kind IN ('post_arrival_attached', 'at_warehouse', 'deconsolidated',
                                       'authorized_to_deliver', 'released', 'exported'))
    INTO told, followed
    FROM (SELECT (payload.body::json #>> '{body,body,at}')::timestamptz AS at,
              payload.body::json #>> '{body,body,kind}' AS kind
          FROM number
          JOIN mention ON mention.part = 'key' AND mention.number = number.number
          JOIN filing ON filing.seq = mention.seq AND filing.kind = 'event'
          JOIN line ON line.seq = filing.seq
          JOIN payload ON payload.digest = line.payload_digest
          WHERE number.of = 'shipment' AND number.owner = of_shipment
              AND number.name IN ('CCN', 'CRN')) AS notices;
    told := least(stated, told);
    RETURN CASE WHEN followed < told THEN NULL ELSE told END;
END $$;

-- No exam ends before it began or before the signature, and none begins before the goods arrived;
-- where no arrival is on file, none is older than the image.
CREATE FUNCTION require_exam_times(of_decision decision, result json) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
    signed json := of_decision.body::json;
    ended timestamptz := (result ->> 'ended_at')::timestamptz;
    began timestamptz := coalesce((result ->> 'started_at')::timestamptz, ended);
    decided timestamptz := (signed #>> '{times,decided_at}')::timestamptz;
    arrived record;
    taken timestamptz;
BEGIN
    IF ended < began THEN
        PERFORM refuse('exam_backwards');
    ELSIF ended < decided THEN
        PERFORM refuse('exam_before_signed');
    ELSIF result ->> 'outcome' = 'NOT_EXAMINED' THEN
        RETURN;
    END IF;
    SELECT tied.shipment_id, arrival_of(tied.shipment_id) AS at INTO arrived
    FROM (SELECT DISTINCT link.shipment_id,
              link.shipment_id IN (SELECT json_array_elements_text(signed -> 'subjects')) AS named
          FROM link JOIN scan ON scan.scan_id = link.scan_id
          WHERE scan.item_id = of_decision.item_id AND link.link_class <> 'NONE') AS tied
    WHERE arrival_of(tied.shipment_id) IS NOT NULL
    ORDER BY named DESC, at LIMIT 1;
    IF arrived.at IS NOT NULL THEN
        IF began < date_trunc('minute', arrived.at) THEN
            PERFORM refuse('exam_before_arrival', jsonb_build_object(
                'began', time_text(began), 'shipment', arrived.shipment_id,
                'arrived', time_text(arrived.at)));
        END IF;
        RETURN;
    END IF;
    SELECT min(at) INTO taken
    FROM (SELECT (scan.body::json ->> 'taken_at')::timestamptz AS at FROM scan
          WHERE scan.item_id = of_decision.item_id AND scan.scan_id IN (
              SELECT seen ->> 'scan_id' FROM json_array_elements(signed -> 'scans') AS seen)) AS made
    WHERE at <= decided;
    IF began < date_trunc('minute', taken) THEN
        PERFORM refuse('exam_before_image', jsonb_build_object(
            'began', time_text(began), 'taken', time_text(taken)));
    END IF;
END $$;

CREATE FUNCTION act_exam_result(me person, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    of_decision decision;
    of_port text;
    versions bigint;
    line sealed;
BEGIN
    SELECT * INTO of_decision FROM decision
    WHERE recommendation_id = said ->> 'recommendation_id' AND item_id = subject;
    PERFORM require_report(me, of_decision, said ->> 'recommendation_id');
    PERFORM FROM item WHERE item_id = subject FOR NO KEY UPDATE;
    SELECT count(*) INTO versions FROM exam_result
    WHERE recommendation_id = said ->> 'recommendation_id'
        AND result_id = said #>> '{result,result_id}';
    IF (said ->> 'version')::integer <> versions + 1 THEN
        PERFORM refuse('version', jsonb_build_object('next', versions + 1));
    ELSIF EXISTS (
        SELECT FROM json_array_elements(said #> '{result,regions}') AS place
        WHERE NOT EXISTS (
            SELECT FROM json_array_elements(of_decision.body::json -> 'regions') AS region
            WHERE region ->> 'label' = place ->> 'label'))
    THEN
        PERFORM refuse('no_place');
    END IF;
    PERFORM require_exam_times(of_decision, said -> 'result');
    SELECT entry.port INTO of_port FROM entry WHERE item_id = subject;
    line := seal(coalesce(of_port, ''), me.account, 'exam_result', subject, body);
    INSERT INTO exam_result (seq, recommendation_id, result_id, version, item_id, actor, at, body)
    VALUES (line.seq, said ->> 'recommendation_id', said #>> '{result,result_id}',
            versions + 1, subject, me.account, line.at, (said -> 'result')::text);
    RETURN line;
END $$;

CREATE FUNCTION act_hold(me person, kind text, subject text, body text, said json) RETURNS sealed
LANGUAGE plpgsql AS $$
DECLARE
    name text := said ->> 'hold';
    line sealed;
BEGIN
    IF length(said ->> 'reason') NOT BETWEEN 1 AND 500 OR btrim(said ->> 'reason') = '' THEN
        PERFORM refuse('no_reason');
    END IF;
    -- Those who put and lift wait for each other here, not only at the end of the chain.
    LOCK TABLE legal_hold IN SHARE ROW EXCLUSIVE MODE;
    IF kind = 'hold_lifted' AND NOT EXISTS (
        SELECT FROM legal_hold WHERE hold_id = name AND legal_hold.subject = act_hold.subject)
    THEN
        PERFORM refuse('not_held', jsonb_build_object('subject', subject));
    ELSIF kind = 'hold_put' AND NOT EXISTS (SELECT FROM item WHERE item_id = act_hold.subject)
        AND NOT EXISTS (SELECT FROM shipment WHERE upper(shipment_id) = act_hold.subject)
    THEN
        PERFORM refuse('unknown', jsonb_build_object('subject', subject));
    ELSIF kind = 'hold_put' AND name !~ '^h[0-9a-f]{8}$' THEN
        PERFORM refuse('shape');
    ELSIF kind = 'hold_put' AND EXISTS (SELECT FROM legal_hold WHERE hold_id = name) THEN
        PERFORM refuse('known', jsonb_build_object('id', name));
    END IF;
    line := seal('', me.account, kind, subject, body);
    IF kind = 'hold_lifted' THEN
        DELETE FROM legal_hold WHERE hold_id = name;
    ELSE
        INSERT INTO legal_hold (hold_id, subject, reason, officer, seq)
        VALUES (name, subject, said ->> 'reason', me.account, line.seq);
    END IF;
    RETURN line;
END $$;
