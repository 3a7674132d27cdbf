-- What each role may do, and nobody else: everything starts taken away.

REVOKE ALL ON ALL TABLES IN SCHEMA prescreen FROM PUBLIC;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA prescreen FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA prescreen FROM PUBLIC;
REVOKE ALL ON TYPE sealed FROM PUBLIC;
GRANT USAGE ON SCHEMA prescreen TO prescreen_officer, prescreen_supervisor, prescreen_evaluator,
    prescreen_port_officer, prescreen_administrator, prescreen_intake;

-- Functions that policies ask, and that open nothing.
GRANT EXECUTE ON FUNCTION my_account(), my_port(), mine_elsewhere(), whoami(), sees(text),
    sees_shipment(text), sees_filing(text), package_port(text), time_text(timestamptz)
    TO prescreen_officer, prescreen_supervisor, prescreen_evaluator, prescreen_port_officer,
       prescreen_administrator, prescreen_intake;
GRANT EXECUTE ON FUNCTION append(text, text, text)
    TO prescreen_officer, prescreen_supervisor, prescreen_evaluator, prescreen_port_officer,
       prescreen_administrator, prescreen_intake;
GRANT EXECUTE ON FUNCTION claim(text, float8, boolean), renew(text),
    hand_back(text)
    TO prescreen_officer, prescreen_supervisor;

GRANT SELECT ON item, scan, image, shipment, link, report, mark, verdict, acknowledged, observed,
    viewed, shown, draft, decision, entry, lease, notice, line, payload, account, filing, mention,
    number, history, package_step, exam_result, legal_hold, rule_count, progress, head, preference,
    late_act, reconfirmed, turn, skill, delivery
    TO prescreen_officer, prescreen_supervisor;
GRANT SELECT ON chain, chained TO prescreen_supervisor;

-- An evaluator measures models and officers as a whole: no names.
GRANT SELECT ON item, scan, image, report, mark, entry, rule_count TO prescreen_evaluator;
GRANT SELECT (finding_id, scan_id, verdict, seq) ON verdict TO prescreen_evaluator;
GRANT SELECT (recommendation_id, item_id, supersedes, kind, seq) ON decision
    TO prescreen_evaluator;
GRANT SELECT (seq, recommendation_id, result_id, version, item_id, at) ON exam_result
    TO prescreen_evaluator;

GRANT SELECT (delivery_id, scan_id, at, body) ON delivery TO prescreen_evaluator;
-- How a view came to her screen is measured there; what was kept is changed by nobody.
GRANT INSERT ON delivery TO prescreen_officer, prescreen_supervisor;

-- How much the rules say of an item, which orders the queue; not what they say.
GRANT SELECT (item_id, blocks, warnings, notes, risk) ON notice TO prescreen_evaluator;

-- A port officer reads what was sent to the port.
GRANT SELECT ON item, scan, image, entry, decision, package_step, exam_result
    TO prescreen_port_officer;

GRANT SELECT ON person, account, skill, legal_hold, chain, chained TO prescreen_administrator;

GRANT SELECT, INSERT, UPDATE, DELETE ON preference
    TO prescreen_officer, prescreen_supervisor, prescreen_evaluator, prescreen_port_officer,
       prescreen_administrator;

GRANT SELECT ON ALL TABLES IN SCHEMA prescreen TO prescreen_intake;
REVOKE ALL ON password, one_time, attempt, preference, person, constant FROM prescreen_intake;
GRANT INSERT, UPDATE, DELETE ON item, scan, image, shipment, filing, mention, number, history,
    taken, link, report, entry, notice, rule_count, progress, package_step TO prescreen_intake;
-- A turn ends when what it waited for has come; it goes along when items become one.
GRANT INSERT, UPDATE ON turn TO prescreen_intake;
GRANT DELETE ON lease, delivery TO prescreen_intake;
GRANT DELETE ON to_refresh TO prescreen_intake;
