"""Moves keys with a kill before every one of their steps; run by test_keyring.py on its own.

For each step a child begins the move and is killed there; then the key must be the same, and the
same move must finish. One line a kill: what the killed move had left behind.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from app.vault import SEAL, Making, Vault, move_to_file, move_to_keyring
from app.vault.vault import opened

KEY = b"a key of sixty-four signs that no kill may lose, and none may ju"
MOST = 60
STEPS = ("open", "os.link", "os.remove", "os.rename", "socket.connect")
WRITING = os.O_WRONLY | os.O_RDWR


def is_step(event: str, words: tuple[object, ...], folder: Path) -> bool:
    """Whether something outside of the program is about to change or to be asked."""
    if event == "open" and not (isinstance(words[2], int) and words[2] & WRITING):
        return False
    return event == "socket.connect" or str(folder) in str(words[0])


def killed_at(step: int, folder: Path, move) -> bool:
    """Begin a move and be killed at a step; whether it came to that step."""
    child = os.fork()
    if child == 0:
        seen = 0

        def look(event: str, words: tuple[object, ...]) -> None:
            nonlocal seen
            if event in STEPS and is_step(event, words, folder):
                seen += 1
                if seen == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(look)
        move(Vault(folder, Making.FILE), SEAL)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0, "the move failed"
    return os.WIFSIGNALED(status)


def main(base: Path, back: bool) -> None:
    """Try every step of one direction."""
    move = move_to_file if back else move_to_keyring
    for step in range(1, MOST):
        folder = base / str(step)
        vault = Vault(folder, Making.KEYRING if back else Making.FILE)
        assert vault.make(SEAL, lambda: KEY)
        killed = killed_at(step, folder, move)
        left = sorted(path.name for path in folder.iterdir())
        opened.cache_clear()
        assert vault.read(SEAL) == KEY, (step, left)
        assert not vault.make(SEAL, lambda: b"another"), (step, left)
        move(vault, SEAL)
        opened.cache_clear()
        assert vault.read(SEAL) == KEY, (step, left)
        names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
        assert names == [SEAL.file if back else SEAL.pointer], (step, left, names)
        if not killed:
            return
        print(json.dumps({"step": step, "left": left}), flush=True)
    raise AssertionError("the move never ended")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] == "back")
