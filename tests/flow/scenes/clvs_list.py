"""Scene 4: a courier's list of low value shipments, from which two are taken off."""

from __future__ import annotations

import csv
import io

from tests.flow.scenes.cast import PEARSON, at, zulu
from tests.flow.scenes.stage import Shot

NAME = "04-clvs-list"
OPENS = at(14, 20)
"""When the officer sits down."""
LIST, FLIGHT = "CRL-20261120-04", "ZZ0402"
ETA = at(16, 45)
STAYS, BEFORE, AFTER = "1ZXX00016600004010", "1ZXX00016600004029", "1ZXX00016600004038"
"""What stays on the list, what leaves it before arrival, and what leaves it after."""

_COLUMNS = (
    "list_id", "total_shipments", "function", "sent_at_utc", "removed_at_utc", "y50",
    "carrier_code", "carrier_name", "port_of_exit", "flight_no", "flight_date", "port_of_release",
    "eta_utc", "exception_codes", "shipment_id", "piece_id", "hawb", "mawb", "consignee_name",
    "consignee_city", "consignee_country", "shipper_name", "shipper_city", "shipper_country",
    "quantity", "weight_kg", "value_cad", "description", "hs", "country_of_origin", "clvs",
)  # fmt: skip
_HEAD = {
    "list_id": LIST,
    "carrier_code": "9XYC",
    "carrier_name": "Example Courier (sample)",
    "port_of_exit": "CGN",
    "flight_no": FLIGHT,
    "flight_date": f"{ETA:%Y-%m-%d}",
    "port_of_release": PEARSON,
    "eta_utc": zulu(ETA),
    "exception_codes": "CLVS",
    "mawb": "999-40002045",
    "consignee_name": "Example Person (sample)",
    "consignee_city": "Hamilton",
    "consignee_country": "CA",
    "shipper_name": "Muster Versand GmbH (sample)",
    "shipper_city": "Koeln",
    "shipper_country": "DE",
    "clvs": "yes",
}
_GOODS = {
    STAYS: ("12", "4.1", "39.90", "Kitchen utensils, 12 pieces", "821599", "DE"),
    BEFORE: ("60", "18.9", "720.00", "Cotton shirts, 60 pieces", "610510", "PT"),
    AFTER: ("2", "6.9", "236.00", "Network switches with cables", "851762", "DE"),
}


def _row(number: str, **values: str) -> dict[str, str]:
    names = ("quantity", "weight_kg", "value_cad", "description", "hs", "country_of_origin")
    told = dict(zip(names, _GOODS[number], strict=True))
    return _HEAD | told | {"shipment_id": number, "piece_id": number, "hawb": number} | values


def _list(*rows: dict[str, str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def messages() -> dict[str, str]:
    """Return the files that arrive, by name."""
    whole = {"total_shipments": "3", "sent_at_utc": zulu(at(11, 0))}
    return {
        "1-list.csv": _list(*(_row(number, **whole) for number in _GOODS)),
        "2-removed-before-arrival.csv": _list(
            _row(
                BEFORE,
                function="remove",
                total_shipments="0",
                sent_at_utc=zulu(at(14, 10)),
                removed_at_utc=zulu(at(14, 5)),
            )
        ),
        "3-flight-arrived.txt": f"NOTICE|{STAYS}|arrived|{zulu(at(16, 40))}|{PEARSON}\n"
        f"NOTICE|{AFTER}|arrived|{zulu(at(16, 40))}|{PEARSON}\n",
        "4-removed-after-arrival.csv": _list(
            _row(
                AFTER,
                function="remove",
                total_shipments="0",
                sent_at_utc=zulu(at(17, 5)),
                removed_at_utc=zulu(at(17, 0)),
                y50="yes",
            )
        ),
        "5-at-warehouse.txt": f"WACM|{AFTER}|4011|{zulu(at(17, 20))}|{PEARSON}"
        "|Synthetic forwarder's warehouse (sample)\n",
    }


def shot(number: str, seed: int, load: str) -> Shot:
    """One parcel on the belt, hours before the flight."""
    return Shot(
        f"parcel_{number}",
        seed,
        "parcel",
        load,
        at(9, 30),
        (("PARCEL", number),),
        fill=0.97,
        site="Sample site, Cologne",
        station="CGN-07",
        rows=360,
    )


SHOTS = (
    shot(STAYS, 141, "household"),
    shot(BEFORE, 142, "textiles"),
    shot(AFTER, 143, "electronics"),
)
