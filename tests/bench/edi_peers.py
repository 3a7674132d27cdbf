"""Our reading of CUSCAR to the record beside another library's tokenizing: `edi_peers.py pydifact`.

Runs with the interpreter of the benchmark's own environment, with this folder and the checkout on
its path. `edi_peers.py memory FILE` reads a file and tells seconds and the most memory instead.
Prints one line of JSON.
"""

from __future__ import annotations

import datetime as dt
import importlib
import io
import json
import sys
import time
from pathlib import Path
from typing import Any

from edi_batch import MESSAGES, interchanges

from app.domain.filing import Filing
from app.shipments.edi.edifact import read_edifact
from app.shipments.edi.source import Incoming
from app.shipments.messages import read_filings

NOW = dt.datetime(2026, 10, 3, tzinfo=dt.UTC)


def ours(data: bytes) -> float:
    """Seconds of the processor from bytes to filings with their shipments."""
    start = time.process_time()
    found = 0
    for entry in read_edifact(io.BytesIO(data), Incoming("batch.edi", "", NOW)):
        found += isinstance(entry, Filing) and entry.body is not None and not entry.faults
    spent = time.process_time() - start
    if found != MESSAGES:
        raise ValueError(f"{found} of {MESSAGES} messages were read")
    return spent


def pydifact(text: str) -> float:
    """Seconds of the processor of tokenizing alone, before any segment is made of the tokens."""
    tokenizer = importlib.import_module("pydifact.tokenizer").Tokenizer()
    characters = importlib.import_module("pydifact.control").Characters()
    start = time.process_time()
    for _ in tokenizer.get_tokens(text, characters):
        pass
    return time.process_time() - start


def beside(count: int) -> dict[str, Any]:
    """Read interchanges in turn, so that a busy moment hits both; the best of three counts."""
    mine, theirs = [], []
    for text in interchanges(count):
        data = text.encode()
        spent = [(ours(data), pydifact(text[9:])) for _ in range(3)]
        mine.append(min(one for one, _ in spent))
        theirs.append(min(other for _, other in spent))
    version = importlib.import_module("importlib.metadata").version("pydifact")
    return {"ours": mine, "theirs": theirs, "peer": f"tokenizing alone in pydifact {version}"}


def reading(path: Path) -> dict[str, Any]:
    """Read a whole file; tell seconds, and the most memory that the process took."""
    resource = importlib.import_module("resource")
    start = time.process_time()
    found = sum(1 for _ in read_filings(path, received_at=NOW))
    spent = time.process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    return {"seconds": spent, "filings": found, "most_mb": most}


if __name__ == "__main__":
    told = reading(Path(sys.argv[2])) if sys.argv[1] == "memory" else beside(int(sys.argv[2]))
    print(json.dumps(told))
