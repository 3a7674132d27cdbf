"""The cache of scans: exact, locked, limited, forgettable, and whole after any kill."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from pathlib import Path

import pytest

from app.cli import main
from app.scans.cache import LASTS_S, Cache
from app.scans.cache_key import CacheKeys, CacheShut, cache_keys
from app.scans.locked import CHUNK, HEAD, locked_size
from app.settings import settings_of
from app.vault import CACHE, Vault
from app.vault.pointer import Pointer, written

ROOT = Path(__file__).resolve().parents[2]
KEYS = CacheKeys.of(bytes(range(32)))
PLENTY = 1 << 30


def a_file(number: int, size: int = 1000) -> tuple[str, bytes]:
    data = random.Random(number).randbytes(size)
    return hashlib.sha256(data).hexdigest(), data


def a_cache(folder: Path, most: int = PLENTY) -> Cache:
    return Cache(folder / "cache", KEYS, most, spare=0)


def only_file(cache: Cache) -> Path:
    (path,) = cache.folder.iterdir()
    return path


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5])
def test_what_is_put_comes_back_exactly(tmp_path: Path, size: int) -> None:
    cache = a_cache(tmp_path)
    sha256, data = a_file(1, size)
    assert cache.get(sha256) is None
    assert cache.put(sha256, memoryview(data))
    assert cache.holds(sha256)
    assert cache.get(sha256) == data
    assert only_file(cache).stat().st_size == locked_size(size) == cache.fill().size
    assert a_cache(tmp_path).get(sha256) == data


def test_other_bytes_than_the_digest_are_never_kept(tmp_path: Path) -> None:
    cache = a_cache(tmp_path)
    sha256, data = a_file(1)
    with pytest.raises(ValueError, match="another digest"):
        cache.put(sha256, data[:-1])
    assert cache.fill().files == 0


def test_names_and_bytes_tell_nothing(tmp_path: Path) -> None:
    cache = a_cache(tmp_path)
    data = b"CCN 1234567890 " * 100_000
    sha256 = hashlib.sha256(data).hexdigest()
    cache.put(sha256, data)
    path = only_file(cache)
    assert sha256[:8] not in path.name
    assert hashlib.sha256(sha256.encode()).hexdigest()[:8] not in path.name
    assert b"CCN 12345" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert cache.folder.stat().st_mode & 0o077 == 0
    # Kept again after it was let go, it is another key: no two writings share a byte stream.
    before = path.read_bytes()
    cache.forget([sha256])
    cache.put(sha256, data)
    assert path.read_bytes()[HEAD : HEAD + 64] != before[HEAD : HEAD + 64]


def damaged(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("at", [0, 8, 20, HEAD, HEAD + CHUNK + 16, -1])
def test_a_flipped_bit_anywhere_is_found_and_thrown_away(tmp_path: Path, at: int) -> None:
    cache = a_cache(tmp_path)
    sha256, data = a_file(1, 2 * CHUNK)
    cache.put(sha256, data)
    damaged(only_file(cache), at)
    assert cache.get(sha256) is None
    assert not cache.holds(sha256)
    assert cache.put(sha256, data)
    assert cache.get(sha256) == data


@pytest.mark.parametrize("size", [0, HEAD, HEAD + 16, HEAD + CHUNK + 16, HEAD + CHUNK + 20])
def test_a_file_cut_off_is_thrown_away(tmp_path: Path, size: int) -> None:
    cache = a_cache(tmp_path)
    sha256, data = a_file(1, 2 * CHUNK)
    cache.put(sha256, data)
    os.truncate(only_file(cache), size)
    assert cache.get(sha256) is None
    assert cache.fill().files == 0


def test_chunks_in_another_order_do_not_open(tmp_path: Path) -> None:
    cache = a_cache(tmp_path)
    sha256, data = a_file(1, 3 * CHUNK)
    cache.put(sha256, data)
    path, step = only_file(cache), CHUNK + 16
    whole = path.read_bytes()
    first, second = whole[HEAD : HEAD + step], whole[HEAD + step : HEAD + 2 * step]
    path.write_bytes(whole[:HEAD] + second + first + whole[HEAD + 2 * step :])
    assert cache.get(sha256) is None


def test_swapped_files_do_not_open_as_one_another(tmp_path: Path) -> None:
    cache = a_cache(tmp_path)
    (one, data), (other, more) = a_file(1), a_file(2)
    cache.put(one, data)
    first = only_file(cache)
    cache.put(other, more)
    second = next(path for path in cache.folder.iterdir() if path != first)
    kept, swapped = first.read_bytes(), second.read_bytes()
    first.write_bytes(swapped)
    second.write_bytes(kept)
    assert cache.get(one) is None
    assert cache.get(other) is None


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    sha256, data = a_file(1)
    cache = a_cache(tmp_path)
    cache.put(sha256, data)
    stolen = only_file(cache)
    others = Cache(tmp_path / "cache", CacheKeys.of(bytes(32)), PLENTY, spare=0)
    assert not others.holds(sha256)
    stolen.rename(others.folder / others._keys.name(sha256))
    assert others.get(sha256) is None


def aged(cache: Cache, sha256: str, seconds: float) -> None:
    """Let a file have been wanted for the last time so many seconds ago."""
    os.utime(cache.folder / KEYS.name(sha256), (time.time() - seconds,) * 2)


def test_what_was_wanted_longest_ago_makes_room(tmp_path: Path) -> None:
    files = [a_file(number) for number in range(5)]
    cache = a_cache(tmp_path, most=3 * locked_size(1000))
    for age, (sha256, data) in enumerate(files[:3]):
        cache.put(sha256, data)
        aged(cache, sha256, 100 - age)
    assert cache.get(files[0][0]) is not None
    cache.put(*files[3])
    assert [cache.holds(sha256) for sha256, _ in files] == [True, False, True, True, False]
    # Put again, one counts as wanted; and the limit is never passed.
    cache.put(*files[2])
    cache.put(*files[4])
    assert cache.holds(files[2][0])
    assert cache.fill().files == 3
    assert cache.fill().size <= cache.most


def test_what_nobody_wants_for_a_fortnight_goes_by_itself(tmp_path: Path) -> None:
    cache = a_cache(tmp_path)
    old, wanted, new = (a_file(number) for number in range(3))
    cache.put(*old)
    cache.put(*wanted)
    aged(cache, old[0], LASTS_S + 60)
    aged(cache, wanted[0], LASTS_S - 60)
    again = a_cache(tmp_path)
    assert [again.holds(sha256) for sha256, _ in (old, wanted)] == [False, True]
    aged(again, wanted[0], LASTS_S + 60)
    again.put(*new)
    assert [again.holds(sha256) for sha256, _ in (wanted, new)] == [False, True]


def test_a_file_above_the_limit_is_not_kept_and_takes_no_other_with_it(tmp_path: Path) -> None:
    cache = a_cache(tmp_path, most=locked_size(1000))
    small, large = a_file(1), a_file(2, 1001)
    assert cache.put(*small)
    assert not cache.put(*large)
    assert cache.trouble is None
    assert cache.holds(small[0])


def test_a_disk_with_little_left_is_a_sentence_and_work_goes_on(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", KEYS, PLENTY, spare=1 << 60)
    sha256, data = a_file(1)
    assert not cache.put(sha256, data)
    assert cache.trouble is not None
    assert "scans come from the archive each time" in str(cache.trouble)
    assert cache.get(sha256) is None
    easier = a_cache(tmp_path)
    assert easier.put(sha256, data)
    assert easier.trouble is None


FULL_DISK = """
import hashlib, resource, signal, sys
from pathlib import Path
from app.scans.cache import Cache
from tests.unit.test_scans_cache import KEYS, a_file
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
cache = Cache(Path(sys.argv[1]), KEYS, 1 << 30, spare=0)
small, large = a_file(1), a_file(2, 5_000_000)
assert cache.put(*small)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
assert not cache.put(*large)
assert "cannot be kept in the cache" in str(cache.trouble), cache.trouble
assert cache.get(small[0]) == small[1]
assert cache.get(large[0]) is None
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
assert cache.put(*large) and cache.trouble is None
assert cache.get(large[0]) == large[1]
assert cache.fill().files == 2 and len(list(cache.folder.iterdir())) == 2
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of POSIX")
def test_a_write_that_the_system_refuses_leaves_nothing_half(tmp_path: Path) -> None:
    run_here(FULL_DISK, tmp_path / "cache")


