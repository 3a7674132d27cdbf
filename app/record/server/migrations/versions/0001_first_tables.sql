-- Every table of a server's record as it stood first. Never edited: what changes comes in the next.

CREATE TABLE account (
    account TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    hash_digest TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_account PRIMARY KEY (account)
);
CREATE TABLE approval (
    verdict_seq BIGINT NOT NULL,
    approved BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_approval PRIMARY KEY (verdict_seq)
);
CREATE TABLE attempt (
    name_tag TEXT COLLATE "C" NOT NULL,
    failures BIGINT NOT NULL,
    last_at TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_attempt PRIMARY KEY (name_tag)
);
CREATE TABLE draw_seed (
    seq BIGINT NOT NULL,
    draw TEXT COLLATE "C" NOT NULL,
    seed TEXT COLLATE "C" NOT NULL,
    share FLOAT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_draw_seed PRIMARY KEY (seq)
);
CREATE TABLE drawn (
    item_id TEXT COLLATE "C" NOT NULL,
    seed_seq BIGINT NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_drawn PRIMARY KEY (item_id)
);
CREATE TABLE exam_result (
    seq BIGINT NOT NULL,
    recommendation_id TEXT COLLATE "C" NOT NULL,
    result_id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    item_id TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_exam_result PRIMARY KEY (seq)
);
CREATE INDEX ix_exam_result_recommendation_id_result_id ON exam_result (recommendation_id, result_id);
CREATE TABLE filing (
    seq BIGINT NOT NULL,
    identity TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    function TEXT COLLATE "C" NOT NULL,
    received_at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_filing PRIMARY KEY (seq)
);
CREATE UNIQUE INDEX ix_filing_identity ON filing (identity);
CREATE INDEX ix_filing_kind ON filing (kind) WHERE key = '';
CREATE TABLE head (
    one BIGINT NOT NULL,
    record_id TEXT COLLATE "C" NOT NULL,
    length BIGINT NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    signature TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_head PRIMARY KEY (one)
);
CREATE TABLE history (
    trait TEXT COLLATE "C" NOT NULL,
    among TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    owner TEXT COLLATE "C" NOT NULL,
    figure FLOAT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_history PRIMARY KEY (trait, among, day, owner)
);
CREATE INDEX ix_history_owner ON history (owner);
CREATE TABLE item (
    item_id TEXT COLLATE "C" NOT NULL,
    received_at TEXT COLLATE "C" NOT NULL,
    joined_into TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_item PRIMARY KEY (item_id)
);
CREATE TABLE late_act (
    act_id TEXT COLLATE "C" NOT NULL,
    item_id TEXT COLLATE "C" NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    what TEXT COLLATE "C" NOT NULL,
    done_at TEXT COLLATE "C" NOT NULL,
    received_at TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    why TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_late_act PRIMARY KEY (act_id)
);
CREATE INDEX ix_late_act_item_id ON late_act (item_id);
CREATE INDEX ix_late_act_what_officer ON late_act (what, officer);
CREATE TABLE legal_hold (
    subject TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_legal_hold PRIMARY KEY (subject)
);
CREATE TABLE line (
    seq BIGINT NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    payload_digest TEXT COLLATE "C" NOT NULL,
    previous TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_line PRIMARY KEY (seq)
);
CREATE INDEX ix_line_marked ON line (subject) WHERE kind = 'mark_saved';
CREATE INDEX ix_line_purged ON line (subject) WHERE kind = 'payload_purged';
CREATE INDEX ix_line_seq ON line (seq) WHERE kind = 'models_put';
CREATE INDEX ix_line_subject ON line (subject) WHERE kind = 'link_put';
CREATE TABLE mention (
    part TEXT COLLATE "C" NOT NULL,
    number TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_mention PRIMARY KEY (part, number, seq)
);
CREATE TABLE number (
    number TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    "of" TEXT COLLATE "C" NOT NULL,
    owner TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_number PRIMARY KEY (number, name, "of", owner)
);
CREATE INDEX ix_number_owner_of ON number (owner, "of");
CREATE TABLE one_time (
    account TEXT COLLATE "C" NOT NULL,
    until TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_one_time PRIMARY KEY (account)
);
CREATE TABLE package_step (
    seq BIGINT NOT NULL,
    package_id TEXT COLLATE "C" NOT NULL,
    recommendation_id TEXT COLLATE "C" NOT NULL,
    item_id TEXT COLLATE "C" NOT NULL,
    step TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_package_step PRIMARY KEY (seq)
);
CREATE INDEX ix_package_step_package_id ON package_step (package_id);
CREATE INDEX ix_package_step_recommendation_id ON package_step (recommendation_id);
CREATE TABLE payload (
    digest TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_payload PRIMARY KEY (digest)
);
CREATE TABLE progress (
    name TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_progress PRIMARY KEY (name)
);
CREATE TABLE reading_note (
    reading_id TEXT COLLATE "C" NOT NULL,
    what TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_reading_note PRIMARY KEY (reading_id, what, name)
);
CREATE TABLE reconfirmed (
    recommendation_id TEXT COLLATE "C" NOT NULL,
    item_id TEXT COLLATE "C" NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_reconfirmed PRIMARY KEY (recommendation_id)
);
CREATE TABLE rule_count (
    rule TEXT COLLATE "C" NOT NULL,
    fired BIGINT NOT NULL,
    CONSTRAINT pk_rule_count PRIMARY KEY (rule)
);
CREATE TABLE second_reading (
    reading_id TEXT COLLATE "C" NOT NULL,
    recommendation_id TEXT COLLATE "C" NOT NULL,
    item_id TEXT COLLATE "C" NOT NULL,
    first TEXT COLLATE "C" NOT NULL,
    reader TEXT COLLATE "C" NOT NULL,
    asked_by TEXT COLLATE "C" NOT NULL,
    asked_at TEXT COLLATE "C" NOT NULL,
    hide_model BIGINT NOT NULL,
    signed TEXT COLLATE "C" NOT NULL,
    adjudicated TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_second_reading PRIMARY KEY (reading_id)
);
CREATE INDEX ix_second_reading_item_id ON second_reading (item_id);
CREATE INDEX ix_second_reading_recommendation_id ON second_reading (recommendation_id);
CREATE TABLE shipment (
    seq BIGINT NOT NULL,
    shipment_id TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    newest BIGINT NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_shipment PRIMARY KEY (seq)
);
CREATE INDEX ix_shipment_newest_shipment_id ON shipment (newest, shipment_id);
CREATE INDEX ix_shipment_shipment_id_digest ON shipment (shipment_id, digest);
CREATE TABLE skill (
    account TEXT COLLATE "C" NOT NULL,
    modes TEXT COLLATE "C" NOT NULL,
    cargo TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_skill PRIMARY KEY (account)
);
CREATE TABLE supervised (
    seq BIGINT NOT NULL,
    recommendation_id TEXT COLLATE "C" NOT NULL,
    item_id TEXT COLLATE "C" NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_supervised PRIMARY KEY (seq)
);
CREATE INDEX ix_supervised_item_id ON supervised (item_id);
CREATE INDEX ix_supervised_recommendation_id ON supervised (recommendation_id);
CREATE TABLE taken (
    sha256 TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_taken PRIMARY KEY (sha256)
);
CREATE TABLE acknowledged (
    item_id TEXT COLLATE "C" NOT NULL,
    notice_key TEXT COLLATE "C" NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_acknowledged PRIMARY KEY (item_id, notice_key, officer),
    CONSTRAINT fk_acknowledged_item_id_item FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE TABLE decision (
    recommendation_id TEXT COLLATE "C" NOT NULL,
    item_id TEXT COLLATE "C" NOT NULL,
    supersedes TEXT COLLATE "C" NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_decision PRIMARY KEY (recommendation_id),
    CONSTRAINT fk_decision_item_id_item FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE INDEX ix_decision_item_id ON decision (item_id);
CREATE TABLE draft (
    item_id TEXT COLLATE "C" NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY (item_id, officer),
    CONSTRAINT fk_draft_item_id_item FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE TABLE entry (
    item_id TEXT COLLATE "C" NOT NULL,
    received_at TEXT COLLATE "C" NOT NULL,
    eta TEXT COLLATE "C",
    mode TEXT COLLATE "C",
    port TEXT COLLATE "C" NOT NULL,
    equipment TEXT COLLATE "C" NOT NULL,
    goods TEXT COLLATE "C" NOT NULL,
    pieces BIGINT,
    gross_kg FLOAT,
    screening TEXT COLLATE "C",
    flagged BIGINT NOT NULL,
    energies BIGINT NOT NULL,
    strongest FLOAT NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    needs TEXT COLLATE "C" DEFAULT '' NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_entry PRIMARY KEY (item_id),
    CONSTRAINT fk_entry_item_id_item FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE INDEX ix_entry_outcome_eta ON entry (outcome, eta);
CREATE INDEX ix_entry_outcome_mode_eta ON entry (outcome, mode, eta);
CREATE INDEX ix_entry_outcome_port_eta ON entry (outcome, port, eta);
CREATE TABLE lease (
    item_id TEXT COLLATE "C" NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    since TEXT COLLATE "C" NOT NULL,
    until TEXT COLLATE "C" NOT NULL,
    seconds FLOAT NOT NULL,
    CONSTRAINT pk_lease PRIMARY KEY (item_id),
    CONSTRAINT fk_lease_item_id_item FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE TABLE notice (
    item_id TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    blocks BIGINT NOT NULL,
    warnings BIGINT NOT NULL,
    notes BIGINT NOT NULL,
    risk FLOAT NOT NULL,
    fired TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_notice PRIMARY KEY (item_id),
    CONSTRAINT fk_notice_item_id_item FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE TABLE observed (
    item_id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_observed PRIMARY KEY (item_id, name),
    CONSTRAINT fk_observed_item_id_item FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE TABLE password (
    account TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_password PRIMARY KEY (account),
    CONSTRAINT fk_password_account_account FOREIGN KEY(account) REFERENCES account (account)
);
CREATE TABLE preference (
    account TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_preference PRIMARY KEY (account, name),
    CONSTRAINT fk_preference_account_account FOREIGN KEY(account) REFERENCES account (account)
);
CREATE TABLE scan (
    scan_id TEXT COLLATE "C" NOT NULL,
    item_id TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_scan PRIMARY KEY (scan_id),
    CONSTRAINT fk_scan_item_id_item FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE INDEX ix_scan_item_id ON scan (item_id);
CREATE INDEX ix_scan_seq ON scan (seq);
CREATE TABLE turn (
    item_id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    by TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    until TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    meant_for TEXT COLLATE "C" NOT NULL,
    asked_of TEXT COLLATE "C" NOT NULL,
    ended TEXT COLLATE "C" NOT NULL,
    shipments TEXT COLLATE "C" NOT NULL,
    images BIGINT NOT NULL,
    known TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_turn PRIMARY KEY (item_id),
    CONSTRAINT fk_turn_item_id_item FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE INDEX ix_turn_ended_kind ON turn (ended, kind);
CREATE TABLE image (
    sha256 TEXT COLLATE "C" NOT NULL,
    scan_id TEXT COLLATE "C" NOT NULL,
    view TEXT COLLATE "C" NOT NULL,
    energy TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_image PRIMARY KEY (sha256),
    CONSTRAINT fk_image_scan_id_scan FOREIGN KEY(scan_id) REFERENCES scan (scan_id)
);
CREATE INDEX ix_image_scan_id ON image (scan_id);
CREATE TABLE link (
    scan_id TEXT COLLATE "C" NOT NULL,
    shipment_id TEXT COLLATE "C" NOT NULL,
    link_class TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_link PRIMARY KEY (scan_id, shipment_id),
    CONSTRAINT fk_link_scan_id_scan FOREIGN KEY(scan_id) REFERENCES scan (scan_id)
);
CREATE INDEX ix_link_seq ON link (seq) WHERE link_class = 'ORPHANED';
CREATE INDEX ix_link_shipment_id ON link (shipment_id);
CREATE TABLE mark (
    scan_id TEXT COLLATE "C" NOT NULL,
    mark_id TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    removed BIGINT NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_mark PRIMARY KEY (scan_id, mark_id),
    CONSTRAINT fk_mark_scan_id_scan FOREIGN KEY(scan_id) REFERENCES scan (scan_id)
);
CREATE TABLE report (
    report_id TEXT COLLATE "C" NOT NULL,
    scan_id TEXT COLLATE "C" NOT NULL,
    view TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    findings BIGINT NOT NULL,
    strongest FLOAT NOT NULL,
    newest BIGINT NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_report PRIMARY KEY (report_id),
    CONSTRAINT fk_report_scan_id_scan FOREIGN KEY(scan_id) REFERENCES scan (scan_id)
);
CREATE INDEX ix_report_scan_id_newest ON report (scan_id, newest);
CREATE TABLE shown (
    scan_id TEXT COLLATE "C" NOT NULL,
    view TEXT COLLATE "C" NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    readable BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_shown PRIMARY KEY (scan_id, view, officer),
    CONSTRAINT fk_shown_scan_id_scan FOREIGN KEY(scan_id) REFERENCES scan (scan_id)
);
CREATE TABLE verdict (
    finding_id TEXT COLLATE "C" NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    scan_id TEXT COLLATE "C" NOT NULL,
    verdict TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_verdict PRIMARY KEY (finding_id, officer),
    CONSTRAINT fk_verdict_scan_id_scan FOREIGN KEY(scan_id) REFERENCES scan (scan_id)
);
CREATE INDEX ix_verdict_scan_id ON verdict (scan_id);
CREATE TABLE viewed (
    scan_id TEXT COLLATE "C" NOT NULL,
    view TEXT COLLATE "C" NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_viewed PRIMARY KEY (scan_id, view, officer),
    CONSTRAINT fk_viewed_scan_id_scan FOREIGN KEY(scan_id) REFERENCES scan (scan_id)
);
CREATE TABLE chain (
    chain TEXT COLLATE "C" NOT NULL,
    length BIGINT NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_chain PRIMARY KEY (chain)
);
CREATE TABLE chained (
    seq BIGINT NOT NULL,
    chain TEXT COLLATE "C" NOT NULL,
    place BIGINT NOT NULL,
    CONSTRAINT pk_chained PRIMARY KEY (seq),
    CONSTRAINT uq_chained_chain_place UNIQUE (chain, place)
);
CREATE TABLE constant (
    name TEXT COLLATE "C" NOT NULL,
    value JSONB NOT NULL,
    CONSTRAINT pk_constant PRIMARY KEY (name)
);
CREATE TABLE person (
    login TEXT COLLATE "C" NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    port TEXT COLLATE "C" NOT NULL,
    active BIGINT NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (login),
    CONSTRAINT uq_person_account UNIQUE (account)
);
CREATE TABLE to_refresh (
    item_id TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_to_refresh PRIMARY KEY (item_id)
);
CREATE TABLE vouched (
    seq BIGINT NOT NULL,
    second TEXT COLLATE "C" NOT NULL,
    first TEXT COLLATE "C" NOT NULL,
    act TEXT COLLATE "C" NOT NULL,
    item_id TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    used BIGINT NOT NULL,
    CONSTRAINT pk_vouched PRIMARY KEY (seq)
);
CREATE SEQUENCE line_seq START WITH 1;

