"""What an officer tries who signs in with plain SQL, past the program."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.decision import Kind
from tests.services.agency import said
from tests.services.attacks import (
    AT,
    DENIED,
    NOTHING,
    OF_REVIEWERS,
    Attack,
    alone_at_another_time,
    alone_elsewhere,
    borrowed_image,
    confirmed_unseen,
    decide,
    each,
    every_table,
    in_the_future,
    in_the_past,
    inner_functions,
    look_at_held,
    raw,
    reconfirmed,
    replay_text,
    salted,
    told_falsely,
    too_many,
    twice_late,
    vouch_for_another_item,
    words_are_words,
)

_FORGED_LINE = (
    "INSERT INTO line VALUES (1000000, '2020-01-01T00:00:00.000000+00:00', 'chen', 'decided', "
    "'{held}', '', '', '')"
)
_FILTERS = 'SELECT claim_next(\'{"where": "1=1; DROP TABLE line"}\')'


_COLLEAGUES = (
    "SELECT body FROM draft WHERE officer <> 'tremblay' UNION ALL "
    "SELECT body FROM preference WHERE account <> 'tremblay'"
)
_REPLACED = (
    "CREATE OR REPLACE FUNCTION prescreen.my_port() RETURNS text LANGUAGE sql AS $$ SELECT '' $$"
)


def by_officer() -> Iterator[Attack]:
    """Yield the attempts of an officer."""
    yield from (
        Attack("officer", tries, how, refused)
        for tries, how, refused in (
            # --- to be somebody else
            ("signs in another officer's name", decide("mine", by="singh"), "not_yours"),
            ("signs as a supervisor", decide("mine", role="supervisor"), "not_yours"),
            ("signs for another office", decide("mine", unit="0453"), "not_yours"),
            ("signs with a time to come", in_the_future, "future"),
            ("signs with a time long gone", in_the_past, "old"),
            ("says that she signed alone, at another time", alone_at_another_time, "old"),
            ("says that she signed alone what came for another item", alone_elsewhere, "old"),
            (
                "refers without a time to which it is valid",
                decide("mine", valid_until=None),
                "no_until",
            ),
            ("refers until before she signed", decide("mine", valid_until=AT), "no_until"),
            (
                "refers goods of another item",
                decide("mine", subjects=("8000X-held",)),
                "other_subject",
            ),
            ("refers what nothing is known by", decide("mine", subjects=("~",)), "other_subject"),
            (
                "took note of what was not told",
                decide("mine", acknowledged=("R080:x",)),
                "not_noted",
            ),
            (
                "writes that a colleague signed in",
                lambda s: s.write("signed_in", "singh", {"name_tag": "t"}),
                "not_yours",
            ),
            ("writes a line with actor and time of her choice", _FORGED_LINE, DENIED),
            ("makes herself a supervisor", "UPDATE person SET role = 'supervisor'", DENIED),
            (
                "becomes another role",
                each(
                    "SET ROLE chen",
                    "SET ROLE prescreen_supervisor",
                    "SET ROLE prescreen_intake",
                    "SET ROLE prescreen_owner",
                    "SET ROLE postgres",
                    "SET SESSION AUTHORIZATION chen",
                ),
                DENIED,
            ),
            (
                "gives herself rights",
                each(
                    "GRANT prescreen_supervisor TO tremblay",
                    "GRANT prescreen_owner TO tremblay",
                    "ALTER ROLE tremblay SUPERUSER",
                    "ALTER ROLE tremblay BYPASSRLS",
                    "ALTER ROLE tremblay CREATEROLE",
                    "ALTER ROLE tremblay REPLICATION",
                    "ALTER ROLE tremblay CONNECTION LIMIT -1",
                    "ALTER ROLE chen PASSWORD 'mine'",
                    "CREATE ROLE ghost",
                    "DROP ROLE chen",
                    "GRANT EXECUTE ON FUNCTION prescreen.seal TO tremblay",
                ),
                DENIED,
            ),
            # --- to take what is not hers
            ("claims an item of another port", "SELECT claim('{elsewhere}')", "no_item"),
            ("claims what a colleague has", "SELECT claim('{held}')", "held"),
            (
                "takes it over as a supervisor does",
                "SELECT claim('{held}', 60, true)",
                "no_supervisor",
            ),
            (
                "gives a lease to somebody else",
                "UPDATE lease SET officer = 'tremblay' WHERE item_id = '{held}'",
                DENIED,
            ),
            ("ends a colleague's lease", "SELECT hand_back('{held}')", "lost"),
            ("renews a colleague's lease", "SELECT renew('{held}')", "lost"),
            ("claims for ever", "SELECT claim('{waiting}', 'infinity')", "lease_length"),
            ("claims for no number of seconds", "SELECT claim('{waiting}', 'NaN')", "lease_length"),
            ("claims for less than nothing", "SELECT claim('{waiting}', -1)", "lease_length"),
            ("puts SQL into the queue's filters", _FILTERS, "filters"),
            ("notes a view on a colleague's item", look_at_held, "lost"),
            (
                "claims where it does not see what others have claimed",
                lambda s: s.run(
                    "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT prescreen.claim_next(); COMMIT"
                ),
                "isolation",
            ),
            # --- to decide what is not hers to decide
            ("decides without a lease", decide("waiting"), "not_claimed"),
            ("decides what a colleague has", decide("held"), "lost"),
            ("decides for another port", decide("elsewhere"), "no_item"),
            ("decides a second time", decide("decided"), "decided_already"),
            (
                "corrects a decision that is not the latest",
                decide("decided", supersedes="nothing"),
                "not_latest",
            ),
            (
                "corrects what somebody else signed",
                lambda s: s.decide("decided", supersedes=s.decision),
                "not_signer",
            ),
            (
                "replays the number of a recommendation",
                lambda s: s.decide("mine", recommendation_id=s.decision),
                "known",
            ),
            ("replays the text of a line", replay_text, "23505"),
            ("binds a decision to an image of another item", borrowed_image, "other_image"),
            (
                "recommends release of what was not looked at",
                decide("unseen", kind=Kind.RECOMMEND_RELEASE),
                "not_shown",
            ),
            (
                "overrides a missing manifest alone",
                decide("mine", kind=Kind.RECOMMEND_RELEASE, overrides={"R020:": "x"}),
                "second_needed",
            ),
            (
                "names a second person who did not sign in",
                decide(
                    "mine", kind=Kind.RECOMMEND_RELEASE, overrides={"TARGET:": "x"}, second="chen"
                ),
                "second_needed",
            ),
            (
                "uses a second person's word for another item",
                vouch_for_another_item,
                "second_needed",
            ),
            (
                "is her own second person",
                lambda s: s.write(
                    "seconded", "mine", {"act": "override", "first": s.login, "name_tag": "t"}
                ),
                "second_same",
            ),
            # --- to read what is not hers to read
            *(
                (f"reads {what} of another port", query, NOTHING)
                for what, query in (
                    ("an item", "SELECT * FROM entry WHERE port = '0453'"),
                    ("the name of an item", "SELECT * FROM item WHERE item_id = '{elsewhere}'"),
                    ("a scan", "SELECT * FROM scan WHERE item_id = '{elsewhere}'"),
                    ("an image", "SELECT * FROM image WHERE scan_id = 'S-{elsewhere}'"),
                    ("a shipment", "SELECT * FROM shipment WHERE shipment_id = '8000{elsewhere}'"),
                    ("a report", "SELECT * FROM report WHERE scan_id = 'S-{elsewhere}'"),
                    ("a lease", "SELECT * FROM lease WHERE item_id = '{elsewhere}'"),
                    ("the log", "SELECT * FROM line WHERE subject = '{elsewhere}'"),
                    (
                        "what the log says",
                        "SELECT * FROM payload WHERE body LIKE '%{elsewhere}%'",
                    ),
                )
            ),
            (
                "reads a colleague's draft or preferences",
                _COLLEAGUES,
                NOTHING,
            ),
            (
                "keeps a preference in a colleague's name",
                "INSERT INTO preference VALUES ('singh', 'keys', '{}', 'now')",
                DENIED,
            ),
            (
                "turns the walls between ports off",
                lambda s: s.run("SET row_security = off; SELECT * FROM prescreen.entry"),
                DENIED,
            ),
            (
                "reads who may sign in, and how",
                each(
                    "SELECT * FROM person",
                    "SELECT * FROM password",
                    "SELECT * FROM attempt",
                    "SELECT * FROM vouched",
                    "SELECT * FROM constant",
                    "SELECT * FROM pg_authid",
                    "SELECT * FROM pg_shadow",
                    "SELECT pg_read_file('pg_hba.conf')",
                    "SELECT pg_ls_dir('.')",
                    "SELECT pg_stat_file('postgresql.conf')",
                ),
                DENIED,
            ),
            # --- to change what was written
            ("changes, deletes, empties or fills any table", every_table(but=OF_REVIEWERS), DENIED),
            (
                "takes the guards away",
                each(
                    "ALTER TABLE prescreen.line DISABLE TRIGGER ALL",
                    "ALTER TABLE prescreen.line DISABLE ROW LEVEL SECURITY",
                    "DROP TRIGGER line_stays ON prescreen.line",
                    "DROP POLICY reads ON prescreen.line",
                    "DROP TABLE prescreen.line",
                    "DROP SCHEMA prescreen CASCADE",
                    "DROP FUNCTION prescreen.stays CASCADE",
                    "ALTER TABLE prescreen.line OWNER TO tremblay",
                    "CREATE TRIGGER mine BEFORE INSERT ON prescreen.line "
                    "EXECUTE FUNCTION prescreen.stays()",
                    "CREATE RULE mine AS ON INSERT TO prescreen.line DO INSTEAD NOTHING",
                    "CREATE POLICY mine ON prescreen.line USING (true)",
                    "SET session_replication_role = replica",
                ),
                DENIED,
            ),
            (
                "locks everybody out of the log",
                lambda s: s.run("BEGIN; LOCK TABLE prescreen.line IN ACCESS EXCLUSIVE MODE"),
                DENIED,
            ),
            ("uses the numbers of lines up", "SELECT setval('line_seq', 1)", DENIED),
            ("takes a number of a line", "SELECT nextval('line_seq')", DENIED),
            (
                "replaces a function of the record",
                _REPLACED,
                DENIED,
            ),
            ("calls the functions behind the doors", inner_functions, DENIED),
            (
                "puts objects of her own in the way of a name",
                each(
                    "CREATE TEMP TABLE person (login text)",
                    "CREATE TABLE public.person (login text)",
                    "CREATE SCHEMA mine",
                    "CREATE FUNCTION pg_temp.now() RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$",
                    "CREATE OPERATOR pg_temp.= (leftarg = text, rightarg = text, "
                    "function = pg_catalog.textne)",
                    "CREATE VIEW prescreen.mine AS SELECT 1",
                    "CREATE TYPE prescreen.mine AS (a text)",
                    "CREATE DOMAIN public.mine AS text",
                ),
                DENIED,
            ),
            (
                "looks for names elsewhere first",
                lambda s: s.run(
                    "SET search_path = pg_temp, public, prescreen; "
                    "SELECT prescreen.claim('{elsewhere}')"
                ),
                "no_item",
            ),
            ("runs code of her own", "DO $$ BEGIN PERFORM 1; END $$", DENIED),
            # --- to reach the machine
            (
                "runs a program, reads or writes a file",
                each(
                    "COPY (SELECT 1) TO PROGRAM 'cat'",
                    "COPY (SELECT 1) TO '/tmp/prescreen-attack'",
                    "SELECT lo_import('/etc/passwd')",
                    "SELECT lo_export(1, '/tmp/prescreen-attack')",
                    "SELECT lo_create(0)",
                    "SELECT lo_from_bytea(0, 'x')",
                    "SELECT lo_put(1, 0, 'x')",
                    "LOAD 'auto_explain'",
                    "CREATE EXTENSION dblink",
                    "CREATE SUBSCRIPTION mine CONNECTION 'host=x' PUBLICATION y",
                ),
                DENIED,
            ),
            (
                "governs the server",
                each(
                    "ALTER SYSTEM SET fsync = off",
                    "SELECT pg_reload_conf()",
                    "SELECT pg_rotate_logfile()",
                    "SELECT pg_switch_wal()",
                    "SET log_statement = 'none'",
                    "SET temp_file_limit = -1",
                    "CREATE DATABASE mine",
                    "CHECKPOINT",
                    "SELECT pg_create_physical_replication_slot('mine')",
                ),
                DENIED,
            ),
            (
                "ends somebody else's connection",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
                DENIED,
            ),
            ("opens more connections than a person has", too_many, "too many connections"),
            # --- to break what reads it
            (
                "sends a body of two mebibytes",
                raw("event_noted", "mine", " " * 2**21),
                "too_large",
            ),
            (
                "nests a body a hundred thousand deep",
                raw("event_noted", "mine", "[" * 10**5),
                "54001",
            ),
            ("sends what is no JSON", raw("event_noted", "mine", "so"), "22P02"),
            ("sends no body", "SELECT append('event_noted', '{mine}', NULL)", "shape"),
            (
                "hides a NUL in a text",
                raw("event_noted", "mine", salted('{"name":"\\u0000","values":{}}')),
                "22P05",
            ),
            (
                "sends half a character",
                raw("event_noted", "mine", salted('{"name":"\\ud800","values":{}}')),
                "22P02",
            ),
            (
                "sends bytes that are no text",
                "SELECT append('event_noted', convert_from('\\x00ff'::bytea, 'UTF8'), '{}')",
                "22021",
            ),
            (
                "sends a text that only means the same",
                raw("event_noted", "mine", salted('{"values":{},"name":"x"}')),
                "shape",
            ),
            (
                "says one thing twice in a body",
                raw("event_noted", "mine", salted('{"name":"x","name":"y","values":{}}')),
                "shape",
            ),
            (
                "writes a time that only the server can read",
                raw("decided", "mine", said({}).replace("{}", "now", 1)),
                "22P02",
            ),
            (
                "confirms a decision that was not made alone",
                lambda s: s.write("reconfirmed", "decided", reconfirmed(s.decision)),
                "not_waiting",
            ),
            ("confirms what was decided alone, unseen", confirmed_unseen, "not_looked"),
            ("sends a late act twice", twice_late, "known"),
            ("writes a line of no kind", raw("released", "mine", said({})), "kind"),
            ("writes that a payload was purged", raw("payload_purged", "mine", said({})), "kind"),
            ("writes that an image came in", raw("image_added", "mine", said({})), "role"),
            ("puts SQL into a note and a subject", words_are_words, "salt"),
            ("says falsely that the queue changed", told_falsely, NOTHING),
        )
    )
