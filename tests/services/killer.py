"""Who kills programs of officers, cuts their connections and restarts the server, by chance."""

from __future__ import annotations

import dataclasses
import random
import time

from tests.services.agency import Agency
from tests.services.surviving import Pace, Programs

CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE usename LIKE %s ORDER BY random() LIMIT %s"
)


@dataclasses.dataclass(slots=True)
class Killer:
    """What is done, and how often it was done."""

    every_s: tuple[float, float]
    """Least and most seconds between two acts."""
    restart_s: float
    """How far apart the server is restarted: in turn as when its power goes, and orderly."""
    names: str
    """Of the logins whose connections are cut, as LIKE takes it."""
    chance: random.Random = dataclasses.field(default_factory=lambda: random.Random(20261123))
    kills: int = 0
    cuts: int = 0
    restarts: int = 0
    down_s: float = 0.0
    """How long the server was away."""

    def work(self, agency: Agency, programs: Programs, pace: Pace) -> None:
        """Go about until it is time."""
        restart = time.monotonic() + self.restart_s
        while True:
            rest = min(self.chance.uniform(*self.every_s), pace.until - time.monotonic())
            if rest <= 0:
                return
            time.sleep(rest)
            if time.monotonic() >= restart:
                self._restart(agency)
                restart = time.monotonic() + self.restart_s
            elif self.chance.random() < 0.5:
                programs.kill(self.chance.randrange(len(programs)), pace)
                self.kills += 1
            else:
                self.cuts += len(agency.rows(CUT, self.names, self.chance.randint(1, 5)))

    def _restart(self, agency: Agency) -> None:
        begun = time.monotonic()
        agency.cluster.stop("fast" if self.restarts % 2 else "immediate")
        agency.cluster.start()
        self.restarts += 1
        self.down_s += time.monotonic() - begun
