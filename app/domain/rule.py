"""What a rule is, apart from how it decides: its row, what it needs, and how it stands."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.notice import Notice
from app.domain.words import phrase


class Level(enum.StrEnum):
    """What CBSA's systems do about it; a workstation that reads accepted data does less."""

    REJECT = "reject"
    """The record does not count as transmitted (¶144)."""
    WARN = "warn"
    INFORM = "inform"


class Bearing(enum.StrEnum):
    """What a rule bears on."""

    DECISION = "D"
    """The recommendation itself."""
    CONTEXT = "C"
    """Confidence and urgency, where or when an exam can be made."""
    INFORMATION = "I"


class Need(enum.StrEnum):
    """What a rule may lack; without it nothing is said, and never that all is well."""

    SHIPMENT = "shipment"
    CCN = "ccn"
    CRN = "crn"
    CARRIER = "carrier"
    BONDED = "bonded"
    PROGRAMMES = "programmes"
    HISTORY = "history"
    ANSWERS = "answers"
    FULL_FORM = "full_form"
    TRIP = "trip"
    ABOARD = "aboard"
    REGISTER = "register"
    BARCODE = "barcode"
    SEAL_READ = "seal_read"
    SEAL_CHAIN = "seal_chain"
    CARRIER_SEEN = "carrier_seen"
    MOVEMENT = "movement"
    DOCUMENT = "document"
    SUB_LOCATION = "sub_location"
    RELEASE_OFFICE = "release_office"
    PORT = "port"
    DESTINATION = "destination"
    ARRIVAL = "arrival"
    LOADING = "loading"
    VALIDATED = "validated"
    ZONE = "zone"
    TIME_FRAME = "time_frame"
    EXCEPTION = "exception"
    CONDITION = "condition"
    VALUE = "value"
    THRESHOLD = "threshold"
    GOODS = "goods"
    PIECES = "pieces"
    EQUIPMENT = "equipment"
    CONSIGNEE = "consignee"
    HOUSE_BILLS = "house_bills"
    CSA = "csa"
    MEASURED = "measured"
    SCREENED = "screened"
    SCAN = "scan"
    SCAN_TIME = "scan_time"
    SECOND_SCAN = "second_scan"
    EXAM_PLACE = "exam_place"
    WAREHOUSE = "warehouse"
    OFFICE = "office"
    RELEASE_REQUEST = "release_request"
    FEED = "feed"
    REVIEWED = "reviewed"
    PROCESS = "process"
    AIRLINE = "airline"
    WEIGHT = "weight"
    BOTH_ENERGIES = "both_energies"
    COUNT = "count"
    PRINTS = "prints"
    INNER = "inner"
    LENGTH = "length"
    EMPTY_LOOK = "empty_look"
    EMPTY_FORM = "empty_form"
    SOUND_IMAGE = "sound_image"
    EVERY_CAR = "every_car"
    VESSEL = "vessel"
    LEVEL = "level"
    LOOKED = "looked"
    EARLIER = "earlier"
    REFERENCES = "references"
    WORDS = "words"
    VOLUME = "volume"
    ORIGIN = "origin"
    PLACES = "places"
    SHIPPER = "shipper"
    ADDRESS = "address"


