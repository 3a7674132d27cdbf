"""The triggers that make the log append-only, as the database must hold them."""

from __future__ import annotations

from types import MappingProxyType

TRIGGERS = MappingProxyType(
    {
        "line_follows": (
            "CREATE TRIGGER line_follows BEFORE INSERT ON line "
            "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM line) "
            "OR NEW.previous IS NOT "
            "(SELECT coalesce((SELECT hash FROM line ORDER BY seq DESC LIMIT 1), '')) "
            "BEGIN SELECT RAISE(ABORT, 'a line follows the last one'); END"
        ),
        "line_stays": (
            "CREATE TRIGGER line_stays BEFORE UPDATE ON line "
            "BEGIN SELECT RAISE(ABORT, 'a line is never changed'); END"
        ),
        "line_remains": (
            "CREATE TRIGGER line_remains BEFORE DELETE ON line "
            "BEGIN SELECT RAISE(ABORT, 'a line is never deleted'); END"
        ),
        "payload_new": (
            "CREATE TRIGGER payload_new BEFORE INSERT ON payload "
            "WHEN EXISTS (SELECT 1 FROM payload WHERE digest = NEW.digest) "
            "BEGIN SELECT RAISE(ABORT, 'a payload is never replaced'); END"
        ),
        "payload_stays": (
            "CREATE TRIGGER payload_stays BEFORE UPDATE ON payload "
            "BEGIN SELECT RAISE(ABORT, 'a payload is never changed'); END"
        ),
        "payload_remains": (
            "CREATE TRIGGER payload_remains BEFORE DELETE ON payload "
            "WHEN NOT EXISTS (SELECT 1 FROM line "
            "WHERE kind = 'payload_purged' AND subject = OLD.digest) "
            "BEGIN SELECT RAISE(ABORT, 'a payload is purged only after a line says so'); END"
        ),
        "head_single": (
            "CREATE TRIGGER head_single BEFORE INSERT ON head "
            "WHEN EXISTS (SELECT 1 FROM head) OR NEW.one IS NOT 1 "
            "BEGIN SELECT RAISE(ABORT, 'there is one head'); END"
        ),
        "head_forward": (
            "CREATE TRIGGER head_forward BEFORE UPDATE ON head "
            "WHEN NEW.length <= OLD.length OR NEW.record_id IS NOT OLD.record_id "
            "OR NEW.one IS NOT 1 "
            "BEGIN SELECT RAISE(ABORT, 'the head only moves forward'); END"
        ),
        "head_remains": (
            "CREATE TRIGGER head_remains BEFORE DELETE ON head "
            "BEGIN SELECT RAISE(ABORT, 'the head is never deleted'); END"
        ),
        "decision_new": (
            "CREATE TRIGGER decision_new BEFORE INSERT ON decision "
            "WHEN EXISTS (SELECT 1 FROM decision "
            "WHERE recommendation_id = NEW.recommendation_id) "
            "BEGIN SELECT RAISE(ABORT, 'a decision is never replaced'); END"
        ),
        "decision_stays": (
            "CREATE TRIGGER decision_stays BEFORE UPDATE ON decision "
            "WHEN NOT EXISTS (SELECT 1 FROM line AS purge "
            "WHERE purge.kind = 'payload_purged' AND purge.subject = "
            "(SELECT payload_digest FROM line WHERE seq = OLD.seq)) "
            "BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END"
        ),
        "decision_remains": (
            "CREATE TRIGGER decision_remains BEFORE DELETE ON decision "
            "BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END"
        ),
    }
)
"""Name to statement. An officer's program, or a hand at the database, meets them alike."""
