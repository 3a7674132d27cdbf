"""``prescreen doctor``: whether everything that the main job needs is here."""

from __future__ import annotations

import dataclasses
import importlib
import platform
import sys
from collections.abc import Callable, Iterator
from importlib import metadata, resources

from app.cli.arguments import Arguments, program_version
from app.cli.display import display_name
from app.cli.key_places import kept_keys
from app.cli.printing import Printer
from app.cli.serving import vault_of
from app.cli.verify import verified
from app.domain.errors import KnownError
from app.record.server.address import without_password
from app.scans import FolderStore
from app.settings import Settings, settings_of
from app.shipments.tables import NAMES, Tables
from app.vault import SEAL
from models.errors import ModelError

_PACKAGES = (
    "numpy",
    "pydicom",
    "imagecodecs",
    "opencv-python-headless",
    "onnxruntime",
    "sqlalchemy",
    "pyside6-essentials",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    detail: str
    needed: bool = True
    """False when the main job runs without it."""


def run(arguments: Arguments, printer: Printer) -> int:
    """Say one line a check and whether the main job can run; 1 when it cannot."""
    settings = settings_of(arguments.home)
    able = True
    for check in checks(settings):
        able = able and (check.ok or not check.needed)
        sign = "ok" if check.ok else ("MISSING" if check.needed else "note")
        values = {"check": check.name, **dataclasses.asdict(check)}
        del values["name"]
        printer.line(values, f"{sign:8}{check.name}: {check.detail}")
    text = "The main job can run." if able else "The main job cannot run; see what is missing."
    printer.line({"check": "main job", "ok": able, "detail": text, "needed": True}, text)
    return 0 if able else 1


def checks(settings: Settings) -> Iterator[Check]:
    """Look at one thing after the other."""
    looks: tuple[Callable[[Settings], Check], ...] = (
        _program,
        _packages,
        _providers,
        _model,
        _asked_provider,
        _alarms,
        _store,
        _record,
        _tables,
        _window,
        _fonts,
        _display,
    )
    yield from (look(settings) for look in looks)
    yield from _keys(settings)
    if settings.archive is not None:
        from app.cli.archive_checks import checks as of_archive  # noqa: PLC0415 - only of one

        yield from (Check(*found) for found in of_archive(settings))
    if settings.record:
        from app.cli.server_checks import checks as of_server  # noqa: PLC0415 - only of a server

        yield from (Check(*found) for found in of_server(settings))


def _program(_: Settings) -> Check:
    detail = f"prescreen {program_version()}, Python {platform.python_version()}"
    return Check("program", sys.version_info >= (3, 11), f"{detail}, {platform.platform()}")


def _packages(_: Settings) -> Check:
    found, missing = [], []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(f"{name} is missing")
    return Check("packages", not missing, ", ".join(missing + found))


def _providers(_: Settings) -> Check:
    try:
        providers = importlib.import_module("models.providers")
    except ImportError as error:
        return Check("providers", ok=False, detail=f"ONNX Runtime cannot be loaded: {error}")
    names = providers.available_providers()
    return Check("providers", bool(names), ", ".join(names) or "none")


def _model(_: Settings) -> Check:
    """The weights match their card and load; without them every scan would be UNKNOWN."""
    try:
        detector = importlib.import_module("models.detector").Detector.load()
    except (ImportError, ModelError) as error:
        return Check("model", ok=False, detail=str(error))
    card = detector.card
    return Check("model", ok=True, detail=f"{card.name} {card.version}, sha256 {card.sha256}")


def _alarms(settings: Settings) -> Check:
    """Which thresholds are in force; a damaged calibration makes every scan UNKNOWN."""
    try:
        card = importlib.import_module("models.card").load_card()
        choice = importlib.import_module("app.cli.alarms").alarm_choice(settings)
        found = choice.calibration(card.sha256)
    except (ImportError, ModelError) as error:
        return Check("alarms", ok=False, detail=str(error))
    if found is None:
        detail = "the thresholds of the model's card; `prescreen calibrate FOLDER` makes one's own"
        return Check("alarms", ok=True, detail=detail)
    if found.scans < importlib.import_module("models.conformal").fewest(choice.rate):
        detail = f"{found.scans} scans promise no rate of {choice.rate:.1%}: the card's thresholds"
        return Check("alarms", ok=True, detail=detail)
    detail = (
        f"a mark on {choice.rate:.1%} of views with nothing irregular, by {found.scans} scans of "
        f"{found.made_at:%Y-%m-%d}, file {found.sha256[:12]}"
    )
    return Check("alarms", ok=True, detail=detail)


def _asked_provider(settings: Settings) -> Check:
    """Whether the models run on what the settings ask for, and the server answers."""
    try:
        source = importlib.import_module("models.source")
        told = settings.server
        server = source.Server(told.url, told.model, told.timeout_s) if told else None
        asked = source.Source(None, settings.provider, server)
        engine = importlib.import_module("models.detector").Detector.of(asked).engine
        engine.begin()
    except (ImportError, ModelError) as error:
        return Check("provider asked for", ok=False, detail=str(error), needed=False)
    fallback = engine.fallback
    detail = fallback.sentence if fallback else f"{settings.provider}: {engine.provider}"
    return Check("provider asked for", ok=fallback is None, detail=detail, needed=False)


def _store(settings: Settings) -> Check:
    try:
        store = FolderStore(settings.scan_folder)
    except KnownError as error:
        return Check("store", ok=False, detail=str(error))
    return Check("store", store.writable(), str(settings.scan_folder))


def _record(settings: Settings) -> Check:
    if settings.record:
        return Check("record", ok=True, detail=f"on a server: {without_password(settings.record)}")
    if not settings.record_file.is_file():
        return Check("record", ok=True, detail=f"none yet in {settings.home}")
    values, ok = verified(settings)
    detail = f"{values['lines']} lines, head {values['head']}" if ok else str(values["reason"])
    return Check("record", ok, detail)


def _keys(settings: Settings) -> Iterator[Check]:
    """Where each key is; a record whose key cannot be had now is neither opened nor proved."""
    for kept in kept_keys(vault_of(settings)):
        needed = kept.secret is SEAL and not kept.readable and not settings.record
        yield Check(f"key {kept.secret.name}", kept.ok, kept.detail, needed)


def _tables(settings: Settings) -> Check:
    """The code tables; a damaged one of the workspace is not used, and work goes on."""
    tables = Tables.of(settings.table_folder)
    if tables.faults:
        detail = " ".join(str(fault) for fault in tables.faults)
        return Check("code tables", ok=False, detail=detail, needed=False)
    replaced = [name for name in NAMES if not tables.stamp(name).shipped]
    detail = f"{len(NAMES)} tables, replaced here: {', '.join(replaced) or 'none'}"
    return Check("code tables", ok=True, detail=detail)


def _window(_: Settings) -> Check:
    try:
        core = importlib.import_module("PySide6.QtCore")
        importlib.import_module("PySide6.QtWidgets")
    except ImportError as error:
        return Check("window", ok=False, detail=f"Qt cannot be loaded: {error}")
    return Check("window", ok=True, detail=f"Qt {core.qVersion()}")


def _fonts(_: Settings) -> Check:
    folder = resources.files("app.ui") / "fonts"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".ttf"))
    return Check("fonts", bool(names), ", ".join(names) or "the window's font is missing")


def _display(_: Settings) -> Check:
    name = display_name()
    detail = name or "none: the window opens offscreen only, `prescreen demo --out DIR` still runs"
    return Check("display", bool(name), detail, needed=False)
