"""Which written reply goes with a signpost, and the plain values that a situation is read from."""

from __future__ import annotations

from itertools import product

import pytest

from bot.signposting import HARMS, REPLIES, AgeGroup, Harm, Place, Situation, Subject, reply_to, situation_from


@pytest.mark.parametrize("harm", Harm)
def test_the_kind_of_harm_has_a_reply_of_its_own(harm: Harm) -> None:
    assert reply_to(Situation(harm=harm)) == f"signpost_{harm.value if harm in HARMS else 'unknown'}"


def test_a_wish_for_a_person_comes_before_everything_else() -> None:
    everything = Situation(harm=Harm.FRAUD, danger_now=True, place=Place.BEYOND, own_behaviour=True)
    assert reply_to(everything, wants_human=True, is_repeated=True) == "human"


@pytest.mark.parametrize(
    ("situation", "reply"),
    [
        (Situation(own_behaviour=True, place=Place.BEYOND, danger_now=True), "signpost_own_behaviour"),
        (Situation(place=Place.BEYOND, danger_now=True, harm=Harm.FRAUD), "signpost_beyond"),
        (Situation(danger_now=True, harm=Harm.FRAUD), "signpost_danger"),
    ],
)
def test_what_matters_more_decides_the_reply_even_when_it_is_repeated(situation: Situation, reply: str) -> None:
    assert reply_to(situation) == reply_to(situation, is_repeated=True) == reply


def test_the_same_services_again_are_said_to_be_the_same() -> None:
    assert reply_to(Situation(harm=Harm.FRAUD), is_repeated=True) == "signpost_again"


def test_there_is_no_reply_but_the_listed_ones() -> None:
    situations = [
        Situation(harm=harm, place=place, danger_now=danger, own_behaviour=own)
        for harm, place, danger, own in product(Harm, Place, (True, False), (True, False))
    ]
    given = {reply_to(each, *flags) for each in situations for flags in product((True, False), repeat=2)}
    assert given == set(REPLIES)


def test_a_situation_is_read_from_plain_values() -> None:
    told = {
        "age_group": "under_18", "harm": "fraud", "subject": "self", "danger_now": True, "self_harm": True,
        "place": "london", "own_behaviour": True, "also_harm": "violence", "shown_services": ["samaritans"],
    }  # fmt: skip
    assert situation_from(told) == Situation(
        AgeGroup.UNDER_18, Harm.FRAUD, Subject.SELF, True, True, Place.LONDON, True, Harm.VIOLENCE
    )


@pytest.mark.parametrize("value", [None, "moon", 7, [], {}, "none", "not_told"])
def test_what_is_spelt_in_no_known_way_counts_as_not_told(value: object) -> None:
    names = ("age_group", "harm", "subject", "place", "also_harm")
    assert situation_from(dict.fromkeys(names, value)) == situation_from({}) == Situation()