NEED_WORDS: Mapping[Need, str] = MappingProxyType(
    {
        Need.SHIPMENT: phrase("shipment data"),
        Need.CCN: phrase("the cargo control number"),
        Need.CRN: phrase("the conveyance reference number"),
        Need.CARRIER: phrase("the carrier in the local table"),
        Need.BONDED: phrase("whether the carrier is bonded"),
        Need.PROGRAMMES: phrase("the carrier's programmes"),
        Need.HISTORY: phrase("what was transmitted so far"),
        Need.ANSWERS: phrase("the answers to what was transmitted"),
        Need.FULL_FORM: phrase("a message form that carries this element"),
        Need.TRIP: phrase("the conveyance report"),
        Need.ABOARD: phrase("the state of the other cargo on the conveyance"),
        Need.REGISTER: phrase("all numbers in use"),
        Need.BARCODE: phrase("a barcode read at the scan site"),
        Need.SEAL_READ: phrase("a seal read at the scan site"),
        Need.SEAL_CHAIN: phrase("who applied and saw the seals"),
        Need.CARRIER_SEEN: phrase("the carrier that the markings show"),
        Need.MOVEMENT: phrase("the movement type"),
        Need.DOCUMENT: phrase("the form of the control document"),
        Need.SUB_LOCATION: phrase("the sub-location"),
        Need.RELEASE_OFFICE: phrase("the port of release"),
        Need.PORT: phrase("the port of arrival"),
        Need.DESTINATION: phrase("the port of destination"),
        Need.ARRIVAL: phrase("the time of arrival"),
        Need.LOADING: phrase("the time of loading aboard the ship"),
        Need.VALIDATED: phrase("when the data was validated"),
        Need.ZONE: phrase("the time zone of a time"),
        Need.TIME_FRAME: phrase("the time frame in the local table"),
        Need.EXCEPTION: phrase("the exception code in the local table"),
        Need.CONDITION: phrase("a fact that only the port or the officer sees"),
        Need.VALUE: phrase("the value in Canadian dollars"),
        Need.THRESHOLD: phrase("the threshold in the local table"),
        Need.GOODS: phrase("the goods lines with their codes"),
        Need.PIECES: phrase("the number of pieces"),
        Need.EQUIPMENT: phrase("the equipment"),
        Need.CONSIGNEE: phrase("the consignee"),
        Need.HOUSE_BILLS: phrase("the house bills"),
        Need.CSA: phrase("which cargo is CSA"),
        Need.MEASURED: phrase("a measurement in the image"),
        Need.SCREENED: phrase("a screening by the model"),
        Need.SCAN: phrase("a scan"),
        Need.SCAN_TIME: phrase("when the scan was taken"),
        Need.SECOND_SCAN: phrase("a second scan, at the other border"),
        Need.EXAM_PLACE: phrase("the place of the exam"),
        Need.WAREHOUSE: phrase("the warehouse in the local table"),
        Need.OFFICE: phrase("the office in the local table"),
        Need.RELEASE_REQUEST: phrase("the release request"),
        Need.FEED: phrase("the state of the feed"),
        Need.REVIEWED: phrase("what has been reviewed"),
        Need.PROCESS: phrase("the process in the local table"),
        Need.AIRLINE: phrase("whether the airline is bonded"),
        Need.WEIGHT: phrase("the declared weight"),
        Need.BOTH_ENERGIES: phrase("an image with both energies"),
        Need.PRINTS: phrase("a print of the image as it came in"),
        Need.COUNT: phrase("parcels that lie apart in the image"),
        Need.INNER: phrase("the inner length in the image"),
        Need.LENGTH: phrase("the length and type of the equipment"),
        Need.SOUND_IMAGE: phrase("a picture without serious faults"),
        Need.EVERY_CAR: phrase("the number of every car in the picture"),
        Need.EMPTY_FORM: phrase("equipment of which the area tells a load"),
        Need.EMPTY_LOOK: phrase("equipment that looks empty"),
        Need.VESSEL: phrase("whether it is a tank or hopper"),
        Need.LEVEL: phrase("the level in the vessel; the officer looks"),
        Need.LOOKED: phrase("the officer's look at every view"),
        Need.EARLIER: phrase("enough earlier shipments on record"),
        Need.REFERENCES: phrase("enough pictures of the same goods"),
        Need.WORDS: phrase("words of the description in the local table"),
        Need.VOLUME: phrase("the declared volume"),
        Need.ORIGIN: phrase("the origin of the goods"),
        Need.PLACES: phrase("places in a known form"),
        Need.SHIPPER: phrase("the shipper"),
        Need.ADDRESS: phrase("the consignee's address"),
    }
)
"""What is missing, in words."""


@dataclasses.dataclass(frozen=True, slots=True)
class RuleRow:
    """One row of the table of rules, as a person reads it."""

    rule: str
    """Such as ``R080`` or ``X101a``."""
    paragraph: str
    """Of D3-4-2; empty for a rule of the workstation itself."""
    level: Level
    bearing: Bearing
    says: str
    """What the rule asks for, in English; a phrase of the catalogue."""
    needs: tuple[Need, ...]


class RuleState(enum.StrEnum):
    """How a rule stands on one item."""

    FIRES = "fires"
    UNCHECKED = "unchecked"
    """Cannot be checked: something that it needs is not here. Never a pass."""
    SILENT = "silent"


@dataclasses.dataclass(frozen=True, slots=True)
class RuleStanding:
    """What one rule said of one item.

    Attributes
    ----------
    notices
        What the officer is told in the list of notices.
    chips
        What is only shown beside the data, in grey, with nothing to answer.
    missing
        What it lacked, for at least one shipment or scan of the item.
    """

    rule: str
    notices: tuple[Notice, ...] = ()
    chips: tuple[Notice, ...] = ()
    missing: tuple[Need, ...] = ()

    @property
    def state(self) -> RuleState:
        """A notice weighs most; what could not be checked is never hidden by a mere chip."""
        if self.notices:
            return RuleState.FIRES
        if self.missing:
            return RuleState.UNCHECKED
        return RuleState.FIRES if self.chips else RuleState.SILENT
