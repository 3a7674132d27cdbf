"""What `prescreen inspect` says of a file."""

import json

import numpy as np
import pytest

from imaging import dicos
from imaging.inspect import inspect
from tests.unit.imaging_files import SHARED, needs_shared, pair
from tests.unit.test_imaging_plain import tiff
from tests.unit.test_imaging_tdr import machine_report, write_bytes


def test_an_image(tmp_path):
    path = dicos.write_dx(pair(), tmp_path, compress="htj2k")[0]
    found = inspect(path).as_dict()
    assert found["status"] == "ok"
    assert found["reason"] == ""
    assert (found["kind"], found["rows"], found["columns"], found["bits"]) == (
        "dicos-dx", 24, 40, 16,
    )  # fmt: skip
    assert found["energies"] == ["high"]
    assert found["transfer_syntax"] == "HTJ2K Lossless RPCL"
    assert len(found["pixels_sha256"]) == 64
    assert json.loads(json.dumps(found)) == found


def test_both_energies_in_one_file_give_two_digests(tmp_path):
    high, low = (channel.pixels for channel in pair().channels)
    path = tiff(tmp_path, [np.asarray(high), np.asarray(low)])
    (tmp_path / "scan.json").write_text(
        '{"schema": "prescreen-sidecar/1", "energies": ["high", "low"]}'
    )
    found = inspect(path).as_dict()
    assert found["energies"] == ["high", "low"]
    assert isinstance(found["pixels_sha256"], list)
    assert len(set(found["pixels_sha256"])) == 2


def test_a_report_gives_its_boxes(tmp_path):
    path = tmp_path / "report.dcs"
    path.write_bytes(write_bytes(machine_report()))
    found = inspect(path).as_dict()
    assert found["kind"] == "dicos-tdr"
    assert found["boxes"] == [[40, 20, 16, 8], [1, 2, 3, 4]]
    assert "rows" not in found


@pytest.mark.parametrize("name", ["absent", "text"])
def test_a_refused_file_gets_a_sentence(tmp_path, name):
    (tmp_path / "text").write_text("a letter")
    found = inspect(tmp_path / name).as_dict()
    assert set(found) == {"path", "kind", "status", "reason"}
    assert found["status"] == "refused"
    assert found["reason"].endswith(".")


@needs_shared
def test_every_real_file_is_shown_or_refused_with_a_sentence():
    paths = sorted(path for path in SHARED.rglob("*") if path.is_file())
    found = {path.relative_to(SHARED).as_posix(): inspect(path) for path in paths}
    for one in found.values():
        assert (one.status == "ok") is (one.reason == "")
        assert one.status == "ok" or one.reason[0].isupper()
    refused = {name for name, one in found.items() if one.status == "refused"}
    assert {
        "dicom_misc/HTJ2KLossless_08_RGB.dcm",
        "dicom_misc/no-pixel-data.dcm",
        "dicos_stratovan/CTwithTDR/CT.dcs",
        "dicos_stratovan/QR_01_ExplicitLittlEndian/QR_01_ExplicitLittlEndian.dcs",
        "xray_cargo16_dual/9.npy",
        "README.md",
    } <= refused
    kinds = [one.kind for name, one in found.items() if name not in refused]
    assert (kinds.count("dicom"), kinds.count("dicos-dx"), kinds.count("dicos-tdr")) == (18, 9, 4)
    assert kinds.count("edi") == 6
