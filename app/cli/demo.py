"""``prescreen demo [--out DIR]``: the sample workspace, signed in as a sample officer.

With a display the window opens. Without one, or with ``--out``, the real window is driven
offscreen and leaves screenshots, the package for the port and ``summary.json``. Queue, rules and
model run live on copies of the samples whose times are moved to now.
"""

from __future__ import annotations

import dataclasses
import json
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

from app.cli.arguments import Arguments
from app.cli.display import display_name
from app.cli.ingest import as_dict
from app.cli.office import Office
from app.cli.printing import Printer
from app.cli.workspace import open_record
from app.domain.clock import system_clock
from app.domain.decision import Kind
from app.domain.errors import KnownError
from app.domain.officer import Officer, Role
from app.domain.words import Sentence
from app.domain.work import Item, LinkClass
from app.intake import REJECTED, take_in
from app.record import Record
from app.review.referral import Making, write_package
from app.scans import FolderStore
from app.settings import KEYS_VARIABLE, Settings, settings_of
from app.ui.demo_drive import drive
from app.ui.opening import run_window
from app.ui.printed import draw_referral
from sample_scans.fresh import copy_fresh

OFFICER = Officer("sample", "A. Tremblay (sample)", Role.OFFICER, sample=True)
UNASKED = Path("demo")
"""Where the results go when there is no display and no place was named."""
MARKER = ".prescreen-demo"
"""Says that what lies beside it was made by a demonstration and may be made anew."""
_OURS = ("workspace", "keys", "arrivals", "screenshots", "referral")


def run(arguments: Arguments, printer: Printer) -> int:
    """Open the sample workspace, or drive it; 1 when the drive did not come to both decisions."""
    if arguments.out is None and display_name():
        with tempfile.TemporaryDirectory(
            prefix="prescreen-demo-", ignore_cleanup_errors=True
        ) as temporary:
            folder = Path(temporary)
            return _opened(_settings(folder, arguments.home), folder / "arrivals", printer)
    return _driven((arguments.out or UNASKED).absolute(), arguments.home, printer)


def _settings(folder: Path, home: Path | None) -> Settings:
    """Return settings whose workspace and keys lie in the folder, unless they were named."""
    settings = settings_of(home or folder / "workspace")
    if os.environ.get(KEYS_VARIABLE):
        return settings
    # What is thrown away again leaves nothing in anybody's keyring.
    return dataclasses.replace(settings, key_folder=folder / "keys", secrets="file")


def prepare(settings: Settings, arrivals: Path, printer: Printer) -> str:
    """Take the samples in and make the sample officer; return the password.

    A sample workspace of before is left as it is, and its password is known to nobody but whom it
    was told: then the text is empty.

    Raises
    ------
    KnownError
        When the workspace is in use: samples must never stand among real cargo.
    """
    clock = system_clock()
    password = secrets.token_urlsafe(15)
    with open_record(settings, clock) as record:
        if record.accounts() == (OFFICER,):
            return ""
        if record.accounts() or record.scans() or record.shipments():
            raise _in_use(settings.home)
        record.add_account(OFFICER, password)
        store = FolderStore(settings.scan_folder)
        paths = copy_fresh(arrivals, now=clock.now())
        for outcome in take_in(paths, record=record, store=store, clock=clock):
            if outcome.status == REJECTED:
                printer.line(as_dict(outcome), f"Turned away: {outcome.path.name}")
    return password


def _in_use(home: Path) -> KnownError:
    return KnownError(
        Sentence(
            "The workspace {home} is in use, and samples must not stand among real cargo. Name "
            "another folder.",
            MappingProxyType({"home": str(home)}),
        )
    )


def _opened(settings: Settings, arrivals: Path, printer: Printer) -> int:
    """Open the window on the samples; they are screened while the officer looks around."""
    password = prepare(settings, arrivals, printer)
    unlocked_by = password or "the one said when it was made"
    printer.line(
        {"account": OFFICER.account, "password": password, "home": str(settings.home)},
        f"Sample workspace in {settings.home}\n"
        f"Signed in as {OFFICER.account}; the password to unlock is {unlocked_by}",
    )
    office = Office(settings, sample=True)
    try:
        office.screen_waiting()
        return run_window(office.wiring(), officer=OFFICER)
    finally:
        office.close()


def _driven(out: Path, home: Path | None, printer: Printer) -> int:
    """Drive the real window through one release recommendation and one referral."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    out.mkdir(parents=True, exist_ok=True)
    _clear(out)
    settings = _settings(out, home)
    prepare(settings, out / "arrivals", printer)
    office = Office(settings, sample=True)
    try:
        driven = drive(office.wiring(), OFFICER, out / "screenshots")
    finally:
        office.close()
    summary = _summary(settings, out, driven.screenshots)
    text = json.dumps(summary, indent=1)
    (out / "summary.json").write_text(text + "\n", encoding="utf-8")
    printer.line(summary, f"{text}\nThe results are in {out}")
    both = summary["recommended_release"] and summary["referred_for_exam"]
    if not both:
        printer.failure(
            "The drive did not come to a release recommendation and a referral: either needs an "
            "item, and the referral one on which the model flagged something."
        )
    return 0 if both and summary["verified"] else 1


def _clear(out: Path) -> None:
    """Take away what an earlier drive left; anything else in the folder stays."""
    marker = out / MARKER
    if not marker.is_file():
        if any((out / name).exists() for name in _OURS):
            raise _in_use(out)
        marker.touch()
        return
    (out / "summary.json").unlink(missing_ok=True)
    for name in _OURS:
        folder = out / name
        for path in folder.rglob("*"):
            # Kept scans are read-only, which Windows does not delete.
            path.chmod(stat.S_IRWXU)
        shutil.rmtree(folder, ignore_errors=True)


def _summary(settings: Settings, out: Path, screenshots: Sequence[Path]) -> dict[str, object]:
    """Count what is on record, and write the package of every referral."""
    with open_record(settings) as record:
        items = [record.item(item_id) for item_id in record.items()]
        decided = [item for item in items if item.decisions]
        referred = [i for i in decided if i.decisions[-1].kind is Kind.REFER_FOR_EXAM]
        released = [i for i in decided if i.decisions[-1].kind is Kind.RECOMMEND_RELEASE]
        _write_packages(referred, out / "referral", FolderStore(settings.scan_folder))
        return {
            "scans": len(record.scans()),
            "linked": sum(_linked(item) for item in items),
            "screened": sum(_screened(item) for item in items),
            "recommended_release": len(released),
            "referred_for_exam": len(referred),
            "verified": _verified(record),
            "screenshots": [str(path.relative_to(out)) for path in screenshots],
        }


def _write_packages(referred: Sequence[Item], folder: Path, store: FolderStore) -> None:
    for item in referred:
        write_package(
            item.decisions[-1],
            item,
            folder / item.item_id,
            store=store,
            making=Making(draw=draw_referral),
        )


def _linked(item: Item) -> int:
    """Count the scans that are tied to a shipment."""
    ties = {
        k.scan_id for k in item.links if k.link_class not in (LinkClass.NONE, LinkClass.CONFLICT)
    }
    return len(ties)


def _screened(item: Item) -> int:
    """Count the scans of which every view has a report."""
    done = {(report.scan_id, report.view) for report in item.reports}
    return sum(all((s.scan_id, view) in done for view in s.views) for s in item.scans)


def _verified(record: Record) -> bool:
    return record.verify().ok
