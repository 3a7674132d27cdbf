"""Who works here, and what each role may do."""

from __future__ import annotations

import dataclasses
import enum


class Role(enum.StrEnum):
    """The roles that people have; a server has services beside them."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    EVALUATOR = "evaluator"
    PORT_OFFICER = "port_officer"
    """Examines at the port what was referred, and tells what came of it."""
    ADMINISTRATOR = "administrator"


class Act(enum.StrEnum):
    """What a role may or may not do."""

    REVIEW = "review"
    DECIDE = "decide"
    AUDIT = "audit"
    MEASURE = "measure"
    REPORT = "report"
    """Says what became of a referral at the port: received, not presented, what was found."""
    ADMINISTER = "administer"


_MAY: dict[Role, frozenset[Act]] = {
    Role.OFFICER: frozenset({Act.REVIEW, Act.DECIDE, Act.REPORT}),
    Role.SUPERVISOR: frozenset({Act.REVIEW, Act.DECIDE, Act.REPORT, Act.AUDIT}),
    Role.EVALUATOR: frozenset({Act.MEASURE}),
    Role.PORT_OFFICER: frozenset({Act.REPORT}),
    Role.ADMINISTRATOR: frozenset({Act.ADMINISTER}),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Officer:
    """A signed-in person."""

    account: str
    """Login name, unique."""
    name: str
    """As shown on screen, for instance ``A. Tremblay``."""
    role: Role
    port: str = ""
    """CBSA office code, four digits, where the person works; empty for all."""
    sample: bool = False
    """True for the fictional people of the sample workspace."""

    def may(self, act: Act) -> bool:
        """Whether this person's role allows the act."""
        return act in _MAY[self.role]