def run_here(script: str, *words: object) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, *map(str, words)]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    cache = a_cache(tmp_path)
    sha256, data = a_file(1)
    assert cache.get(sha256) is None
    assert not cache.put(sha256, data)
    assert cache.trouble is not None
    assert (tmp_path / "cache").read_text() == "in the way"


def test_forgetting_destroys_the_key_before_the_name(tmp_path: Path) -> None:
    cache = a_cache(tmp_path)
    (one, data), (other, more) = a_file(1), a_file(2)
    cache.put(one, data)
    path = only_file(cache)
    second_name = tmp_path / "what the disk may keep"
    os.link(path, second_name)
    head = path.read_bytes()[:HEAD]
    cache.put(other, more)
    assert cache.forget([one, "0" * 64]) == 1
    assert not cache.holds(one)
    assert cache.get(other) == more
    kept = second_name.read_bytes()
    assert len(kept) == locked_size(len(data))
    assert all(head[at : at + 16] not in kept for at in (8, 20, 36))
    second_name.rename(path)
    assert cache.get(one) is None


def test_emptying_leaves_what_is_not_the_caches(tmp_path: Path) -> None:
    cache = a_cache(tmp_path)
    for number in range(3):
        cache.put(*a_file(number))
    (cache.folder / "notes.txt").write_text("of somebody else")
    assert cache.empty().files == 3
    assert [path.name for path in cache.folder.iterdir()] == ["notes.txt"]
    assert cache.fill().files == 0


