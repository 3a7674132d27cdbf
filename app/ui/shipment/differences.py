"""What differs between two versions, found by the field that it concerns."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.domain.dossier import Change
from app.domain.notice import Notice
from app.domain.words import phrase
from app.ui.i18n import render, tr

_STEP = re.compile(r"\.|(?=\[)")
_INDEXED = re.compile(r"(\w+)\[(\d+)\](?:\.(.+))?")

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "broker": phrase("Broker"),
        "carrier_code": phrase("Carrier"),
        "clvs": phrase("CLVS"),
        "consignee": phrase("Consignee"),
        "consolidated": phrase("Consolidated"),
        "conveyance": phrase("Conveyance"),
        "conveyance.crn": phrase("Conveyance"),
        "conveyance.empty": phrase("Declared empty"),
        "conveyance.eta": phrase("ETA"),
        "conveyance.flight": phrase("Flight or voyage"),
        "conveyance.fpoa": phrase("First port of arrival"),
        "conveyance.plate": phrase("Plate"),
        "conveyance.vehicle": phrase("Vehicle"),
        "csa": phrase("CSA"),
        "delivery": phrase("Delivery"),
        "exemptions": phrase("Exemptions"),
        "forwarder_code": phrase("Forwarder"),
        "gross_kg": phrase("Gross mass"),
        "hawb": phrase("HAWB"),
        "house_bills": phrase("House bills"),
        "importer": phrase("Importer"),
        "importer_bn": phrase("Business number"),
        "mawb": phrase("MAWB"),
        "movement": phrase("Movement"),
        "notify": phrase("Notify"),
        "pieces": phrase("Pieces"),
        "place_of_acceptance": phrase("Place of acceptance"),
        "place_of_loading": phrase("Place of loading"),
        "port_of_destination": phrase("Destination"),
        "previous_ccn": phrase("Lies in"),
        "release_no": phrase("Release request"),
        "release_office": phrase("Release office"),
        "replaces_ccn": phrase("Takes the place of"),
        "service_option": phrase("Service option"),
        "shipper": phrase("Shipper"),
        "special_instructions": phrase("Instructions"),
        "special_process": phrase("Special process"),
        "sub_location": phrase("Sub-location"),
        "unit": phrase("Kind of package"),
        "value": phrase("Value"),
        "volume_m3": phrase("Volume"),
    }
)
"""Names of fields on the panel; what is not here is called by its path."""

LISTS: Mapping[str, str] = MappingProxyType(
    {
        "goods": phrase("Line {number}"),
        "equipment": phrase("Equipment {number}"),
        "notify": phrase("Notify {number}"),
    }
)
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "address": phrase("address"),
        "also_dangerous": phrase("further dangerous goods"),
        "business_number": phrase("business number"),
        "city": phrase("city"),
        "country": phrase("country"),
        "description": phrase("description"),
        "dg_class": phrase("class"),
        "empty": phrase("declared empty"),
        "equipment": phrase("equipment"),
        "hs": phrase("HS"),
        "load": phrase("load"),
        "marks": phrase("marks"),
        "name": phrase("name"),
        "number": phrase("number"),
        "origin": phrase("origin"),
        "packing_group": phrase("packing group"),
        "plate": phrase("plate"),
        "postcode": phrase("postal code"),
        "quantity": phrase("quantity"),
        "region": phrase("region"),
        "seals": phrase("seals"),
        "un_number": phrase("UN number"),
        "unit": phrase("kind of package"),
        "value": phrase("value"),
        "weight_kg": phrase("mass"),
    }
)


class Differences:
    """Changes of one version against the one before, by path."""

    def __init__(self, changes: Sequence[Change] = ()) -> None:
        self.changes = tuple(changes)
        self._under: dict[str, list[Change]] = {}
        for change in self.changes:
            for path in _above(change.path):
                self._under.setdefault(path, []).append(change)

    @property
    def told(self) -> tuple[Change, ...]:
        """The changes as they are listed: a seal that is told twice is one."""
        return told(self.changes)

    def under(self, *paths: str) -> tuple[Change, ...]:
        """Return the changes of fields and of whatever is inside them, each once."""
        found = {change.path: change for path in paths for change in self._under.get(path, ())}
        return tuple(found.values())

    def removed(self, path: str) -> tuple[Change, ...]:
        """Return the lines of a list that the version no longer has."""
        whole = re.compile(rf"{re.escape(path)}\[\d+\]")
        return tuple(
            change
            for change in self._under.get(path, ())
            if not change.after and whole.fullmatch(change.path)
        )

    def is_new(self, path: str) -> bool:
        """Whether a line of a list was not in the version before."""
        return any(
            change.path == path and not change.before for change in self._under.get(path, ())
        )


def told(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return changes as they are listed: what is said of seals besides their numbers goes along."""
    numbered = {change.path.partition(".seals")[0] for change in changes if ".seals" in change.path}
    return tuple(
        change
        for change in changes
        if ".sealing" not in change.path or change.path.partition(".sealing")[0] not in numbered
    )


def field_words(path: str) -> str:
    """Return the name of a field by its path."""
    if path in FIELDS:
        return tr(FIELDS[path])
    listed = _INDEXED.fullmatch(path)
    if listed is not None and listed[1] in LISTS:
        name = tr(LISTS[listed[1]], number=int(listed[2]) + 1)
        return f"{name}, {_part(listed[3])}" if listed[3] else name
    first, _, rest = path.partition(".")
    return f"{tr(FIELDS[first])}, {_part(rest)}" if first in FIELDS and rest else path


def remark_words(remark: Notice) -> str:
    """Return what a rule mentions, with the names of the fields it speaks of, never their paths."""
    sentence = remark.sentence
    if "fields" not in sentence.values:
        return render(sentence)
    named = ", ".join(map(field_words, sentence.values["fields"].split(", ")))
    return render(dataclasses.replace(sentence, values={**sentence.values, "fields": named}))


def value_words(text: str) -> str:
    """Return one side of a change as a person reads it: times without the signs of a machine."""
    if text == "yes":
        return tr("yes")
    if len(text) >= 20 and text.endswith("Z") and text[10] == "T":
        try:
            return dt.datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M UTC")
        except ValueError:
            return text
    return text


def _part(path: str) -> str:
    last = path.partition("[")[0]
    return tr(PARTS[last]) if last in PARTS else path


def _above(path: str) -> list[str]:
    """Return a path and every path that it lies under."""
    ends = [found.start() for found in _STEP.finditer(path) if found.start()]
    return [*(path[:end] for end in ends), path]
