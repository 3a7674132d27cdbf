-- What ports say of referrals: who may, and what they read for it. The rules are those of
-- app/record/reporting.py.
--
-- A decision is named by who has its number. The tables show a port what it was sent; these
-- functions show one decision at a time, to who says what came of it.

-- Goods are examined at the port to which a package went, or where they arrive; where nobody knows
-- the port of arrival they are everybody's, as in the queue.
CREATE FUNCTION concerns(of_decision decision, wanted text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN wanted = ''
        OR EXISTS (SELECT FROM entry WHERE item_id = of_decision.item_id AND port = wanted)
        OR NOT EXISTS (SELECT FROM entry WHERE item_id = of_decision.item_id AND port <> '')
        OR was_sent_to(of_decision, wanted);
END $$;

CREATE FUNCTION was_sent_to(of_decision decision, wanted text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM package_step
                   WHERE recommendation_id = of_decision.recommendation_id AND step = 'sent'
                       AND body::json #>> '{address,port}' = wanted);
END $$;

-- Who says what an examination came to. What was found in goods that were not referred was missed by
-- who reviewed them: officers say it of nobody.
CREATE FUNCTION require_report(me person, signed decision, number text) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
    asked jsonb := jsonb_build_object('referral', number);
    her jsonb := jsonb_build_object('name', me.name, 'role', me.role);
BEGIN
    IF me.role NOT IN ('officer', 'supervisor', 'port_officer') THEN
        PERFORM refuse('no_report', her);
    ELSIF signed.recommendation_id IS NULL OR NOT concerns(signed, me.port)
        OR signed.item_id = ANY (blind_items())
    THEN
        IF me.port = '' THEN
            PERFORM refuse('no_referral', asked);
        END IF;
        PERFORM refuse('no_referral_of_port', asked || jsonb_build_object('port', me.port));
    ELSIF signed.kind <> 'REFER_FOR_EXAM' AND me.role = 'officer' THEN
        PERFORM refuse('found_later', her);
    END IF;
END $$;

CREATE FUNCTION decision_of_number(number text, or_item boolean) RETURNS decision
LANGUAGE plpgsql STABLE AS $$
DECLARE
    wanted text := number;
    signed decision;
BEGIN
    IF or_item THEN
        SELECT recommendation_id INTO wanted FROM decision
        WHERE item_id = upper(number) ORDER BY seq DESC LIMIT 1;
        wanted := coalesce(wanted, number);
    END IF;
    SELECT * INTO signed FROM decision WHERE recommendation_id = coalesce(
        (SELECT recommendation_id FROM package_step WHERE package_id = wanted LIMIT 1), wanted);
    RETURN signed;
END $$;

CREATE FUNCTION who_asks() RETURNS person
LANGUAGE plpgsql STABLE AS $$
DECLARE
    me person;
BEGIN
    SELECT * INTO me FROM person WHERE login = session_user AND active = 1;
    IF NOT FOUND THEN
        PERFORM refuse('nobody');
    END IF;
    RETURN me;
END $$;

-- What a port that a decision was not sent to is told of it: that it was signed, by whom, when, and
-- its places, on which results are told. All else of a decision is empty, also what later programs
-- sign: what may be told is listed here, and what may not is not.
CREATE FUNCTION bare(signed jsonb) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    decided_at jsonb := signed #> '{times,decided_at}';
    places jsonb := coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'label', one -> 'label', 'scan_id', one -> 'scan_id', 'view', one -> 'view',
            'polygon', one -> 'polygon', 'polygon_share', one -> 'polygon_share',
            'place', coalesce(one -> 'place', '""'), 'size_m', one -> 'size_m') ORDER BY nr)
        FROM jsonb_array_elements(signed -> 'regions') WITH ORDINALITY AS told (one, nr)), '[]');
    told jsonb := jsonb_build_object(
        'recommendation_id', signed -> 'recommendation_id', 'item_id', signed -> 'item_id',
        'kind', signed -> 'kind', 'officer', signed -> 'officer', 'regions', places,
        -- Empty where it was purged, which is said then.
        'scope', signed -> 'scope',
        'sample', coalesce(signed -> 'sample', 'false'),
        'times', jsonb_build_object('opened_at', decided_at, 'first_paint_at', NULL,
            'first_judgement_at', NULL, 'decided_at', decided_at, 'active_s', 0, 'wall_s', 0,
            'eta', NULL, 'lead_minutes', NULL));
