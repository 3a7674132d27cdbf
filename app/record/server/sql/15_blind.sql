-- What supervision leaves, who reads it, and what a blind second reading hides while it is not
-- signed: rows here, not only in the program. docs/supervision.md tells what it does not hide.

CREATE FUNCTION blind_items() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
    SELECT coalesce(array_agg(item_id), '{}') FROM blind_readings()
$$;

CREATE FUNCTION blind_scans() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
    SELECT coalesce(array_agg(scan_id), '{}') FROM scan
    WHERE item_id IN (SELECT one.item_id FROM blind_readings() AS one)
$$;

CREATE FUNCTION blind_firsts() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
    SELECT coalesce(array_agg(first), '{}') FROM blind_readings()
$$;

-- The rows of the queue that are hidden, without what the first decision left in them.
CREATE FUNCTION blind_entries() RETURNS SETOF entry
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
    SELECT (jsonb_populate_record(entry, '{"outcome": "NO_DECISION"}' || CASE
        WHEN one.hide_model = 0 THEN '{}'::jsonb
        WHEN entry.screening IS NULL THEN '{"flagged": 0, "strongest": 0}'
        ELSE '{"flagged": 0, "strongest": 0, "screening": "unknown"}' END)).*
    FROM blind_readings() AS one JOIN entry ON entry.item_id = one.item_id
$$;

DO $$
DECLARE
    place record;
BEGIN
    FOR place IN SELECT * FROM (VALUES
        ('draw_seed'), ('drawn'), ('supervised'), ('second_reading'), ('reading_note'),
        ('approval')) AS one (name)
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', place.name);
        EXECUTE format('CREATE POLICY intake_reads ON %I FOR SELECT TO prescreen_intake '
                       'USING (true)', place.name);
    END LOOP;
    FOR place IN SELECT * FROM (VALUES ('drawn'), ('supervised'), ('second_reading')) AS one (name)
    LOOP
        EXECUTE format('CREATE POLICY reads ON %I FOR SELECT TO prescreen_officer, '
            'prescreen_supervisor USING (sees(item_id))', place.name);
    END LOOP;
    -- Rows that hang on a row of the queue and are no part of a decision are read all the same.
    FOR place IN SELECT * FROM (VALUES ('scan'), ('notice'), ('observed')) AS one (name)
    LOOP
        EXECUTE format('CREATE POLICY reads_blind ON %I FOR SELECT TO prescreen_officer, '
            'prescreen_supervisor USING (item_id = ANY ((SELECT blind_items())::text[]))',
            place.name);
    END LOOP;
    FOR place IN SELECT * FROM (VALUES
        ('entry'), ('decision'), ('acknowledged'), ('package_step'), ('exam_result'),
        ('late_act'), ('reconfirmed'), ('supervised'), ('drawn')) AS one (name)
    LOOP
        EXECUTE format('CREATE POLICY blind ON %I AS RESTRICTIVE FOR SELECT TO prescreen_officer, '
            'prescreen_supervisor USING (item_id <> ALL ((SELECT blind_items())::text[]))',
            place.name);
    END LOOP;
    FOR place IN SELECT * FROM (VALUES ('mark'), ('verdict'), ('viewed'), ('shown')) AS one (name)
    LOOP
        EXECUTE format('CREATE POLICY blind ON %I AS RESTRICTIVE FOR SELECT TO prescreen_officer, '
            'prescreen_supervisor USING (scan_id <> ALL ((SELECT blind_scans())::text[]))',
            place.name);
    END LOOP;
END $$;

-- Not even that somebody opened the scans before.
CREATE POLICY blind ON delivery AS RESTRICTIVE FOR SELECT TO prescreen_officer, prescreen_supervisor
    USING (officer = (SELECT my_account())
           OR scan_id <> ALL ((SELECT blind_scans())::text[]));

-- Of the log: nothing that others did to the item, and nothing that the first said of its links.
CREATE POLICY blind ON line AS RESTRICTIVE FOR SELECT TO prescreen_officer, prescreen_supervisor
    USING (actor = (SELECT my_account())
           OR NOT (subject = ANY ((SELECT blind_items())::text[])
                   OR kind = 'link_put' AND actor = ANY ((SELECT blind_firsts())::text[])
                      AND subject = ANY ((SELECT blind_scans())::text[])));

-- Whoever knows a seed knows beforehand on which items a lot falls.
CREATE POLICY reads ON draw_seed FOR SELECT TO prescreen_supervisor USING (true);
-- A second reader's notes are hers, and supervisors'.
CREATE POLICY reads_own ON reading_note FOR SELECT TO prescreen_officer
    USING (EXISTS (SELECT FROM second_reading
                   WHERE second_reading.reading_id = reading_note.reading_id
                       AND second_reading.reader = (SELECT my_account())));
CREATE POLICY reads_all ON reading_note FOR SELECT TO prescreen_supervisor
    USING (EXISTS (SELECT FROM second_reading
                   WHERE second_reading.reading_id = reading_note.reading_id));
CREATE POLICY reads ON approval FOR SELECT TO prescreen_officer, prescreen_supervisor
    USING (EXISTS (SELECT FROM line WHERE line.seq = approval.verdict_seq));

-- Who decided first: nobody's to know who reads, or may yet read, blind. Rows are needed by her to
-- take the reading up, so that it is the column that is shut, and this tells it to all others.
CREATE FUNCTION first_reader(of_reading text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
    SELECT CASE WHEN signed = '' AND EXISTS (
            SELECT FROM blind_readings() AS one WHERE one.reading_id = of_reading)
        THEN '' ELSE first END
    FROM second_reading WHERE reading_id = of_reading AND sees(item_id)
$$;

GRANT SELECT ON draw_seed, drawn, supervised, reading_note, approval
    TO prescreen_officer, prescreen_supervisor, prescreen_intake;
GRANT SELECT ON second_reading TO prescreen_intake;
GRANT SELECT (reading_id, recommendation_id, item_id, reader, asked_by, asked_at, hide_model,
    signed, adjudicated, seq) ON second_reading TO prescreen_officer, prescreen_supervisor;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA prescreen FROM PUBLIC;
GRANT EXECUTE ON FUNCTION first_reader(text)
    TO prescreen_officer, prescreen_supervisor, prescreen_intake;
GRANT EXECUTE ON FUNCTION blind_items(), blind_scans(), blind_firsts()
    TO prescreen_officer, prescreen_supervisor;
-- Asked for everybody who reads the queue; they hide something from reviewers alone.
GRANT EXECUTE ON FUNCTION blind_readings(), blind_entries()
    TO prescreen_officer, prescreen_supervisor, prescreen_evaluator, prescreen_port_officer,
       prescreen_administrator, prescreen_intake;
