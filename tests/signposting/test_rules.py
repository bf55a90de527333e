"""The thirteen signposting rules, each as one or more sentences that must be true (docs/signposting.md)."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from bot.directory import load_directory
from bot.settings import ROOT
from bot.signposting import AgeGroup, Harm, Place, Question, Situation, Subject, decide, questions_left, settled_harm

DIRECTORY = load_directory()
CHILD, ADULT, NOT_TOLD = AgeGroup.UNDER_18, AgeGroup.EIGHTEEN_OR_OVER, AgeGroup.UNKNOWN
CHAT_UNDER_18, CHAT_18 = "victim_support_live_chat_under_18", "victim_support_live_chat_18_or_over"
SUPPORTLINE = "victim_support_supportline"
LONDON_PLACES = [Place.CITY_OF_LONDON, Place.LONDON, Place.UNKNOWN]


def ids(**told: object) -> list[str]:
    """The services shown to a person who has told this."""
    return list(decide(Situation(**told), DIRECTORY).service_ids)  # type: ignore[arg-type]


def reasons(**told: object) -> list[str]:
    """The reasons that staff see for it."""
    return list(decide(Situation(**told), DIRECTORY).reasons)  # type: ignore[arg-type]


# ── rule 1 ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("age_group", list(AgeGroup))
def test_rule_1_danger_puts_999_first_and_the_rest_follows(age_group: AgeGroup) -> None:
    for harm in Harm:
        calm, in_danger = ids(age_group=age_group, harm=harm), ids(age_group=age_group, harm=harm, danger_now=True)
        assert in_danger == ["emergency_999", *calm]


def test_rule_1_staff_see_that_danger_was_the_reason() -> None:
    assert reasons(danger_now=True)[0] == "emergency_999: danger_now (rule 1)"


# ── rule 2 ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ({}, ["samaritans", "shout"]),
        ({"age_group": ADULT}, ["samaritans", "shout"]),
        ({"age_group": CHILD}, ["samaritans", "childline", "shout"]),
        ({"danger_now": True}, ["emergency_999", "samaritans", "shout"]),
        ({"age_group": CHILD, "danger_now": True}, ["emergency_999", "samaritans", "childline", "shout"]),
    ],
)
def test_rule_2_self_harm_puts_samaritans_before_all_but_999(told: dict[str, object], first: list[str]) -> None:
    assert ids(self_harm=True, **told)[: len(first)] == first


@pytest.mark.parametrize("age_group", list(AgeGroup))
def test_rule_2_after_samaritans_comes_the_ordinary_signpost(age_group: AgeGroup) -> None:
    ordinary = set(ids(age_group=age_group, harm=Harm.VIOLENCE))
    assert ordinary <= set(ids(age_group=age_group, harm=Harm.VIOLENCE, self_harm=True))


def test_rule_2_staff_see_that_self_harm_was_the_reason() -> None:
    assert reasons(self_harm=True)[0] == "samaritans: self_harm (rule 2)"


# ── rule 3 and 4 ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", LONDON_PLACES)
@pytest.mark.parametrize(
    ("age_group", "seen"), [(CHILD, [CHAT_UNDER_18]), (ADULT, [CHAT_18]), (NOT_TOLD, [CHAT_UNDER_18, CHAT_18])]
)
def test_rule_3_and_4_the_chat_is_for_the_age_and_both_stand_side_by_side_while_it_is_not_told(
    place: Place, age_group: AgeGroup, seen: list[str]
) -> None:
    shown = ids(harm=Harm.VIOLENCE, age_group=age_group, place=place)
    assert [each for each in shown if "live_chat" in each] == seen
    assert shown[: len(seen)] == seen


def test_rule_3_staff_see_that_the_age_chose_the_chat() -> None:
    assert f"{CHAT_UNDER_18}: age (rule 3)" in reasons(age_group=CHILD, harm=Harm.FRAUD)


def test_rule_3_a_child_is_also_shown_childline_and_an_adult_is_not() -> None:
    assert "childline" in ids(age_group=CHILD, harm=Harm.VIOLENCE)
    assert "childline" not in ids(age_group=ADULT, harm=Harm.VIOLENCE, self_harm=True)


def test_rule_4_a_refused_age_is_not_asked_again() -> None:
    assert questions_left(Situation(harm=Harm.FRAUD), {Question.AGE_GROUP: 1}, age_refused=True) == ()


# ── rule 5 ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("harm", [Harm.VIOLENCE, Harm.SEXUAL_VIOLENCE, Harm.EXPLOITATION, Harm.UNKNOWN])
def test_rule_5_an_adult_who_writes_about_a_child_sees_the_adult_chat_supportline_and_nspcc(harm: Harm) -> None:
    shown = ids(age_group=ADULT, subject=Subject.CHILD, harm=harm)
    assert {CHAT_18, SUPPORTLINE, "nspcc_helpline"} <= set(shown)
    assert not {CHAT_UNDER_18, "childline"} & set(shown)
    assert "nspcc_helpline: about_a_child (rule 5)" in reasons(age_group=ADULT, subject=Subject.CHILD, harm=harm)


def test_rule_5_a_child_who_writes_about_a_child_is_not_sent_to_the_line_for_adults() -> None:
    assert "nspcc_helpline" not in ids(age_group=CHILD, subject=Subject.CHILD, harm=Harm.VIOLENCE)


def test_rule_5_an_adult_who_was_harmed_as_a_child_is_an_adult() -> None:
    shown = ids(age_group=ADULT, subject=Subject.SELF, harm=Harm.SEXUAL_VIOLENCE)
    assert shown == [CHAT_18, SUPPORTLINE, "rape_crisis"]


# ── rule 6 ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", list(Place))
def test_rule_6_the_supportline_is_in_every_signpost_of_a_person_who_was_harmed(place: Place) -> None:
    assert all(SUPPORTLINE in ids(harm=harm, place=place) for harm in Harm)


TOPICS = [
    (Harm.DOMESTIC_ABUSE, "national_domestic_abuse_helpline"),
    (Harm.SEXUAL_VIOLENCE, "rape_crisis"),
    (Harm.EXPLOITATION, "modern_slavery_helpline"),
    (Harm.FRAUD, "report_fraud"),
    (Harm.ACQUISITIVE_CRIME, "police_101"),
]


@pytest.mark.parametrize(("harm", "service"), TOPICS)
def test_rule_6_those_who_know_about_this_kind_of_harm_come_after_the_supportline(harm: Harm, service: str) -> None:
    shown = ids(harm=harm, age_group=ADULT)
    assert shown.index(SUPPORTLINE) < shown.index(service)
    assert service in ids(harm=Harm.OTHER_HARM, also_harm=harm, age_group=ADULT)


# ── rule 7 ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("harm", "subject", "shown"),
    [
        (Harm.ANTI_SOCIAL_BEHAVIOUR, Subject.SELF, ["community_safety_team", CHAT_18, SUPPORTLINE]),
        (Harm.NIGHT_TIME_ECONOMY, Subject.SELF, [CHAT_18, SUPPORTLINE, "community_safety_team"]),
        (Harm.RADICALISATION, Subject.ADULT, ["community_safety_team", "act_early", CHAT_18, SUPPORTLINE]),
        (Harm.TERRORISM, Subject.UNKNOWN, ["anti_terrorist_hotline", "community_safety_team", CHAT_18, SUPPORTLINE]),
        (Harm.TERRORISM, Subject.SELF, [CHAT_18, SUPPORTLINE, "community_safety_team", "anti_terrorist_hotline"]),
    ],
)
def test_rule_7_the_team_and_the_right_line_are_shown(harm: Harm, subject: Subject, shown: list[str]) -> None:
    assert ids(harm=harm, subject=subject, age_group=ADULT) == shown


def test_rule_7_an_imminent_attack_puts_999_before_the_hotline() -> None:
    assert ids(harm=Harm.TERRORISM, danger_now=True)[:2] == ["emergency_999", "anti_terrorist_hotline"]


# ── rule 8 ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("age_group", list(AgeGroup))
def test_rule_8_outside_london_there_is_no_chat_but_the_supportline_and_the_local_service(age_group: AgeGroup) -> None:
    shown = ids(harm=Harm.HATE_CRIME, age_group=age_group, place=Place.ENGLAND_AND_WALES)
    assert shown[:2] == [SUPPORTLINE, "victim_support_local_service"]
    assert not any("live_chat" in each for each in shown)


def test_rule_8_outside_england_and_wales_999_and_101_come_first() -> None:
    shown = ids(harm=Harm.HATE_CRIME, age_group=ADULT, place=Place.BEYOND)
    assert shown == ["emergency_999", "police_101", SUPPORTLINE]
    assert DIRECTORY["police_101"].why_for("lives_beyond") != DIRECTORY["police_101"].why_for("default")


@pytest.mark.parametrize("chat", [CHAT_UNDER_18, CHAT_18])
def test_rule_8_each_chat_says_that_it_is_for_people_who_live_in_london(chat: str) -> None:
    assert "live in London" in DIRECTORY[chat].why_for("age")


def test_rule_8_nobody_is_asked_where_they_live_before_help_is_shown() -> None:
    assert Question.PLACE not in questions_left(Situation(), {})


# ── rule 9 to 13 ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "reply", ["council_matter", "law_and_money", "small_talk", "everyday_feelings", "off_topic", "insult", "thanks"]
)
def test_rule_9_no_service_is_pushed_where_nothing_harmful_was_said(reply: str) -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert not any((each.get("custom") or {}).get("services") for each in domain["responses"][f"utter_{reply}"])


def test_rule_10_what_was_told_is_not_asked() -> None:
    assert questions_left(Situation(age_group=CHILD, harm=Harm.FRAUD), {}) == ()
    assert questions_left(Situation(harm=Harm.FRAUD), {}) == (Question.AGE_GROUP,)
    assert questions_left(Situation(age_group=CHILD), {}) == (Question.HARM,)


def test_rule_11_a_corrected_age_changes_the_chat_and_new_danger_comes_first() -> None:
    before = Situation(age_group=CHILD, harm=Harm.VIOLENCE)
    corrected = decide(replace(before, age_group=ADULT), DIRECTORY).service_ids
    assert CHAT_18 in corrected
    assert CHAT_UNDER_18 not in corrected
    assert decide(replace(before, danger_now=True), DIRECTORY).service_ids[0] == "emergency_999"


def test_rule_11_a_new_harm_is_taken_up() -> None:
    assert settled_harm([Harm.FRAUD, Harm.STALKING_HARASSMENT]) is Harm.STALKING_HARASSMENT


@pytest.mark.parametrize(("age_group", "chat"), [(CHILD, CHAT_UNDER_18), (ADULT, CHAT_18)])
def test_rule_12_who_wants_a_human_sees_the_chat_for_their_age_and_the_supportline(
    age_group: AgeGroup, chat: str
) -> None:
    assert ids(age_group=age_group)[:2] == [chat, SUPPORTLINE]


@pytest.mark.parametrize("age_group", list(AgeGroup))
def test_rule_13_who_worries_about_their_own_behaviour_is_told_where_to_turn(age_group: AgeGroup) -> None:
    shown = ids(own_behaviour=True, age_group=age_group, harm=Harm.DOMESTIC_ABUSE)
    assert shown[:2] == ["respect_phoneline", "stop_it_now"]
    assert not any(each.startswith("victim_support") for each in shown)


@pytest.mark.parametrize("harm", list(Harm))
def test_rule_13_there_is_no_victim_script_for_who_worries_about_their_own_behaviour(harm: Harm) -> None:
    for_victims = {"report_fraud", "police_101", "modern_slavery_helpline", "rape_crisis", "victim_support_website"}
    assert not for_victims & set(ids(own_behaviour=True, harm=harm, also_harm=harm))
