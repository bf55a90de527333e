"""Laws that hold in every situation there is: 108,000 of them, decided in one pass."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import Callable, Iterator

import pytest

from bot.directory import load_directory
from bot.signposting import AgeGroup, Harm, Place, Signpost, Situation, Subject, decide

CHAT_UNDER_18, CHAT_18 = "victim_support_live_chat_under_18", "victim_support_live_chat_18_or_over"
CHATS = {CHAT_UNDER_18, CHAT_18}
TEAM_HARMS = {Harm.ANTI_SOCIAL_BEHAVIOUR, Harm.NIGHT_TIME_ECONOMY, Harm.RADICALISATION, Harm.TERRORISM}
OUTSIDE_LONDON = (Place.ENGLAND_AND_WALES, Place.BEYOND)
DIRECTORY = load_directory()

Law = Callable[[Signpost, tuple[str, ...]], bool]


def _samaritans_follow(signpost: Signpost, ids: tuple[str, ...]) -> bool:
    return not signpost.situation.self_harm or ids[1 if signpost.situation.danger_now else 0] == "samaritans"


def _chat_is_for_the_age(signpost: Signpost, ids: tuple[str, ...]) -> bool:
    shut = {AgeGroup.UNDER_18: CHAT_18, AgeGroup.EIGHTEEN_OR_OVER: CHAT_UNDER_18}.get(signpost.situation.age_group)
    return shut not in ids


def _both_chats_while_age_is_not_told(signpost: Signpost, ids: tuple[str, ...]) -> bool:
    situation = signpost.situation
    if situation.age_group is not AgeGroup.UNKNOWN or situation.own_behaviour or situation.place in OUTSIDE_LONDON:
        return True
    return ids.index(CHAT_18) == ids.index(CHAT_UNDER_18) + 1


def _is_open(signpost: Signpost, ids: tuple[str, ...]) -> bool:
    group = signpost.situation.age_group
    youngest, oldest = {AgeGroup.UNDER_18: (0, 17), AgeGroup.EIGHTEEN_OR_OVER: (18, 120)}.get(group, (0, 120))
    return all(
        (each.service.age_min or 0) <= oldest and (each.service.age_max or 120) >= youngest for each in signpost.shown
    )


def _team(signpost: Signpost, ids: tuple[str, ...]) -> bool:
    told = {signpost.situation.harm, signpost.situation.also_harm}
    return not told & TEAM_HARMS or "community_safety_team" in ids


def _same_again(signpost: Signpost, ids: tuple[str, ...]) -> bool:
    """Asked of the situations without a second harm only: deciding all of them twice would take a second more."""
    return signpost.situation.also_harm is not Harm.UNKNOWN or decide(signpost.situation, DIRECTORY) == signpost


LAWS: dict[str, Law] = {
    "there is at least one service": lambda signpost, ids: bool(ids),
    "danger puts 999 first": lambda signpost, ids: not signpost.situation.danger_now or ids[0] == "emergency_999",
    "self-harm puts samaritans first, or directly after 999": _samaritans_follow,
    "nobody sees the chat for the other age": _chat_is_for_the_age,
    "both chats stand side by side while the age is not told": _both_chats_while_age_is_not_told,
    "outside London there is neither chat": lambda signpost, ids: (
        signpost.situation.place not in OUTSIDE_LONDON or not CHATS.intersection(ids)
    ),
    "every service is open to the age": _is_open,
    "no service is shown twice": lambda signpost, ids: len(set(ids)) == len(ids),
    "every service says why": lambda signpost, ids: all(each.why.strip() for each in signpost.shown),
    "every service has a reason and follows one of the thirteen rules": lambda signpost, ids: all(
        each.reason and 1 <= each.rule <= 13 for each in signpost.shown
    ),
    "the team is shown for the four harms it works on": _team,
    "the Supportline is shown unless the worry is one's own behaviour": lambda signpost, ids: (
        ("victim_support_supportline" in ids) is not signpost.situation.own_behaviour
    ),
    "the same situation gets the same signpost": _same_again,
}


def every_situation() -> Iterator[Situation]:
    """All combinations of all values."""
    yes_no = (False, True)
    for values in itertools.product(AgeGroup, Harm, Subject, yes_no, yes_no, Place, yes_no, Harm):
        yield Situation(*values)


@pytest.fixture(scope="module")
def broken() -> dict[str, list[Situation]]:
    """For each law, the situations that break it. One pass over all of them, for speed."""
    found: dict[str, list[Situation]] = defaultdict(list)
    for situation in every_situation():
        signpost = decide(situation, DIRECTORY)
        ids = signpost.service_ids
        for name, law in LAWS.items():
            if not law(signpost, ids):
                found[name].append(situation)
    return found


def test_every_combination_is_looked_at() -> None:
    assert sum(1 for _ in every_situation()) == 3 * 15 * 4 * 2 * 2 * 5 * 2 * 15


@pytest.mark.parametrize("law", list(LAWS))
def test_in_every_situation(law: str, broken: dict[str, list[Situation]]) -> None:
    assert broken[law][:3] == []
