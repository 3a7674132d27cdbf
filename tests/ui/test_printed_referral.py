"""The paper for the port: what stands on it, in both languages, whatever the case."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import Urgency
from app.domain.mark import CATEGORY_WORDS, Category
from app.review.citing import sections
from app.ui import i18n
from app.ui.printed import draw_referral
from app.ui.printed.blocks import Row, kept
from app.ui.printed.picture import render_view, round_metres
from app.ui.printed.sheet import _flow
from app.ui.printed.sketch import load_of
from app.ui.printed.text import pt
from app.ui.printed.words import Figure, both
from imaging.display import DisplaySettings
from imaging.display_state import as_state
from tests.ui.paper_values import (
    FRAME,
    contents_of,
    marked,
    pages_of,
    referral,
    sitting_on,
    text_of,
)
from tests.unit.room_values import House, radiograph, shipment

MARKING = "PROTECTED B / PROTÉGÉ B"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.record.close()


def declared(house: House, **changes: object) -> None:
    house.take([house.shipment_file(shipment(**changes))])


def test_the_first_page_says_what_to_open_where_and_why(house: House, tmp_path: Path) -> None:
    declared(house)
    sitting = sitting_on(house, [radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100")])
    signed = sitting.sign(referral(marked(sitting, 2), note="Behind the first row."))
    path = tmp_path / "referral.pdf"
    count = draw_referral(contents_of(house, signed), path)
    pages = text_of(path)
    assert len(pages) == count
    first = pages[0]
    for words in (
        "REFERRED FOR EXAMINATION / RENVOYÉ POUR EXAMEN",
        "Partial unload of the goods / Déchargement partiel",
        "9XYZPARS0001234",
        "0351",
        "Carrier 9XYZ / Transporteur 9XYZ",
        "Irregularity in the image Irrégularité dans l’image",
        "Behind the first row.",
        "2 places to examine / 2 endroits à examiner",
        "4.8 m from the doors à 4,8 m des portes",
        "2.0 m above the floor à 2,0 m au-dessus du plancher",
        "note of 1",
    ):
        assert words in first, words
    whole = " ".join(pages)
    assert "Wooden bedroom furniture" in whole
    assert all(f"SHA-256 {digest}" in whole for digest in sitting.item.scans[0].digests)
    assert signed.recommendation_id in whole


def test_every_page_is_marked_and_numbered(house: House, tmp_path: Path) -> None:
    sitting = sitting_on(house, [radiograph()])
    signed = sitting.sign(referral(marked(sitting, 40), note="Une longue note. " * 110))
    path = tmp_path / "referral.pdf"
    draw_referral(contents_of(house, signed), path)
    pages = text_of(path)
    assert len(pages) >= 3
    for number, page in enumerate(pages, start=1):
        assert page.count(MARKING) == 2
        assert f"Page {number} of {len(pages)} / Page {number} de {len(pages)}" in page
    whole = " ".join(pages)
    assert all(f"note of {number}" in whole for number in range(1, 41))
    assert "No shipment data is on file for this load." in whole
    french = i18n.french()
    assert all(french[CATEGORY_WORDS[kind]] in whole for kind in Category)


def test_nothing_is_written_over_the_edge(house: House, tmp_path: Path) -> None:
    long = "X" * 300
    declared(house, special_instructions=long)
    sitting = sitting_on(house, [radiograph(CCN="9XYZPARS0001234")])
    signed = sitting.sign(referral(marked(sitting, 12), note=long))
    path = tmp_path / "referral.pdf"
    draw_referral(contents_of(house, signed), path)
    for page in pages_of(path):
        height, width, _ = page.shape
        side = width * 30 // 612
        assert (page[:, :side] > 250).all()
        assert (page[:, width - side :] > 250).all()
        assert (page[height - height * 20 // 792 :] > 250).all()


def test_six_views_are_all_shown_with_the_chain_that_was_noted(
    house: House, tmp_path: Path
) -> None:
    views = [
        radiograph(seed=number, study=f"1.2.{number}", CCN="9XYZPARS0001234") for number in range(6)
    ]
    declared(house)
    sitting = sitting_on(house, views)
    assert len(sitting.item.scans) == 6
    plain = DisplaySettings()
    for number, scan in enumerate(sitting.item.scans):
        settings = dataclasses.replace(plain, invert=number == 0)
        sitting.display_state(scan.scan_id, scan.views[0], as_state(settings))
    signed = sitting.sign(referral(marked(sitting, 1)))
    path = tmp_path / "referral.pdf"
    draw_referral(contents_of(house, signed), path)
    whole = " ".join(text_of(path))
    assert whole.count("no place marked / aucun endroit marqué") == 5
    states = [dict(seen.display_state) for seen in signed.scans]
    first = render_view(views[0], states[0]).strips[0].image
    other = render_view(views[1], states[1]).strips[0].image
    corner = first.pixelColor(3, 3).lightness(), other.pixelColor(3, 3).lightness()
    assert corner[0] < 60
    assert corner[1] > 120


def test_marks_stand_on_the_picture_where_they_were_drawn(house: House, tmp_path: Path) -> None:
    sitting = sitting_on(house, [radiograph()])
    signed = sitting.sign(referral(marked(sitting, 1)))
    shown, bare = tmp_path / "shown.pdf", tmp_path / "bare.pdf"
    contents = contents_of(house, signed)
    draw_referral(contents, shown)
    elsewhere = dataclasses.replace(
        signed.regions[0], polygon=((50.0, 30.0), (52.0, 30.0), (52.0, 32.0))
    )
    moved = dataclasses.replace(signed, regions=(elsewhere,))
    draw_referral(dataclasses.replace(contents, recommendation=moved), bare)
    one, other = pages_of(shown)[0].astype(int), pages_of(bare)[0].astype(int)
    assert (abs(one - other).max(axis=2) > 60).sum() > 40


def test_an_image_that_is_gone_does_not_keep_the_paper_back(house: House, tmp_path: Path) -> None:
    sitting = sitting_on(house, [radiograph()])
    signed = sitting.sign(referral(marked(sitting, 1), urgency=Urgency.LIFE_SAFETY))
    contents = contents_of(house, signed)
    for digest in sitting.item.scans[0].digests:
        house.store.forget(digest)
    path = tmp_path / "referral.pdf"
    draw_referral(contents, path)
    first = text_of(path)[0]
    assert "This image could not be read when the paper was made." in first
    assert "SÉCURITÉ DES PERSONNES" in first
    nothing = dataclasses.replace(signed, scans=(), regions=())
    draw_referral(dataclasses.replace(contents, recommendation=nothing), path)
    assert "There is no image of this load. / Il n’y a pas d’image" in text_of(path)[0]


def test_the_language_of_the_window_changes_nothing(house: House, tmp_path: Path) -> None:
    sitting = sitting_on(house, [radiograph()])
    contents = contents_of(house, sitting.sign(referral(marked(sitting, 1))))
    one, other = tmp_path / "en.pdf", tmp_path / "fr.pdf"
    draw_referral(contents, one)
    i18n.use("fr")
    draw_referral(contents, other)
    assert text_of(one) == text_of(other)


def test_a_drawing_is_made_in_metres_of_the_load(house: House) -> None:
    sitting = sitting_on(house, [radiograph()])
    signed = sitting.sign(referral(marked(sitting, 1)))
    load = load_of(FRAME, (100.0, 100.0), signed.regions)
    assert load is not None
    spot = load.spots[0]
    assert (load.length, load.doors, load.below) == (5.2, "right", 0.0)
    assert (spot.left, spot.right) == pytest.approx((0.25, 0.55))
    assert (spot.bottom, spot.top) == pytest.approx((1.85, 2.15))
    assert load_of(FRAME, None, signed.regions) is None
    assert load_of(None, (100.0, 100.0), signed.regions) is None


@pytest.mark.parametrize(
    ("most", "length"), [(0.004, 0.01), (0.07, 0.05), (2.7, 2.0), (51.0, 50.0)]
)
def test_a_bar_has_a_round_length(most: float, length: float) -> None:
    assert round_metres(most) == length


def test_each_language_writes_figures_its_own_way() -> None:
    told = both("{mass} kg", mass=Figure(12345.6, 1))
    assert (told.en, told.fr) == ("12\u00a0345.6 kg", "12\u00a0345,6 kg")


def test_t35_the_referral_quotes_the_sections_of_the_act_that_apply(
    house: House, tmp_path: Path
) -> None:
    declared(house)
    sitting = sitting_on(house, [radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100")])
    draft = referral(marked(sitting, 1), reasons=("I05_MATERIAL",))
    signed = sitting.sign(draft)
    assert signed.authority.endswith("Customs Act, ss. 7.1, 11, 12(1), 12.1, 22, 32(1)")
    assert "s. 99(1)(a)" in signed.authority
    path = tmp_path / "referral.pdf"
    draw_referral(contents_of(house, signed), path)
    words = " ".join(" ".join(text_of(path)).split())
    assert "examen, s’il y a lieu, au port d’arrivée, al. 99(1)a)" in words
    for number in ("7.1", "11, 12(1)", "12.1", "22", "32(1)"):
        written = f"ss. {number}" if "," in number else f"s. {number}"
        assert f"Customs Act, {written} / Loi sur les douanes, art. {number}" in words
    assert "What is declared is true, accurate and complete." in words
    assert "Ce qui est déclaré est véridique, exact et complet." in words
    assert "reclearance" not in words


@pytest.mark.parametrize(
    ("reasons", "acknowledged", "numbers"),
    [
        (("ANOMALY",), (), ["11, 12(1)", "12.1", "32(1)"]),
        (("ANOMALY",), ("I01:C00001",), ["7.1", "11, 12(1)", "12.1", "22", "32(1)"]),
        (("NO_MANIFEST",), (), ["11, 12(1)", "12.1", "22", "32(1)"]),
        (("I23_PERSON_ANIMAL",), ("I20:C00001",), ["11, 12(1)", "12.1", "32(1)"]),
    ],
)
def test_t35_what_is_declared_is_quoted_where_it_does_not_fit(
    reasons: tuple[str, ...], acknowledged: tuple[str, ...], numbers: list[str]
) -> None:
    assert [one.number for one in sections(reasons, acknowledged)] == numbers


def test_a_view_is_named_in_both_languages(house: House, tmp_path: Path) -> None:
    """A port officer in Québec read *side* on the French half."""
    above = radiograph("1.2.5", seed=2, CCN="9XYZPARS0001234")
    named = dataclasses.replace(above, source=dataclasses.replace(above.source, view="top 2"))
    declared(house)
    sitting = sitting_on(house, [radiograph(CCN="9XYZPARS0001234"), named])
    path = tmp_path / "referral.pdf"
    draw_referral(contents_of(house, sitting.sign(referral(marked(sitting, 1)))), path)
    whole = " ".join(text_of(path))
    assert "side / côté ·" in whole
    assert "Image of view side / Image de la vue côté" in whole
    assert "top 2 / dessus 2" in whole


@pytest.mark.parametrize("marks", range(1, 10))
def test_a_short_declaration_stays_on_one_page(house: House, tmp_path: Path, marks: int) -> None:
    """Two lines of it stood alone at the top of the second page."""
    declared(house)
    sitting = sitting_on(house, [radiograph(CCN="9XYZPARS0001234")])
    path = tmp_path / "referral.pdf"
    draw_referral(contents_of(house, sitting.sign(referral(marked(sitting, marks)))), path)
    (page,) = (one for one in text_of(path) if "Declaration / Déclaration" in one)
    declaration = page.split("Declaration / Déclaration")[1]
    assert "Trip, carrier" in declaration
    assert "Goods / Marchandises" in declaration


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("before", [0, 44, 46, 47, 48, 49])
def test_of_a_long_list_no_line_or_two_stand_alone(before: int) -> None:
    high, width = pt(700), pt(540)
    ahead = [Row(("ahead", str(n)), (1, 1)) for n in range(before)]
    for count in range(15, 120):
        run = list(kept(Row(("line", str(n)), (1, 1)) for n in range(count)))
        pages = _flow([*ahead, *run], width, high)
        mine = [sum(one in run for one, _ in page.placed) for page in pages]
        assert sum(mine) == count
        assert all(lines == 0 or lines >= 3 for lines in mine), (before, count, mine)


def test_what_no_page_can_hold_goes_on_overleaf() -> None:
    words = "One word after another. " * 8
    run = list(kept(Row((words, "", ""), (1, 5, 5)) for _ in range(9)))
    pages = _flow(run, pt(540), pt(700))
    assert len(pages) < len(run)
