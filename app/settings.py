"""What a workplace may set: where things are kept, and a short file of its own.

The file ``settings.toml`` in the workspace may hold ``port``, ``exam_places``, ``workstation``,
``lease_s``, ``retention_years``, ``language``, ``theme``, ``inbox``, ``references``,
``false_alarm_rate``, ``provider``, ``signed_models``, ``caveats``, ``referral_days``,
``baggage_reports``, ``record``, ``root_certificate``, ``scans``, ``secrets``, ``cache_gb``,
``release_needs_exact`` and the tables ``[tare_kg]``, ``[server]`` (``url``, ``model``,
``timeout_s``), ``[archive]`` (``url``, ``user``, ``root_certificate``; docs/archives.md),
``[relay]`` (docs/relay.md) and
``[supervision]`` (docs/supervision.md). Only the command line reads it.
"""

from __future__ import annotations

import dataclasses
import os
import platform
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from platformdirs import user_config_path, user_data_path

APPLICATION = "prescreen"
FILE = "settings.toml"
KEYS_VARIABLE = "PRESCREEN_KEYS"


_MOST_DAYS = 366
MOST_CACHE_GB = 4000
_PLACES = ("inbox", "root_certificate", "scans")
LEAST_RATE, MOST_RATE = 0.005, 0.2
LEAST_YEARS = 3
"""Complete calendar years that D3-4-2 asks for (¶9, ¶40)."""
KEPT_IN = ("auto", "keyring", "file")
"""Where new keys are put; ``auto`` takes the keyring where one is open."""
PROVIDERS = ("auto", "cpu", "openvino", "cuda", "tensorrt", "directml")
"""What may run the model; ``auto`` takes the best that is built in."""


class SettingsUnreadable(Exception):
    """The settings file is damaged; the message says where."""


@dataclasses.dataclass(frozen=True, slots=True)
class ModelServer:
    """A server of models that speaks the Open Inference Protocol.

    Attributes
    ----------
    url
        ``http://host:port`` or ``https://...``.
    model
        What the server calls the model; the card here says which weights it must be.
    timeout_s
        Seconds that one request may take.
    """

    url: str
    model: str
    timeout_s: float = 20.0


@dataclasses.dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """Where scans come from that are kept elsewhere; docs/archives.md.

    Attributes
    ----------
    url
        ``https://host/path``: where the archive's paths begin.
    user
        Who asks; empty where the archive asks for nobody. Its password is never a setting.
    root_certificate
        Certificate that the archive's must be signed with; None for one that this machine trusts.
    """

    url: str
    user: str = ""
    root_certificate: Path | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class SupervisionSettings:
    """How much is looked at again; docs/supervision.md.

    Attributes
    ----------
    release_share
        Of all release recommendations, the share that a supervisor looks at again.
    compliance_share
        Of all items that arrive, the share that is referred for a random compliance check.
    reading_share
        Of all decisions, the share that a second person reads blind.
    hide_model
        Whether second readers do not see the model's findings either.
    days
        Decisions older than this do not wait for a supervisor any more.
    """

    release_share: float = 0.05
    compliance_share: float = 0.0
    reading_share: float = 0.0
    hide_model: bool = True
    days: int = 30


