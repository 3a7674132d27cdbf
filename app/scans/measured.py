"""What was measured in a view, kept beside its heat map: JSON in the scan store.

The report of a screening names the digest, so that the figures are bound to it and nobody needs to
decode the scan again to see them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.domain.errors import KnownError
from app.domain.threat import ThreatDetectionReport
from app.domain.words import say
from app.scans.folder import FolderStore, StoreError
from app.shipments.discrepancies import Seen, together

SCHEMA = "prescreen-seen/1"


class MeasuredUnreadable(KnownError):
    """A kept measurement is damaged."""


def keep_seen(store: FolderStore, seen: Seen) -> str:
    """Keep what was measured in one view; return its digest.

    Raises
    ------
    StoreError
        When the store cannot be written.
    """
    tree = {
        "schema": SCHEMA,
        "mass_kg": seen.mass_kg,
        "mass_sigma_kg": seen.mass_sigma_kg,
        "loaded_share": seen.loaded_share,
        "material_shares": dict(sorted(seen.material_shares.items())),
        "length_m": seen.length_m,
        "opaque_share": seen.opaque_share,
    }
    return store.put_bytes(json.dumps(tree, sort_keys=True).encode()).sha256


def seen_in(store: FolderStore, sha256: str) -> Seen:
    """Read back what `keep_seen` kept.

    Raises
    ------
    StoreError
        When the store no longer holds it.
    MeasuredUnreadable
        When its bytes are not what they were.
    """
    if not store.check(sha256):
        store.path(sha256)
        raise MeasuredUnreadable(
            say(
                "What was measured ({digest}) is damaged; screen the scan again.",
                digest=sha256[:12],
            )
        )
    tree = json.loads(store.path(sha256).read_bytes())
    return Seen(
        mass_kg=tree["mass_kg"],
        mass_sigma_kg=tree["mass_sigma_kg"],
        loaded_share=tree["loaded_share"],
        material_shares=MappingProxyType(tree["material_shares"]),
        length_m=tree["length_m"],
        opaque_share=tree["opaque_share"],
    )


def seen_of(store: FolderStore, reports: Iterable[ThreatDetectionReport]) -> Seen | None:
    """Sum what was measured in the first measured view of each scan.

    Two views of one scan show the same goods twice, so that only one of them counts. A
    measurement that cannot be read back counts as none: the comparison then says "not measured".
    """
    first: Mapping[str, Seen] = {}
    found = dict(first)
    for report in reports:
        if not report.seen_sha256 or report.scan_id in found:
            continue
        try:
            found[report.scan_id] = seen_in(store, report.seen_sha256)
        except (StoreError, MeasuredUnreadable):
            continue
    return together(tuple(found.values()))
