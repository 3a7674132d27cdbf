"""What other detectors are given and how their answers are put together."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

pytest.importorskip("torch", reason="the optional extra 'train' is not installed")

BENCH = Path(__file__).resolve().parent.parent / "bench"


def bench(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCH))
    monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module(name)


@pytest.mark.parametrize("shape", [(100, 700), (256, 256), (301, 513), (90, 120)])
def test_tiles_cover_a_picture_and_come_back_as_its_cells(
    shape: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    images = bench("peer_images", monkeypatch)
    whole = np.random.default_rng(3).random((3, *shape)).astype(np.float32)
    pieces = images.tiles(whole)
    assert pieces.shape[1:] == (3, images.TILE, images.TILE)
    joined = images.cells(pieces[:, 0], shape)
    rows, columns = (length // 4 for length in shape)
    inside = whole[0, : 4 * rows, : 4 * columns].reshape(rows, 4, columns, 4).mean(axis=(1, 3))
    assert joined.shape == tuple(-(-length // 4) for length in shape)
    np.testing.assert_allclose(joined[:rows, :columns], inside, rtol=1e-5)


def test_where_tiles_overlap_the_odder_one_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    images = bench("peer_images", monkeypatch)
    maps = np.stack([np.full((256, 256), level, dtype=np.float32) for level in (1.0, 5.0, 2.0)])
    row = images.cells(maps, (256, 600))[0]
    assert row[0] == 1.0
    assert row[80] == 5.0
    assert row[100] == 5.0
    assert row[-1] == 2.0


def test_the_work_of_a_convolution_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = bench("network_work", monkeypatch)
    kernel = helper.make_tensor("w", TensorProto.FLOAT, [7, 2, 3, 3], [0.0] * 126)
    node = helper.make_node("Conv", ["counts", "w"], ["out"], strides=[2, 2], pads=[1, 1, 1, 1])
    graph = helper.make_graph(
        [node],
        "one",
        [
            helper.make_tensor_value_info(
                "counts", TensorProto.FLOAT, ["batch", 2, "rows", "columns"]
            )
        ],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, ["batch", 7, "high", "wide"])],
        [kernel],
    )
    onnx.save(helper.make_model(graph), tmp_path / "one.onnx")
    assert work.operations(tmp_path / "one.onnx", (32, 64)) == 2 * (7 * 16 * 32) * (2 * 3 * 3)
