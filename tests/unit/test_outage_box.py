"""The outbox on the disk: whole after every kill, read by nobody else, zeros when it is empty."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.late import LateAct, Outcome, Receipt, What
from app.domain.words import say
from app.outage import Box, BoxUnwritable, box_key
from app.vault import Vault
from app.vault.frames import LARGEST, RESERVED, Frames
from tests.unit.record_values import late_act

KEY = bytes(range(32))
WHY = say("Item {item} is not yours: claim it first.", item="C1")


def box_at(folder: Path, account: str = "tremblay", key: bytes = KEY) -> Box:
    return Box(folder, account, "agency", key)


def acts(count: int) -> list[LateAct]:
    return [late_act(f"a{n}", "C1", What.EVENT, {"name": "é封", "n": n}) for n in range(count)]


def opened(folder: Path, key: bytes = KEY) -> Box:
    box = box_at(folder, key=key)
    assert box.open() is None
    return box


def test_what_was_kept_is_there_after_a_kill_in_its_order(tmp_path: Path) -> None:
    box = opened(tmp_path)
    for act in acts(5):
        box.add(act)
    box.settle(Receipt("a0", Outcome.TAKEN))
    box.settle(Receipt("a1", Outcome.REFUSED, WHY))
    box.close()
    again = opened(tmp_path)
    assert again.waiting == tuple(acts(5)[2:])
    (refused,) = again.refused
    assert (refused.act, refused.refused) == (acts(5)[1], WHY)
    assert again.first() == acts(5)[2]


def test_nothing_of_it_can_be_read_without_the_key(tmp_path: Path) -> None:
    box = opened(tmp_path)
    box.add(late_act("a", "C1", What.EVENT, {"note": "dense block behind the doors"}))
    data = box.path.read_bytes()
    assert b"dense" not in data
    assert b"tremblay" not in data
    assert "tremblay" not in box.path.name
    assert stat.S_IMODE(box.path.stat().st_mode) == 0o600
    box.close()
    other = box_at(tmp_path, key=bytes(32))
    told = other.open()
    assert told is not None
    assert other.waiting == ()
    assert Path(told.values["path"]).read_bytes() == data


def test_it_is_zeros_when_nothing_waits(tmp_path: Path) -> None:
    box = opened(tmp_path)
    for act in acts(3):
        box.add(act)
    for act in acts(3):
        box.settle(Receipt(act.act_id, Outcome.TAKEN))
    data = box.path.read_bytes()
    assert len(data) == RESERVED
    assert not any(data[16:])


def test_a_refusal_stays_until_it_was_read(tmp_path: Path) -> None:
    box = opened(tmp_path)
    box.add(acts(1)[0])
    box.settle(Receipt("a0", Outcome.REFUSED, WHY))
    box.close()
    box = opened(tmp_path)
    assert len(box.refused) == 1
    box.take_note("a0")
    box.take_note("a0")
    assert (box.refused, box.waiting) == ((), ())
    box.close()
    assert opened(tmp_path).refused == ()


def test_two_windows_of_one_officer_do_not_share_it(tmp_path: Path) -> None:
    box = opened(tmp_path)
    other = box_at(tmp_path)
    with pytest.raises(BoxUnwritable, match="Another window"):
        other.open()
    assert not other.usable
    box.close()
    assert other.open() is None
    assert opened(tmp_path / "elsewhere").usable
    someone = box_at(tmp_path, "singh")
    assert someone.open() is None


frame_settings = settings(max_examples=60, deadline=None)


def frames_at(path: Path) -> tuple[Frames, tuple[bytes, ...], bool]:
    frames = Frames(path, KEY)
    found = frames.open()
    return frames, found.texts, found.damaged


@frame_settings
@given(data=st.data())
def test_a_torn_last_frame_takes_nothing_else_with_it(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """A kill in the middle of a write: some of the frame is there, its length is not."""
    path = tmp_path_factory.mktemp("torn") / "box"
    texts = data.draw(st.lists(st.binary(min_size=1, max_size=200), min_size=1, max_size=5))
    frames, _, _ = frames_at(path)
    for text in texts[:-1]:
        frames.add(text)
    before = path.read_bytes()
    frames.add(texts[-1])
    after = bytearray(path.read_bytes())
    start = next(n for n, (one, two) in enumerate(zip(before, after, strict=True)) if one != two)
    start -= start % 4
    keep = data.draw(st.integers(0, len(texts[-1])))
    after[start : start + 4] = bytes(4)
    after[start + 4 + keep :] = bytes(len(after) - start - 4 - keep)
    path.write_bytes(after)
    again, found, damaged = frames_at(path)
    assert (found, damaged) == (tuple(texts[:-1]), False)
    again.add(b"goes on")
    assert frames_at(path)[1] == (*texts[:-1], b"goes on")


@frame_settings
@given(data=st.data())
def test_whoever_changes_a_byte_is_found(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("changed") / "box"
    frames, _, _ = frames_at(path)
    texts = [b"one", b"two", b"three"]
    ends = [16]
    for text in texts:
        frames.add(text)
        ends.append(frames._end)
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(16, ends[-1] - 1))
    flipped = data.draw(st.integers(1, 255))
    content[place] ^= flipped
    path.write_bytes(content)
    _, found, damaged = frames_at(path)
    hit = next(n for n, end in enumerate(ends[1:]) if place < end)
    # Padding to whole words says nothing.
    assert found == tuple(texts[:hit]) if damaged else found == tuple(texts)


def test_frames_cannot_be_moved_or_brought_back(tmp_path: Path) -> None:
    path = tmp_path / "box"
    frames, _, _ = frames_at(path)
    frames.add(b"one")
    end = frames._end
    first = path.read_bytes()[16:end]
    frames.wipe()
    content = bytearray(path.read_bytes())
    content[16 : 16 + len(first)] = first
    path.write_bytes(content)
    assert frames_at(path)[1:] == ((), True)


def test_it_grows_to_its_bound_and_no_further(tmp_path: Path) -> None:
    box = opened(tmp_path)
    large = {"note": "x" * (LARGEST // 3)}
    for name in ("a", "b"):
        box.add(late_act(name, "C1", What.EVENT, large))
    with pytest.raises(BoxUnwritable, match="2 acts wait"):
        box.add(late_act("c", "C1", What.EVENT, large))
    assert len(box.waiting) == 2
    # What was answered makes room again.
    box.settle(Receipt("a", Outcome.TAKEN))
    box.add(late_act("c", "C1", What.EVENT, large))
    box.close()
    assert [act.act_id for act in opened(tmp_path).waiting] == ["b", "c"]
    assert box.path.stat().st_size <= LARGEST + RESERVED


def test_refusals_survive_making_room(tmp_path: Path) -> None:
    box = opened(tmp_path)
    large = {"note": "x" * (LARGEST // 3)}
    box.add(late_act("r", "C1", What.EVENT, {}))
    for name in ("a", "b"):
        box.add(late_act(name, "C1", What.EVENT, large))
    box.settle(Receipt("r", Outcome.REFUSED, WHY))
    box.settle(Receipt("a", Outcome.TAKEN))
    box.add(late_act("c", "C1", What.EVENT, large))
    box.close()
    again = opened(tmp_path)
    assert [one.act.act_id for one in again.refused] == ["r"]
    assert [act.act_id for act in again.waiting] == ["b", "c"]


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with pytest.raises(BoxUnwritable, match="cannot be kept"):
        box_at(blocked / "box").open()


def test_keys_of_officers_differ_and_stay(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys")
    one = box_key(vault, "agency", "tremblay")
    assert one == box_key(vault, "agency", "tremblay")
    others = {box_key(vault, *who) for who in (("agency", "singh"), ("b", "tremblay"))}
    assert len({one, *others}) == 3
    root = tmp_path / "keys" / "outbox.key"
    assert stat.S_IMODE(root.stat().st_mode) == 0o600
