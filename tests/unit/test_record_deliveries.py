"""How views came: as CSV for whoever measures, without names."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.cli import main
from app.domain.delivery import Delivery
from app.record.delivery_table import DELIVERY
from app.settings import KEYS_VARIABLE
from tests.unit.record_values import TREMBLAY, Workspace, arrive

AT = dt.datetime(2026, 11, 22, 12, 0, 3, tzinfo=dt.UTC)
CAME = Delivery("d1", "s1", "=side", AT, 5_000_000, 5_010_000, 2.5, 0.3149, 2.62, 1, kept=False)
ROW = {
    "item": "",
    "scan": "s1",
    "view": "'=side",
    "opened_at": "2026-11-22T12:00:03.000+00:00",
    "bytes": "5000000",
    "received_bytes": "5010000",
    "bytes_per_s": "2004000",
    "first_picture_s": "0.315",
    "lossless_s": "2.62",
    "retries": "1",
    "from_cache": "0",
}


def test_the_table_has_a_line_for_each_view_and_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = Workspace(tmp_path)
    monkeypatch.setenv(KEYS_VARIABLE, str(workspace.key_folder))
    with workspace.open() as record:
        item_id = arrive(record, "s1", 1)
        record.deliveries.keep(CAME, TREMBLAY)
        here = dataclasses.replace(
            CAME, delivery_id="d2", received=0, coming_s=0.0, lossless_s=None, kept=True
        )
        record.deliveries.keep(here, TREMBLAY)
        with record._access.touch() as connection:
            # Who may write her own rows on a server may write nonsense into them.
            nonsense = {"delivery_id": "d3", "scan_id": "s1", "officer": "x", "at": "", "body": "{"}
            connection.execute(insert(DELIVERY).values(nonsense))
    home, file = workspace.home, tmp_path / "came.csv"
    assert main(["--home", str(home), "--json", "deliveries", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["deliveries"] == 2
    with file.open(encoding="utf-8", newline="") as stream:
        first, second = csv.DictReader(stream)
    assert first == ROW | {"item": item_id}
    assert (second["bytes_per_s"], second["lossless_s"], second["from_cache"]) == ("0", "", "1")
    assert TREMBLAY.account not in file.read_text(encoding="utf-8")
