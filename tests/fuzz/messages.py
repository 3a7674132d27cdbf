"""Any bytes are read or refused, whatever message file they begin like: ``make fuzz``.

Every entry is looked at as the program would: its place in the file, its spots, the numbers that it
names, its digest. What must hold is written in `one`; a unit test runs it over the corpus beside
this file, with and without damage.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CORPUS = HERE / "corpus"
FOUND = ROOT / "build" / "fuzz" / "found"
NOW = dt.datetime(2026, 10, 3, 10, tzinfo=dt.UTC)


def one(data: bytes) -> None:
    """Read some bytes; anything raised here is a fault of the program."""
    form = form_of(data[:HEAD])
    if form is None:
        return
    found = list(form.read(io.BytesIO(data), Incoming("fuzzed", "", NOW)))
    if not found:
        raise AssertionError("a file of a known form says nothing at all")
    for entry in found:
        if isinstance(entry, Filing):
            _look_at(entry, data)


def _look_at(filing: Filing, data: bytes) -> None:
    origin = filing.origin
    if not 0 <= origin.start <= origin.end <= len(data):
        raise AssertionError(f"{origin} is not within {len(data)} bytes")
    text = message_text(data[origin.start : origin.end], origin)
    for path, spot in filing.spots.items():
        if not 0 <= spot.start <= spot.end <= len(text):
            raise AssertionError(f"{path} is at {spot} of {len(text)} characters")
    named_by(filing)
    if isinstance(filing.body, Shipment):
        shipment_digest(filing.body)


def main() -> None:
    """Fuzz from the corpus until stopped, or for as long as the arguments of libFuzzer say."""
    FOUND.mkdir(parents=True, exist_ok=True)
    # What is found on the way is written to the first folder.
    folders = [str(FOUND), str(CORPUS)]
    place = f"-artifact_prefix={FOUND.parent}/"
    atheris.Setup([sys.argv[0], place, *sys.argv[1:], *folders], one)
    atheris.Fuzz()


sys.path.insert(0, str(ROOT))
if __name__ == "__main__":
    import atheris

    instrumented = atheris.instrument_imports(include=["app.shipments"])
else:
    instrumented = contextlib.nullcontext()
with instrumented:
    from app.domain.filing import Filing
    from app.domain.shipment import Shipment
    from app.shipments.edi.source import Incoming
    from app.shipments.json_form import shipment_digest
    from app.shipments.lifecycle.numbers import named_by
    from app.shipments.messages import HEAD, form_of, message_text

if __name__ == "__main__":
    main()
