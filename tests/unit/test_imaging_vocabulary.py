"""The simulator and whoever reads its truth speak of the same things."""

from imaging import phantom, vocabulary


def test_the_phantom_keeps_to_the_vocabulary() -> None:
    assert tuple(phantom.COMMODITIES) == vocabulary.COMMODITY_NAMES
    assert tuple(phantom.IRREGULARITIES) == vocabulary.IRREGULARITY_KINDS
    assert tuple(phantom.EQUIPMENT) == vocabulary.EQUIPMENT_NAMES


def test_what_the_names_say_of_beams_is_so() -> None:
    tubes = tuple(name for name, item in phantom.EQUIPMENT.items() if item.tube)
    assert tubes == vocabulary.EQUIPMENT_NAMES[-2:]
