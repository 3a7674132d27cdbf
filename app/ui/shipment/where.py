"""Where: ports, offices, places and sub-locations, each with its name."""

from __future__ import annotations

from app.ui.i18n import tr
from app.ui.shipment.fields import About, Fields
from app.ui.shipment.rows import Row, head
from app.ui.shipment.subject import Subject


def where(subject: Subject) -> Row:
    """Return the group."""
    shipment, codes = subject.shipment, subject.codes
    fields = Fields(subject, "where")

    fpoa = shipment.conveyance.fpoa
    fields.need(
        tr("First port"),
        codes.with_name("offices", fpoa),
        "conveyance.fpoa",
        About((("offices", fpoa),) if fpoa else (), ("FPOA",)),
    )
    for label, code, path in (
        (tr("Release office"), shipment.release_office, "release_office"),
        (tr("Destination"), shipment.port_of_destination, "port_of_destination"),
    ):
        about = About((("offices", code),) if code else ())
        fields.add(label, codes.with_name("offices", code), path, about)
    place = shipment.sub_location
    fields.need(
        tr("Sub-location"),
        codes.with_name("sub_locations", place),
        "sub_location",
        About(
            (("sub_locations", place),) if place else (),
            below=tr("where the goods are, or will be if referred (¶122)") if place else "",
        ),
    )
    fields.add(tr("Loaded at"), shipment.place_of_loading, "place_of_loading")
    fields.add(tr("Accepted at"), shipment.place_of_acceptance, "place_of_acceptance")
    fields.add(tr("Left by"), shipment.conveyance.port_of_exit, "conveyance.port_of_exit")
    return head("where", tr("Where"), fields.rows)