BEGIN
    RETURN (told || '{"supersedes": "", "subjects": [], "shipment_digests": [], "scans": [],
        "link_classes": {}, "reasons": [], "exam": null, "exam_port": "", "exam_place": "",
        "urgency": "routine", "confidence": 0, "note": "", "acknowledged": [], "notices": [],
        "model": [], "role": "", "workstation": "", "authority": "",
        "program_version": ""}')::text;
END $$;

-- A port officer reads why something was referred where it was sent to her port.
CREATE FUNCTION referral_named(number text, or_item boolean, OUT item_id text, OUT body text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
DECLARE
    me person := who_asks();
    signed decision := decision_of_number(number, coalesce(or_item, false));
BEGIN
    PERFORM require_report(me, signed, number);
    item_id := signed.item_id;
    body := signed.body;
    IF me.role = 'port_officer' AND me.port <> '' AND NOT was_sent_to(signed, me.port) THEN
        body := bare(signed.body::jsonb);
    END IF;
END $$;

CREATE FUNCTION results_named(number text) RETURNS SETOF exam_result
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
DECLARE
    signed decision := decision_of_number(number, false);
BEGIN
    PERFORM require_report(who_asks(), signed, number);
    RETURN QUERY SELECT * FROM exam_result WHERE recommendation_id = signed.recommendation_id;
END $$;

-- A package is taken back by who signed its referral, or by a supervisor of the port where that was
-- signed or where the goods arrive. The port that it was sent to says what came of it, and cannot
-- make as if it had never been asked.
CREATE FUNCTION require_sender(me person, package text, sent_of decision) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
    -- Decisions of before say no office.
    unit text := coalesce(sent_of.body::json ->> 'unit', '');
BEGIN
    IF sent_of.officer = me.account AND me.role IN ('officer', 'supervisor') THEN
        RETURN;
    ELSIF me.port NOT IN ('', unit) AND NOT concerns(sent_of, me.port) THEN
        PERFORM refuse('no_package', jsonb_build_object('package', package));
    ELSIF me.role NOT IN ('officer', 'supervisor') THEN
        PERFORM refuse('no_recall');
    ELSIF me.role = 'officer'
        OR me.port NOT IN ('', unit) AND EXISTS (
            SELECT FROM entry WHERE item_id = sent_of.item_id AND port NOT IN ('', me.port))
    THEN
        PERFORM refuse('not_sender', jsonb_build_object(
            'package', package, 'officer', sent_of.officer));
    END IF;
END $$;

-- Office of who signed; of policies, which ask it beside `package_port`.
CREATE FUNCTION package_unit(of_decision text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
    SELECT body::json ->> 'unit' FROM decision WHERE recommendation_id = of_decision
$$;

-- Reviewers follow what was sent to their port, and what their port signed of another port's goods.
CREATE POLICY reads_sent_or_signed ON package_step FOR SELECT
    TO prescreen_officer, prescreen_supervisor
    USING ((SELECT my_port()) IN (package_port(package_id), package_unit(recommendation_id)));

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA prescreen FROM PUBLIC;
GRANT EXECUTE ON FUNCTION package_unit(text) TO prescreen_officer, prescreen_supervisor;
-- Whose role tells nothing of examinations is told so.
GRANT EXECUTE ON FUNCTION referral_named(text, boolean), results_named(text)
    TO prescreen_officer, prescreen_supervisor, prescreen_port_officer, prescreen_evaluator,
       prescreen_administrator;
