-- What need not be kept any longer, told to the administrator who orders that it goes: which items,
-- of which year, what holds them, and how many filings. Not what any of it says. app/record/due.py
-- works out the same from the rows, for the service that carries a purge out; a test holds the two
-- against each other.

-- app/shipments/lifecycle/forms.py: the form in which numbers are held equal.
CREATE FUNCTION number_form(said text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN upper(btrim(said)) ~ '^\d{3}-?\d{8}$'
        THEN replace(upper(btrim(said)), '-', '') ELSE upper(btrim(said)) END
$$;

-- A question, which may be asked of one snapshot: require_me is for acts.
CREATE FUNCTION require_administrator() RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM person WHERE login = session_user AND active = 1
                   AND role = 'administrator')
    THEN
        PERFORM refuse('role');
    END IF;
END $$;

CREATE FUNCTION due_items(last_year integer)
RETURNS TABLE (item_id text, year integer, held text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM require_administrator();
    RETURN QUERY
    WITH RECURSIVE stands (name, item_id) AS (
        SELECT item.item_id, item.item_id FROM item WHERE joined_into = ''
        UNION ALL
        SELECT item.item_id, stands.item_id FROM item JOIN stands ON joined_into = stands.name
    ), owner (name, item_id) AS (
        SELECT * FROM stands
        UNION SELECT scan.scan_id, scan.item_id FROM scan
        UNION SELECT report.report_id, scan.item_id
        FROM report JOIN scan ON scan.scan_id = report.scan_id
    ), told AS (
        SELECT owner.item_id,
            (array_agg(line.at ORDER BY line.seq DESC)
                FILTER (WHERE NOT constant_of('item_ages_nothing') ? line.kind))[1] AS newest,
            bool_or(constant_of('item_content') ? line.kind
                    AND NOT is_purged(line.payload_digest)) AS tells
        FROM line JOIN owner ON owner.name = line.subject
        WHERE line.kind NOT IN ('hold_put', 'hold_lifted')
        GROUP BY owner.item_id
    ), kept (item_id, hold_id) AS (
        SELECT owner.item_id, legal_hold.hold_id
        FROM legal_hold JOIN owner ON owner.name = legal_hold.subject
        UNION
        SELECT scan.item_id, legal_hold.hold_id
        FROM link JOIN scan ON scan.scan_id = link.scan_id
        JOIN legal_hold ON legal_hold.subject = number_form(link.shipment_id)
    )
    SELECT told.item_id, left(told.newest, 4)::integer, coalesce((
        SELECT string_agg(legal_hold.reason, '; ' ORDER BY legal_hold.subject, legal_hold.seq)
        FROM kept JOIN legal_hold ON legal_hold.hold_id = kept.hold_id
        WHERE kept.item_id = told.item_id), '')
    FROM told JOIN entry ON entry.item_id = told.item_id
    WHERE told.tells AND left(told.newest, 4)::integer <= last_year AND entry.outcome <> ''
        AND NOT EXISTS (SELECT FROM lease WHERE lease.item_id = told.item_id)
    ORDER BY told.item_id;
END $$;

-- Filings that name one another's records go together or stay together: what is young, held or
-- needed keeps all that it is tied to, however long the way.
CREATE FUNCTION due_filings(last_year integer) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = prescreen, pg_temp AS $$
DECLARE
    found_filings bigint;
BEGIN
    PERFORM require_administrator();
    WITH RECURSIVE going AS (
        SELECT due.item_id FROM due_items(due_filings.last_year) AS due WHERE due.held = ''
    ), tie (of_filing, of_number) AS (
        SELECT 's' || filing.seq, 'n' || filing.key FROM filing WHERE filing.key <> ''
        UNION
        SELECT 's' || mention.seq, 'n' || mention.number FROM mention
        WHERE constant_of('filing_ties') ? mention.part
    ), way (here, there) AS (
        SELECT of_filing, of_number FROM tie UNION ALL SELECT of_number, of_filing FROM tie
    ), stays (node) AS (
        SELECT 's' || filing.seq FROM filing
        WHERE left(filing.received_at, 4)::integer > due_filings.last_year
        UNION
        SELECT 'n' || number_form(link.shipment_id)
        FROM link JOIN scan ON scan.scan_id = link.scan_id
        WHERE link.link_class <> 'NONE' AND scan.item_id NOT IN (SELECT item_id FROM going)
        UNION
        SELECT 'n' || legal_hold.subject FROM legal_hold
    ), reached (node) AS (
        SELECT node FROM stays
        UNION
        SELECT way.there FROM reached JOIN way ON way.here = reached.node
    )
    SELECT count(*) INTO found_filings FROM filing
    WHERE NOT EXISTS (SELECT FROM reached WHERE node = 's' || filing.seq);
    RETURN found_filings;
END $$;

REVOKE ALL ON FUNCTION number_form(text), require_administrator(), due_items(integer), due_filings(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_items(integer), due_filings(integer) TO prescreen_administrator;
