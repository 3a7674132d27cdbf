"""The HTJ2K coder's tables are made by one thread, before any other picture is touched."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

WATCHED = """
import threading, time
import imagecodecs
import numpy as np

coder, decoder, calls = imagecodecs.htj2k_encode, imagecodecs.htj2k_decode, []

def watched(work):
    def run(picture, **options):
        began = time.monotonic()
        if not calls:
            time.sleep(0.2)
        done = work(picture, **options)
        calls.append((began, time.monotonic()))
        return done
    return run

imagecodecs.htj2k_encode, imagecodecs.htj2k_decode = watched(coder), watched(decoder)
start, right = threading.Barrier(4), []

def work(seed):
    pixels = np.random.default_rng(seed).integers(0, 60000, (24, 40)).astype(np.uint16)
    start.wait()
    from imaging import htj2k
    right.append(np.array_equal(htj2k.decode(htj2k.encode(pixels, reversible=True)), pixels))

threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
calls.sort()
assert right == [True] * 4, right
assert len(calls) == 10, len(calls)
assert calls[0][1] <= calls[1][0] and calls[1][1] <= calls[2][0], "others came in between"
"""


def test_the_first_picture_of_a_process_is_coded_and_decoded_before_any_other():
    done = subprocess.run(
        [sys.executable, "-c", WATCHED], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_there_is_no_other_way_to_the_coder():
    places = [
        path.relative_to(ROOT).as_posix()
        for folder in ("app", "imaging", "models", "sample_scans")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"htj2k_(en|de)code", path.read_text(encoding="utf-8"))
    ]
    assert places == ["imaging/htj2k.py"]