def test_a_large_file_needs_no_second_copy(tmp_path: Path) -> None:
    cache = a_cache(tmp_path)
    sha256, data = a_file(1, 40 * CHUNK)
    tracemalloc.start()
    try:
        cache.put(sha256, data)
        written_with = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        back = cache.get(sha256)
        read_with = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert back == data
    assert written_with < 4 * CHUNK
    assert read_with < len(data) + 5 * CHUNK


FOR_EVER = """
import random, sys
from pathlib import Path
from app.scans.cache import Cache
from tests.unit.test_scans_cache import KEYS, a_file
cache = Cache(Path(sys.argv[1]), KEYS, 20_000_000, spare=0)
files = [a_file(number, 1_500_000 + number) for number in range(30)]
print("ready", flush=True)
chance = random.Random(sys.argv[2])
while True:
    sha256, data = chance.choice(files)
    if chance.random() < 0.2:
        cache.forget([sha256])
    found = cache.get(sha256)
    assert found is None or found == data
    cache.put(sha256, data)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_two_windows_killed_at_any_moment_leave_a_valid_cache(tmp_path: Path) -> None:
    files = [a_file(number, 1_500_000 + number) for number in range(30)]
    chance = random.Random(7)
    folder = tmp_path / "cache"
    for life in range(3):
        programs = [start(FOR_EVER, folder, 2 * life + window) for window in range(2)]
        for program in programs:
            assert program.stdout is not None
            assert program.stdout.readline() == "ready\n"
        threading.Event().wait(chance.uniform(0.02, 0.4))
        for program in programs:
            assert program.poll() is None
            program.send_signal(signal.SIGKILL)
            program.wait()
            assert program.stdout is not None
            program.stdout.close()
        cache = Cache(folder, KEYS, 20_000_000, spare=0)
        assert cache.fill().size <= 20_000_000
        whole = 0
        for sha256, data in files:
            there = cache.holds(sha256)
            found = cache.get(sha256)
            assert found in (None, data)
            whole += found is not None
            # A kill between the key's end and the name's leaves a file that does not open.
            assert cache.holds(sha256) == (found is not None) or not there
        assert whole
    # What was half written is nobody's after a while, and goes.
    for part in folder.glob("*.part"):
        os.utime(part, (1_767_225_600,) * 2)
    Cache(folder, KEYS, 20_000_000, spare=0)
    assert list(folder.glob("*.part")) == []


def start(script: str, *words: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, *map(str, words)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def test_a_part_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    cache = a_cache(tmp_path)
    part = cache.folder / ("ab" * 20 + ".part")
    part.write_bytes(b"half")
    a_cache(tmp_path)
    assert part.exists()
    assert cache.fill().files == 0


def test_the_key_is_made_once_and_never_beside_one_out_of_reach(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys")
    keys = cache_keys(vault)
    sha256, data = a_file(1)
    assert cache_keys(vault).name(sha256) == keys.name(sha256)
    cache = Cache(tmp_path / "cache", keys, PLENTY, spare=0)
    cache.put(sha256, data)
    assert vault.read(CACHE) not in only_file(cache).read_bytes()
    elsewhere = Pointer("cache", "prescreen-1", "", "tremblay", "ws-12")
    vault.pointer_file(CACHE).write_bytes(written(elsewhere))
    with pytest.raises(CacheShut, match="keyring of tremblay"):
        cache_keys(vault)
    vault.pointer_file(CACHE).unlink()
    vault.file(CACHE).write_bytes(b"short")
    with pytest.raises(CacheShut, match="5 bytes"):
        cache_keys(vault)


def test_the_command_says_how_full_it_is_and_empties_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_of(tmp_path)
    cache = Cache(settings.cache_folder, KEYS, settings.cache_bytes, spare=0)
    for number in range(3):
        cache.put(*a_file(number))
    size = 3 * locked_size(1000)
    shown = {"files": 3, "bytes": size, "most_bytes": 20_000_000_000, "emptied": False}
    assert run(capsys, tmp_path) == {**shown, "folder": str(settings.cache_folder)}
    # Another key than the cache's, or none, is no hindrance.
    assert run(capsys, tmp_path, "empty")["files"] == 3
    assert run(capsys, tmp_path)["files"] == 0
    assert list(settings.cache_folder.iterdir()) == []
    (tmp_path / "settings.toml").write_text("cache_gb = 0.5")
    assert run(capsys, tmp_path)["most_bytes"] == 500_000_000
    (tmp_path / "settings.toml").write_text("cache_gb = -1")
    assert main(["--home", str(tmp_path), "cache"]) == 1
    assert "cache_gb lies between 0 and 4000" in capsys.readouterr().err


def run(capsys: pytest.CaptureFixture[str], home: Path, *words: str) -> dict[str, object]:
    assert main(["--home", str(home), "--json", "cache", *words]) == 0
    said: dict[str, object] = json.loads(capsys.readouterr().out)
    return said
