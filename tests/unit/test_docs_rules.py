"""docs/rules.md is the table of rules, printed. Run this file to print it again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.domain.rule import NEED_WORDS, Bearing, Level, RuleRow
from app.review.decision_table import TABLE
from app.shipments.rules.table import CARDS

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
LEVELS = {Level.REJECT: "reject", Level.WARN: "warn", Level.INFORM: "inform"}
BEARINGS = {Bearing.DECISION: "D", Bearing.CONTEXT: "C", Bearing.INFORMATION: "I"}

HEAD = """\
# Rules

What the program says of an item on its own, apart from the picture: one row a rule, one function
a row, in `app/shipments/rules`. In the window F4 shows the same table, how each rule stands on
the open item, and how often it fired on this record. The rules are dated: D3-4-2, review
2024-10-21, a memorandum that is marked as under review. Which paragraph says what is our reading
of it; time frames of other modes and the reject phrases of R022 and R023 come from public notices
about eManifest. Codes, time frames and thresholds stand in dated tables (`prescreen tables`),
never in a rule.

## What a rule answers

- **Fires**: a notice with a severity, or only a chip beside the data, with nothing to answer.
- **Silent**: it was checked, and there is nothing to say.
- **Cannot be checked**: something that it needs is not here. It is listed as such, with what is
  missing, and never counts as passed.

A level is what CBSA's own systems do: *reject* (counts as not transmitted, paragraph 144), *warn*,
*inform*. This program reads data that was accepted. Where it finds a fault that would be rejected
in a record that the feed accepted, it says both and weighs it as a warning; what the feed rejected
blocks. *D* bears on the decision, *C* on confidence, urgency and place, *I* is information.

Where two rules would say the same fact, one says it. Everything is decided from the data on file
(`Dossier`), the links, the scans, and what an officer or the port noted on the page of rules;
the time is the `now` that is handed in. What is measured in a picture only asks: it never becomes
the number of pieces found, nor a weight on file.

How to add one: a function in the module of its group, a row in that module's `ROWS` with paragraph,
level, bearing and needs, its words in both languages, and three cases in `tests/unit/test_rules_*`:
fires, silent, cannot be checked. `tests/unit/test_rules_table.py` fails until they are there.
"""
ORDERS = """\
## What keeps a decision from being signed

`app/review/decision_table.py`; `app/review/missing.py` asks it, and nothing else does. An override
is a sentence that an officer types; it goes on record with the decision, under the notice's key.
Where a second person signs in for it, the decision and a line of her own name both; which rules
that concerns is `TWO_PERSONS` in `app/domain/decision.py`.
"""
FOOT = """\
## Paragraphs without a rule

2, 7, 11, 12 (legal basis, liability, security filing); 27, 37, 43 (printing of forms); 54-59
(applying for EDI, the Portal); 76, 86 (the elements and times of an exception table that is not
public); 103 (a heading); 116-118 (what dangerous goods are); 128 (a link); 162, 165
(contacts).
"""
EXEMPT = """\
## Exemptions

An exemption is a chip: it takes the suspicion away that no data was sent, and blocks nothing.
"""
OWN = """\
## Rules of the workstation itself

`L` are failure cases of linking ([linking.md](linking.md)); `I` compare what is declared with what
is seen.
"""
LAST_PARAGRAPH = 165


def page() -> str:
    """Return the whole page."""
    memorandum = [card for card in CARDS if card.rule[0] == "R" and card.rule[1].isdigit()]
    exempt = [card for card in CARDS if card.rule[0] == "X"]
    own = [card for card in CARDS if card not in memorandum and card not in exempt]
    return "\n".join(
        (
            _unwrapped(HEAD),
            "## Rules of the memorandum",
            "",
            *_rows(memorandum),
            "",
            _unwrapped(EXEMPT),
            *_rows(exempt),
            "",
            _unwrapped(OWN),
            *_rows(own),
            "",
            _unwrapped(ORDERS),
            *_orders(),
            "",
            _unwrapped(FOOT),
        )
    )


def _unwrapped(text: str) -> str:
    """Return prose with each paragraph, and each item of a list, on a line of its own."""
    return re.sub(r"(?<=\S)\n *(?=[^\s#|-])", " ", text)


def _rows(cards: Iterable[RuleRow]) -> Iterator[str]:
    yield "| rule | ¶ | level | bears on | what it asks for | what it needs |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for card in cards:
        needs = ", ".join(NEED_WORDS[need] for need in card.needs)
        level, bearing = LEVELS[card.level], BEARINGS[card.bearing]
        yield f"| {card.rule} | {card.paragraph} | {level} | {bearing} | {card.says} | {needs} |"


def _orders() -> Iterator[str]:
    yield "| condition | recommend release | refer | rules |"
    yield "| --- | --- | --- | --- |"
    for row in TABLE:
        rules = ", ".join(sorted(row.rules))
        yield f"| {row.when} | {row.release} | {row.refer} | {rules} |"


def test_the_page_of_rules_is_the_table_that_is_used() -> None:
    said = "Out of date: python -m tests.unit.test_docs_rules"
    assert PAGE.read_text("utf-8") == page(), said


def test_no_cell_of_the_page_breaks_its_table() -> None:
    cells = [card.says for card in CARDS] + [card.paragraph for card in CARDS]
    cells += [word for row in TABLE for word in (row.when, row.release, row.refer)]
    assert not [cell for cell in cells if "|" in cell or "\n" in cell]


def test_every_condition_names_rules_that_there_are() -> None:
    known = {card.rule for card in CARDS}
    assert {rule for row in TABLE for rule in row.rules} <= known


def test_every_paragraph_has_a_rule_or_a_reason_why_not() -> None:
    cited = {number for card in CARDS for number in _paragraphs(card.paragraph)}
    without = {number for part in re.findall(r"\d[\d, -]*", FOOT) for number in _paragraphs(part)}
    assert cited | without == set(range(1, LAST_PARAGRAPH + 1))
    assert not cited & without


def _paragraphs(text: str) -> Iterator[int]:
    for part in re.sub(r"\([a-z]\)", "", text).split(","):
        first, _, last = part.strip().partition("-")
        if first:
            yield from range(int(first), int(last or first) + 1)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