@dataclasses.dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may be set; the defaults make a workspace of one's own.

    Attributes
    ----------
    home
        The workspace: record, scan store, settings.
    key_folder
        Where the key that seals the record is kept, or what says where it is, apart from the
        workspace.
    secrets
        Where new keys are put, one of `KEPT_IN`. `settings_of` says ``auto`` unless the folder of
        the keys was named.
    workstation
        Name of this machine on what is signed.
    port
        CBSA office of the workplace, four digits; empty when it serves all.
    exam_places
        Sub-locations where exams are made.
    lease_s
        Seconds that a claimed item is kept for its officer without a sign of life.
    language, theme
        ``en`` or ``fr``; ``dark`` or ``light``.
    inbox
        Folder whose files are taken in while the window is open; None when none is watched.
    references
        Whether officers may compare with other scans; a blind study switches it off.
    false_alarm_rate
        Of a hundred views with nothing irregular, the share in which the model may point at
        something: 0.005 to 0.2. More finds more, and asks officers to look in vain more often.
    provider
        What runs the models, one of `PROVIDERS`.
    signed_models
        Whether models of others run only when the site signed their cards.
    server
        Where Prescreen's own model runs instead; None when it runs here.
    caveats
        Sentences on handling that go with every decision, beside its classification.
    referral_days
        Days after the arrival of the goods for which the port may act on a referral.
    baggage_reports
        Whether the port's reports (TDR) call the object BAGGAGE, for toolkits that drop the boxes
        of CARGO when they read.
    retention_years
        Complete calendar years, besides the current one, that everything is kept (¶9, ¶40).
    record
        Address of a server's record, ``postgresql://NAME@SERVER/DATABASE``; empty where the record
        is a file of the workspace.
    root_certificate
        Certificate that the server's must be signed with; None for one that this machine trusts.
    scans
        The scan store where it does not lie in the workspace: many machines share it.
    tare_kg
        Assumed empty mass in kilograms by kind of equipment, where it differs from the default.
    supervision
        How much is looked at again.
    release_needs_exact
        Whether a release is recommended only on pictures that are here without any loss.
    cache_gb
        Gigabytes (1e9 bytes) that scans of an archive may take on this machine; 0 keeps none.
    archive
        Where scans come from that are kept elsewhere; None where all are kept here.
    """

    home: Path
    key_folder: Path
    workstation: str
    secrets: str = "file"
    port: str = ""
    exam_places: tuple[str, ...] = ()
    lease_s: int = 900
    language: str = "en"
    theme: str = "dark"
    inbox: Path | None = None
    references: bool = True
    false_alarm_rate: float = 0.05
    provider: str = "auto"
    signed_models: bool = False
    server: ModelServer | None = None
    caveats: tuple[str, ...] = ()
    referral_days: int = 30
    baggage_reports: bool = False
    retention_years: int = 3
    record: str = ""
    root_certificate: Path | None = None
    scans: Path | None = None
    tare_kg: Mapping[str, float] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    supervision: SupervisionSettings = SupervisionSettings()
    release_needs_exact: bool = True
    cache_gb: float = 20.0
    archive: ArchiveSettings | None = None
    relay: Mapping[str, Any] = dataclasses.field(default_factory=lambda: MappingProxyType({}))

    @property
    def record_file(self) -> Path:
        """The record of the workspace."""
        return self.home / "record.db"

    @property
    def cache_folder(self) -> Path:
        """Scans of an archive, locked and kept for a while (docs/archives.md)."""
        return self.home / "cache"

    @property
    def cache_bytes(self) -> int:
        """Bytes that the cache may take."""
        return int(self.cache_gb * 1e9)

    @property
    def calibration_folder(self) -> Path:
        """The calibrations of the workspace's scanners."""
        return self.home / "calibrations"

    @property
    def alarm_folder(self) -> Path:
        """What harmless scans scored, a file for each model (docs/thresholds.md)."""
        return self.home / "alarms"

    @property
    def model_folder(self) -> Path:
        """Models of others: a card and its weights each."""
        return self.home / "models"

    @property
    def table_folder(self) -> Path:
        """The code tables that take the place of shipped ones."""
        return self.home / "tables"

    @property
    def referral_folder(self) -> Path:
        """The packages for ports, a folder each."""
        return self.home / "referrals"

    @property
    def scan_folder(self) -> Path:
        """The scan store of the workspace."""
        return self.scans or self.home / "scans"


def settings_of(
    home: Path | str | None = None, environ: Mapping[str, str] = os.environ
) -> Settings:
    """Return the settings of a workspace, the one in the platform's data folder unless named.

    Parameters
    ----------
    home
        A folder, or as text the address of a server's record: what this machine keeps beside that
        one lies in a folder of its own, and settings there may say more.
    environ
        Where variables are looked up.

    Raises
    ------
    SettingsUnreadable
        When its settings file is damaged.
    """
    if isinstance(home, str):
        return dataclasses.replace(settings_of(_beside(home), environ), record=home)
    place = (home or user_data_path(APPLICATION)).expanduser().absolute()
    keys = environ.get(KEYS_VARIABLE)
    settings = Settings(
        home=place,
        key_folder=Path(keys).absolute() if keys else user_config_path(APPLICATION) / "keys",
        workstation=platform.node() or "workstation",
        # Who names a folder for the keys has said where they are to lie.
        secrets="file" if keys else "auto",
    )
    file = place / FILE
    return _with_file(settings, file) if file.is_file() else settings


def _beside(address: str) -> Path:
    """Return where this machine keeps what belongs to a server's record and is not in it."""
    parts = urlsplit(address)
    name = re.sub(r"[^A-Za-z0-9.-]+", "-", f"{parts.netloc.rpartition('@')[2]}{parts.path}")
    return user_data_path(APPLICATION) / "servers" / name.strip("-.")


def _with_file(settings: Settings, file: Path) -> Settings:
    try:
        tree = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsUnreadable(f"The settings {file} cannot be read: {error}.") from error
    known: dict[str, type | tuple[type, ...]] = {
        "workstation": str,
        "port": str,
        "lease_s": int,
        "retention_years": int,
        "record": str,
        "root_certificate": str,
        "scans": str,
        "secrets": str,
        "language": str,
        "theme": str,
        "inbox": str,
        "references": bool,
        "false_alarm_rate": (int, float),
        "provider": str,
        "signed_models": bool,
        "release_needs_exact": bool,
        "server": dict,
        "exam_places": list,
        "caveats": list,
        "referral_days": int,
        "baggage_reports": bool,
        "tare_kg": dict,
        "supervision": dict,
        "archive": dict,
        "relay": dict,
        "cache_gb": (int, float),
    }
    for name, value in tree.items():
        if name not in known or not isinstance(value, known[name]):
            raise SettingsUnreadable(
                f"The settings {file} cannot be used: {name} is unknown or of the wrong kind."
            )
    return dataclasses.replace(settings, **_frozen(tree, file))


