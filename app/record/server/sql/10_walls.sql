-- Who reads what: by role, and by the port where a person works.

-- What was passed on to this person by name, or signed by her since; she reads it also when it is
-- another port's.
CREATE FUNCTION mine_elsewhere() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
    SELECT coalesce(array_agg(one.item_id), '{}')
    FROM (SELECT account FROM person WHERE login = session_user AND active = 1) AS me,
    LATERAL (
        SELECT item_id FROM turn
        WHERE ended = '' AND kind IN ('assigned', 'second') AND meant_for = me.account
        UNION ALL
        SELECT item_id FROM signed_elsewhere WHERE officer = me.account
    ) AS one
$$;

-- Where an item is, under whatever name it went before.
CREATE FUNCTION sees(of_item text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
DECLARE
    mine text := my_port();
    told text := of_item;
    into_item text;
BEGIN
    LOOP
        SELECT joined_into INTO into_item FROM item WHERE item_id = told;
        IF NOT FOUND OR mine IS NULL THEN
            RETURN false;
        END IF;
        EXIT WHEN into_item = '';
        told := into_item;
    END LOOP;
    RETURN mine = '' OR EXISTS (SELECT FROM entry WHERE item_id = told AND port IN ('', mine))
        OR told = ANY (mine_elsewhere());
END $$;

-- A shipment is of the port where it arrives first, and of those where an item shows it.
CREATE FUNCTION sees_shipment(of_shipment text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
DECLARE
    mine text := my_port();
BEGIN
    RETURN mine IS NOT NULL AND (mine = ''
        OR EXISTS (SELECT FROM shipment WHERE shipment_id = of_shipment AND newest = 1
                   AND body::json #>> '{conveyance,fpoa}' IN ('', mine))
        OR EXISTS (SELECT FROM link JOIN scan ON scan.scan_id = link.scan_id
                   JOIN entry ON entry.item_id = scan.item_id
                   WHERE link.shipment_id = of_shipment AND link.link_class <> 'NONE'
                   AND (entry.port IN ('', mine) OR entry.item_id = ANY (mine_elsewhere()))));
END $$;

CREATE FUNCTION sees_filing(of_key text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
    SELECT my_port() IS NOT NULL AND (my_port() = ''
        OR EXISTS (SELECT FROM number WHERE number.number = of_key AND of = 'shipment'
                   AND sees_shipment(owner))
        OR NOT EXISTS (SELECT FROM number WHERE number.number = of_key AND of = 'shipment'))
$$;

ALTER TABLE entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads_of_port ON entry FOR SELECT
    TO prescreen_officer, prescreen_supervisor, prescreen_evaluator
    USING ((SELECT my_port()) = '' OR port IN ('', (SELECT my_port()))
           OR item_id = ANY ((SELECT mine_elsewhere())::text[]));
CREATE POLICY reads_sent ON entry FOR SELECT TO prescreen_port_officer
    USING (EXISTS (SELECT FROM package_step WHERE package_step.item_id = entry.item_id));

ALTER TABLE package_step ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads_of_port ON package_step FOR SELECT
    TO prescreen_officer, prescreen_supervisor
    USING (EXISTS (SELECT FROM entry WHERE entry.item_id = package_step.item_id));
CREATE POLICY reads_sent ON package_step FOR SELECT TO prescreen_port_officer
    USING (package_port(package_id) = (SELECT my_port()) OR (SELECT my_port()) = '');

ALTER TABLE item ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads_of_port ON item FOR SELECT
    TO prescreen_officer, prescreen_supervisor, prescreen_evaluator USING (sees(item_id));
CREATE POLICY reads_sent ON item FOR SELECT TO prescreen_port_officer
    USING (EXISTS (SELECT FROM package_step WHERE package_step.item_id = item.item_id));

-- What hangs on an item is read by whoever reads the item's row in the queue.
DO $$
DECLARE
    place record;
BEGIN
    FOR place IN SELECT * FROM (VALUES
        ('scan', 'item_id'), ('notice', 'item_id'), ('lease', 'item_id'),
        ('acknowledged', 'item_id'), ('observed', 'item_id'), ('decision', 'item_id'),
        ('exam_result', 'item_id'), ('late_act', 'item_id'), ('reconfirmed', 'item_id'),
        ('turn', 'item_id')) AS one (name, key)
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', place.name);
        EXECUTE format('CREATE POLICY reads ON %I FOR SELECT TO prescreen_officer, '
            'prescreen_supervisor, prescreen_evaluator, prescreen_port_officer '
            'USING (EXISTS (SELECT FROM entry WHERE entry.item_id = %I.item_id))',
            place.name, place.name);
    END LOOP;
    FOR place IN SELECT * FROM (VALUES
        ('image'), ('link'), ('report'), ('mark'), ('verdict'), ('viewed'), ('shown')) AS one (name)
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', place.name);
        EXECUTE format('CREATE POLICY reads ON %I FOR SELECT TO prescreen_officer, '
            'prescreen_supervisor, prescreen_evaluator, prescreen_port_officer '
            'USING (EXISTS (SELECT FROM scan WHERE scan.scan_id = %I.scan_id))',
            place.name, place.name);
    END LOOP;
END $$;

-- Who opened a scan is hers to know, and her supervisors': a second reader learns nothing of the
-- first one by it.
ALTER TABLE delivery ENABLE ROW LEVEL SECURITY;
CREATE POLICY keeps_own ON delivery FOR INSERT TO prescreen_officer, prescreen_supervisor
    WITH CHECK (officer = (SELECT my_account()) AND length(delivery_id) BETWEEN 1 AND 64
                AND octet_length(body) <= 2048
                AND EXISTS (SELECT FROM scan WHERE scan.scan_id = delivery.scan_id));
CREATE POLICY reads_own ON delivery FOR SELECT TO prescreen_officer, prescreen_supervisor
    USING (officer = (SELECT my_account()));
CREATE POLICY reads_of_port ON delivery FOR SELECT TO prescreen_supervisor, prescreen_evaluator
    USING (EXISTS (SELECT FROM scan WHERE scan.scan_id = delivery.scan_id));

ALTER TABLE draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads_own ON draft FOR SELECT TO prescreen_officer, prescreen_supervisor
    USING (officer = (SELECT my_account()));

ALTER TABLE skill ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads_own ON skill FOR SELECT TO prescreen_officer
    USING (account = (SELECT my_account()));
CREATE POLICY reads_all ON skill FOR SELECT TO prescreen_supervisor, prescreen_administrator
    USING (true);

ALTER TABLE preference ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON preference FOR ALL
    TO prescreen_officer, prescreen_supervisor, prescreen_evaluator, prescreen_port_officer,
       prescreen_administrator
    USING (account = (SELECT my_account()))
    WITH CHECK (account = (SELECT my_account()) AND length(name) BETWEEN 1 AND 64
                AND octet_length(body) <= 65536);

ALTER TABLE shipment ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads ON shipment FOR SELECT TO prescreen_officer, prescreen_supervisor
    USING (sees_shipment(shipment_id));
ALTER TABLE filing ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads ON filing FOR SELECT TO prescreen_officer, prescreen_supervisor
    USING (sees_filing(key));
ALTER TABLE mention ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads ON mention FOR SELECT TO prescreen_officer, prescreen_supervisor
    USING (EXISTS (SELECT FROM filing WHERE filing.seq = mention.seq));
ALTER TABLE history ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads ON history FOR SELECT TO prescreen_officer, prescreen_supervisor
    USING (sees_shipment(owner));
ALTER TABLE number ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads ON number FOR SELECT TO prescreen_officer, prescreen_supervisor
    USING (CASE of WHEN 'shipment' THEN sees_shipment(owner)
           WHEN 'scan' THEN EXISTS (SELECT FROM scan WHERE scan.scan_id = owner)
           ELSE EXISTS (SELECT FROM image WHERE image.sha256 = owner) END);

ALTER TABLE line ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads ON line FOR SELECT TO prescreen_officer, prescreen_supervisor
    USING (actor = (SELECT my_account()) OR kind = 'models_put'
           OR EXISTS (SELECT FROM entry WHERE entry.item_id = line.subject)
           OR EXISTS (SELECT FROM scan WHERE scan.scan_id = line.subject)
           OR EXISTS (SELECT FROM report WHERE report.report_id = line.subject)
           OR EXISTS (SELECT FROM filing WHERE filing.seq = line.seq)
           OR EXISTS (SELECT FROM shipment WHERE shipment.seq = line.seq)
           OR sees(subject));
ALTER TABLE payload ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads ON payload FOR SELECT TO prescreen_officer, prescreen_supervisor
    USING (EXISTS (SELECT FROM line WHERE line.payload_digest = payload.digest));

-- The intake service reads all that is on record, and keeps the rows that follow from arrivals.
DO $$
DECLARE
    place record;
BEGIN
    FOR place IN SELECT relname FROM pg_class
        WHERE relnamespace = 'prescreen'::regnamespace AND relkind = 'r' AND relrowsecurity
    LOOP
        EXECUTE format('CREATE POLICY intake_reads ON %I FOR SELECT TO prescreen_intake '
                       'USING (true)', place.relname);
    END LOOP;
    FOR place IN SELECT * FROM (VALUES
        ('item'), ('scan'), ('image'), ('shipment'), ('filing'), ('mention'), ('number'),
        ('history'), ('link'), ('report'), ('entry'), ('notice'), ('package_step'),
        ('turn')) AS one (name)
    LOOP
        EXECUTE format('CREATE POLICY intake_keeps ON %I FOR ALL TO prescreen_intake '
                       'USING (true) WITH CHECK (true)', place.name);
    END LOOP;
END $$;
-- Items are joined when nobody has them.
CREATE POLICY intake_purges ON delivery FOR DELETE TO prescreen_intake USING (true);
CREATE POLICY intake_ends ON lease FOR DELETE TO prescreen_intake
    USING (until <= time_text(clock_timestamp()));
