"""Make the sample scans and their shipment data again: ``make samples``.

Everything is simulated by ``imaging.phantom`` from fixed seeds; the same seeds give the same files.
What is declared is made here, from what was simulated and from the cases' own tables.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import decimal
from pathlib import Path

import numpy as np

from app.domain.shipment import (
    Conveyance,
    Equipment,
    Function,
    GoodsLine,
    Party,
    Shipment,
    Value,
)
from app.shipments import shipment_digest, write_shipments
from imaging.dicos import write_dx
from imaging.phantom import Scene, SceneOptions, make_scene
from imaging.phantom.faults import inject
from imaging.phantom.trains import make_train
from imaging.radiograph import Radiograph
from sample_scans import CASES, REFERENCE, minutes
from sample_scans.case import Case, Declared, Goods, Picture
from sample_scans.messages import write_messages

CODING = "htj2k"
_KEPT_OF_DAMAGED = 0.6
_MARGIN = 60
"""Columns of bare belt left on either side of a parcel."""


def build(folder: Path, names: tuple[str, ...] = ()) -> list[Path]:
    """Write every case, or the named ones, into a folder; return the paths written."""
    written: list[Path] = []
    gross: dict[str, str] = {}
    for case in CASES:
        if names and case.name not in names:
            continue
        taken = [simulate(picture) for picture in case.pictures]
        for picture, scan in zip(case.pictures, taken, strict=True):
            written += write_scan(picture, scan.radiograph, folder)
        if case.declared:
            shipments = declare(case, sum(scan.cargo_kg for scan in taken))
            gross[case.name] = str(shipments[0].gross_kg)
            path = folder / f"{case.name}.json"
            write_shipments(shipments, path, sent_at=shipments[0].received_at)
            written.append(path)
    return written + write_messages(folder, gross)


@dataclasses.dataclass(frozen=True, slots=True)
class Taken:
    """A simulated picture and the true mass of the cargo in it."""

    radiograph: Radiograph
    cargo_kg: float


def simulate(picture: Picture) -> Taken:
    """Simulate one picture with a well-kept scanner."""
    options = dataclasses.replace(
        SceneOptions.well_kept(picture.equipment),
        loads=picture.loads,
        irregularity_at=picture.irregularity_at,
        fill=picture.fill,
    )
    if picture.equipment == "train":
        return Taken(
            make_train(picture.seed, picture.loads, rows=picture.rows, options=options).radiograph,
            0.0,
        )
    scene = make_scene(
        picture.seed,
        equipment=picture.equipment,
        rows=picture.rows,
        irregularity=picture.irregularity,
        options=options,
    )
    if picture.equipment == "parcel":
        return one_parcel(scene)
    cargo_kg = scene.truth.total_mass_kg - scene.truth.tare_mass_kg
    return Taken(faulty(scene.radiograph, picture), cargo_kg)


def faulty(radiograph: Radiograph, picture: Picture) -> Radiograph:
    """Put in what is wrong with the scanner of a picture; nothing is with most."""
    for kind in picture.faults:
        radiograph = inject(radiograph, kind, picture.seed, severity=1.0).radiograph
    return radiograph


def one_parcel(scene: Scene) -> Taken:
    """Cut one parcel out of the belt: the irregular one, or the widest."""
    goods = (scene.commodity > 0).any(axis=0)
    edges = np.flatnonzero(np.diff(goods.astype(np.int8), prepend=0, append=0))
    spans = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    start, stop = max(spans, key=lambda s: (scene.mask[:, s[0] : s[1]].sum(), s[1] - s[0]))
    first, last = max(0, start - _MARGIN), min(goods.size, stop + _MARGIN)
    channels = tuple(
        dataclasses.replace(c, pixels=np.ascontiguousarray(c.pixels[:, first:last]))
        for c in scene.radiograph.channels
    )
    vertical, horizontal = scene.radiograph.mm_per_pixel or (1.0, 1.0)
    inside = scene.commodity[:, start:stop] > 0
    grams = float(scene.areal_mass[:, start:stop][inside].sum()) * vertical * horizontal / 100.0
    return Taken(dataclasses.replace(scene.radiograph, channels=channels), grams / 1000.0)


def write_scan(picture: Picture, radiograph: Radiograph, folder: Path) -> list[Path]:
    """Write both energies as losslessly compressed DICOS; cut the files of a damaged scan short."""
    taken_at = REFERENCE - minutes(picture.minutes_ago)
    source = dataclasses.replace(
        radiograph.source,
        study_uid="",
        series_uid="",
        object_id=_object_id(picture),
        object_id_authority="SAMPLE",
        taken_at=taken_at,
        manufacturer="Prescreen simulator",
        model=f"{picture.equipment} (sample)",
        station=picture.station,
        institution=picture.site,
        identifiers=picture.identifiers,
    )
    dated = dataclasses.replace(radiograph, source=source)
    paths = [folder / f"{picture.name}_{channel.energy}.dcs" for channel in dated.channels]
    write_dx(dated, paths, compress=CODING, seed=f"prescreen sample {picture.name}")
    if picture.damaged:
        for path in paths:
            data = path.read_bytes()
            path.write_bytes(data[: int(len(data) * _KEPT_OF_DAMAGED)])
    return paths


def _object_id(picture: Picture) -> str:
    """Name the object as a scanner would: by the number it read, never by what is in it."""
    keys = ("TRAILER", "CONTAINER", "RAILCAR", "ULD", "PARCEL")
    return next(picture.identifiers[key] for key in keys if key in picture.identifiers)


def declare(case: Case, cargo_kg: float) -> list[Shipment]:
    """Return what is declared of a case; lines without a stated mass carry the simulated one."""
    eta = REFERENCE + minutes(case.minutes_to_arrival)
    sent_at = REFERENCE - minutes(case.sent_minutes_ago)
    return [_shipment(declared, cargo_kg, eta, sent_at) for declared in case.declared]


def _shipment(
    declared: Declared, cargo_kg: float, eta: dt.datetime, sent_at: dt.datetime
) -> Shipment:
    lines = tuple(_line(goods, cargo_kg * declared.mass_factor) for goods in declared.goods)
    shipment = Shipment(
        shipment_id=declared.ccn or declared.hawb,
        ccn=declared.ccn,
        version=1,
        function=Function.ADD,
        received_at=sent_at,
        conveyance=Conveyance(
            crn=declared.crn,
            mode=declared.mode,
            carrier_code=declared.carrier_code,
            carrier_name=declared.carrier_name,
            fpoa=declared.fpoa,
            eta=eta,
            exception_codes=declared.exception_codes,
        ),
        goods=lines,
        pieces=sum(goods.quantity for goods in declared.goods),
        gross_kg=sum((line.weight_kg or decimal.Decimal(0) for line in lines), decimal.Decimal(0)),
        shipper=_party(declared.shipper),
        consignee=_party(declared.consignee),
        equipment=tuple(
            Equipment(unit.kind, unit.number, unit.seals, unit.empty, unit.position, unit.length_ft)
            for unit in declared.units
        ),
        value=Value(decimal.Decimal(declared.value_cad), "CAD") if declared.value_cad else None,
        hawb=declared.hawb,
        mawb=declared.mawb,
        clvs=declared.clvs,
        special_instructions=declared.special_instructions,
        sub_location=declared.sub_location,
        sample=True,
    )
    return dataclasses.replace(shipment, sha256=shipment_digest(shipment))


def _line(goods: Goods, cargo_kg: float) -> GoodsLine:
    kg = goods.kg if goods.kg is not None else cargo_kg * goods.share
    # Carriers declare round figures.
    step = decimal.Decimal("0.1") if kg < 100 else decimal.Decimal(10)
    weight = (decimal.Decimal(str(kg)) / step).quantize(decimal.Decimal(1)) * step
    return GoodsLine(
        description=goods.description,
        hs=goods.hs,
        origin=goods.origin,
        quantity=goods.quantity,
        unit=goods.unit,
        weight_kg=weight,
        un_number=goods.un_number,
        equipment=goods.equipment,
    )


def _party(words: tuple[str, str, str]) -> Party:
    name, city, country = words
    return Party(name=name, city=city, country=country)


def main() -> None:
    """Write the samples into the package, or elsewhere."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", help="names of cases; all when none is given")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    paths = build(options.out, tuple(options.cases))
    size = sum(path.stat().st_size for path in paths)
    print(f"{len(paths)} files, {size / 1e6:.1f} MB, in {options.out}")


if __name__ == "__main__":
    main()