def _frozen(tree: dict[str, Any], file: Path) -> dict[str, Any]:
    """Return the file's values as the settings keep them."""
    # A relative place lies in the workspace, wherever the program was started.
    places = {name: file.parent / Path(tree[name]).expanduser() for name in _PLACES if name in tree}
    values = tree | places
    _check_amounts(values, file)
    values |= {
        name: tuple(str(one) for one in values[name])
        for name in ("exam_places", "caveats")
        if name in values
    }
    _check_days(values.get("referral_days", 1), file)
    years = values.get("retention_years", LEAST_YEARS)
    if isinstance(years, bool) or years < LEAST_YEARS:
        raise SettingsUnreadable(
            f"The settings {file} cannot be used: retention_years is {LEAST_YEARS} or more."
        )
    for name, choices in (("provider", PROVIDERS), ("secrets", KEPT_IN)):
        if values.get(name, "auto") not in choices:
            raise SettingsUnreadable(
                f"The settings {file} cannot be used: {name} is one of {', '.join(choices)}."
            )
    if "server" in values:
        values["server"] = _server(values["server"], file)
    if "archive" in values:
        values["archive"] = _archive(values["archive"], file)
    values |= {
        name: _supervision(table, file) for name, table in tree.items() if name == "supervision"
    }
    if "tare_kg" in values:
        tares = values["tare_kg"]
        if not all(isinstance(mass, int | float) and mass >= 0 for mass in tares.values()):
            raise SettingsUnreadable(f"The settings {file} cannot be used: tare_kg needs masses.")
        values["tare_kg"] = MappingProxyType({kind: float(mass) for kind, mass in tares.items()})
    return values


def _check_amounts(values: dict[str, Any], file: Path) -> None:
    if "false_alarm_rate" in values and not LEAST_RATE <= values["false_alarm_rate"] <= MOST_RATE:
        raise SettingsUnreadable(
            f"The settings {file} cannot be used: false_alarm_rate lies between {LEAST_RATE:g} and "
            f"{MOST_RATE:g}."
        )
    if not 0 <= values.get("cache_gb", 0) <= MOST_CACHE_GB:
        raise SettingsUnreadable(
            f"The settings {file} cannot be used: cache_gb lies between 0 and {MOST_CACHE_GB}."
        )


def _check_days(days: int, file: Path) -> None:
    if not 1 <= days <= _MOST_DAYS:
        raise SettingsUnreadable(
            f"The settings {file} cannot be used: referral_days lies between 1 and {_MOST_DAYS}."
        )


def _supervision(table: dict[str, Any], file: Path) -> SupervisionSettings:
    """Return the table of supervision; shares lie between 0 and 1."""
    kinds = {field.name: type(field.default) for field in dataclasses.fields(SupervisionSettings)}
    for name, value in table.items():
        kind = kinds.get(name)
        given = float if kind is float and type(value) is int else type(value)
        sound = kind is not None and given is kind
        if name.endswith("_share"):
            sound = sound and 0 <= value <= 1
        if name == "days":
            sound = sound and 1 <= value <= _MOST_DAYS
        if not sound:
            raise SettingsUnreadable(
                f"The settings {file} cannot be used: [supervision] has no {name} such as {value}. "
                "Shares lie between 0 and 1, days between 1 and "
                f"{_MOST_DAYS}, and hide_model is true or false."
            )
    shares = {name: float(one) for name, one in table.items() if name.endswith("_share")}
    return SupervisionSettings(**{**table, **shares})


def _archive(table: dict[str, Any], file: Path) -> ArchiveSettings:
    """Return the table of an archive; what its address must be is said where it is used."""
    if isinstance(table.get("url"), str) and "@" in table["url"]:
        raise SettingsUnreadable(
            f"The settings {file} cannot be used: the url of [archive] holds a name or a password. "
            "The name goes into user, and no password is kept in a file."
        )
    known = set(table) <= {"url", "user", "root_certificate"}
    if not (known and table.get("url") and all(isinstance(one, str) for one in table.values())):
        raise SettingsUnreadable(
            f"The settings {file} cannot be used: [archive] needs url (https://host/path), and may "
            "have user and root_certificate, each a text."
        )
    root = table.get("root_certificate")
    place = file.parent / Path(root).expanduser() if root else None
    return ArchiveSettings(table["url"], table.get("user", ""), place)


def _server(table: dict[str, Any], file: Path) -> ModelServer:
    url, model, seconds = (
        table.get("url"),
        table.get("model"),
        table.get("timeout_s", 20.0),
    )
    known = set(table) <= {"url", "model", "timeout_s"}
    if isinstance(url, str) and urlsplit(url).username is not None:
        raise SettingsUnreadable(
            f"The settings {file} cannot be used: the url of [server] holds a name or a password, "
            "and no password is kept in a file."
        )
    sound = isinstance(url, str) and url.startswith(("http://", "https://"))
    timed = isinstance(seconds, int | float) and not isinstance(seconds, bool) and seconds > 0
    if not (known and sound and timed and isinstance(model, str) and model):
        raise SettingsUnreadable(
            f"The settings {file} cannot be used: [server] needs url (http://host:port) and model, "
            "and may have timeout_s."
        )
    return ModelServer(str(url), model, float(seconds))
