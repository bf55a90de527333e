"""The age group read from a message is the typer's own, now; whatever else looks like an age is left alone."""

from __future__ import annotations

import datetime
import time
from typing import Any, Iterator, Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.signposting import AgeGroup
from bot.understanding.age import read_age

TODAY = datetime.date(2026, 6, 15)

CHILD_IN_FIGURES_OR_WORDS = [
    "i'm 15",
    "Im only 12 and my uncle scares me",
    "I am fourteen years old",
    "14yo",
    "14 y/o, boy",
    "seventeen",
    "im 15 n a half",
    "I'm 13 and a half",
    "15 nearly 16",
    "I (17F) was grabbed on the escalator",
    "me (16m) got jumped by 3 older kids",
    "15/f, dont want my mum to know",
    "my age is 11",
    "age 14",
    "we're both 15 and he filmed us",
    "someone touched me on the train. im 16",
    "im 17 and my baby is 4 months old",
    "I’m 15 years old",
    "im 9 and a half and my brothers friend hurts me",
    "he is 15 same as me",
    "im a 16 year old girl and my boyfriend hits me",
    "as a 17 year old can i use this",
    "i just turned 14",
    "I was 12 when it started and im 16 now",
]
CHILD_IN_OTHER_WORDS = [
    "17 next month",
    "i turn 18 tomorrow",
    "im 18 in 3 weeks",
    "not quite 18 yet",
    "i'm nearly 18",
    "when i turn 18 im moving out, cant wait",
    "I'm under 18",
    "im a kid",
    "no im underage",
    "i'm in year 9",
    "yr 12 here, my teacher messages me at night",
    "in year 8 and a girl keeps hitting me",
    "im a year 10 and people call me slurs",
    "my form tutor told me to write here",
    "some boys at school keep filming me and my mum won't let me stay off",
    "born in 2011",
    "my dob is 03/04/2010",
    "im still at school and my stepdad hits me",
]
ADULT_IN_FIGURES_OR_WORDS = [
    "i'm 34",
    "18",
    "Seventy six",
    "I am a 45 year old man and my wife hits me",
    "Retired bus driver, 67. Kids throw stones at my window.",
    "I (22m) was punched outside a kebab shop",
    "29F, spiked last night",
    "me [41/f] and my neighbour",
    "turned 18 last week",
    "I just turned 18",
    "my 18th birthday was last month",
    "51 i am, not that it matters",
    "It happened when I was 9. I am 40 now.",
    "I was 14 when he started, I'm 33 now",
    "at 71 you don't expect to be pushed over in the street",
    "I'm 19 and my dad takes my wages",
    "i'm a student, 20, and my flatmate follows me",
    "64 years old, mugged at the cash machine",
    "I'm ninety two, dear",
]
ADULT_IN_OTHER_WORDS = [
    "18 or over",
    "18+",
    "adult",
    "older than that",
    "I'm older than that",
    "I'm a pensioner and someone rang about my bank card",
    "born in 1985",
    "dob 12/03/1990",
    "born in 2007",
    "my son is being bullied at school",
    "My daughter (14) was sent horrible pictures",
    "I'm her mum and I don't know what to do",
    "i am his grandmother",
    "my three kids have seen him hit me",
    "my husband chokes me",
    "my ex husband waits outside my work",
    "i teach year 9 and one of my pupils has bruises",
    "I am a teacher at a primary school and a pupil told me something",
    "Nurse here, one of my patients is scared to go home",
    "I'm a social worker in the City and a client is at risk",
    "I manage a bar near the station, two customers were spiked",
    "I'm a security guard at an office and got spat at",
    "it happened to me in 1978 and I never told anyone",
    "I was attacked 30 years ago and still wake up",
    "we've been married 26 years",
    "im in my second year at university and my flatmate is stalking me",
    "since I retired the kids outside have got worse",
]
CORRECTED = [
    ("14. sorry 41", AgeGroup.EIGHTEEN_OR_OVER),
    ("12 no wait 21", AgeGroup.EIGHTEEN_OR_OVER),
    ("I'm 61, no sorry, 16", AgeGroup.UNDER_18),
    ("im 18 actually 17", AgeGroup.UNDER_18),
]
NOT_TOLD = [
    "",
    "???",
    "someone took my phone",
    "I would rather not say",
    "he was 15 when he did it",
    "it happened when i was 9",
    "my boyfriend is 19 and he hits me",
    "my friend is 15 and her dad hurts her",
    "my little brother is 8 and he saw it",
    "the man was about 50, grey beard",
    "two lads, maybe 17, pulled a knife on me",
    "three girls aged 14 took my bag",
    "she's 16 and wont stop messaging me",
    "me and my boyfriend (21) had a fight",
    "i told him i was 18",
    "he thinks im 18",
    "im 16 weeks pregnant and he kicked me",
    "i'm 5 foot 2 and he is huge",
    "im 6ft and still scared",
    "i live on the 14th floor",
    "im in flat 12 and he is in flat 15",
    "they took £16 and my oyster card",
    "he came round at 9 pm",
    "i am 10 minutes from home and scared",
    "im 15 mins away",
    "i have lived here for 12 years",
    "i've been sober 16 years",
    "he texted me 14 times",
    "im on bus 25",
    "i'm 100% sure it was him",
    "there were 15 of them",
    "my mum is a nurse and she got punched at work",
    "my brother was born in 2012",
    "born in 2008",
    "year 13",
    "im in sixth form",
    "my brother in year 7 got robbed",
    "when i was in year 9 a man followed me",
    "i'm 2 doors down from them",
    "my sister turned 18 last week",
    "my friend is nearly 18",
    "im 3rd in the queue",
    "he gets out of prison in 15 days",
]  # fmt: skip
WRONG_SIDE = [
    (AgeGroup.UNKNOWN, ["she was born in 1990 and she hits me", "my dad was born in 1980 and he hits us", "my grandad came here in 1965 and people spit at him", "my brother died in 2005 before i was born", "he has been stalking my mum for 20 years", "my nan was killed 20 years ago and my mum still cries"]),
    (AgeGroup.UNKNOWN, ["the kids next door scream all night", "the daughter at my foster home pulls my hair", "one of the staff at my children's home hurts me", "the staff in the care home i live in hit me", "a volunteer at my youth club touched me", "our team coach stares at us when we change", "a driver shouted at me", "Teacher at school keeps touching my hair", "security guard at tesco grabbed me", "bus driver on the 25 shouted slurs at me", "doctor at a&e asked how i got the bruise"]),
    (AgeGroup.UNKNOWN, ["i own a bike and it got nicked", "i manage to hide most days", "i run away a lot because of my stepdad", "my eldest brother hits me", "my youngest sister gets hit", "im a young carer for my mum", "it's none of my business but my mate has bruises"]),
    (AgeGroup.UNKNOWN, ["im a woman, 6 men followed me home", "my m8 got robbed", "m8 someone robbed me", "M25 services, a man grabbed me", "6 f***ing lads jumped me", "15 m from my door he stopped me", "i am 15 to 20 metres from him", "im 20 yards away from him", "im 12 houses down from them", "im 10 years free of him", "im 20+4 pregnant", "im 5'2 and small"]),
    (AgeGroup.UNKNOWN, ["At 16 I met him and he beat me for years", "at 11, i heard banging", "aged 12 i was touched by my uncle", "at age 12 he started", "age 6 he started touching me", "15 year old girl got stabbed near my work", "15 y/o girl hit me", "im messaging a girl aged 13 and scared for her", "i'm in year 4 of this nightmare", "I'm in immigration detention and a guard hit me", "teenagers hang around outside my block after school and throw eggs"]),
    (AgeGroup.UNDER_18, ["the kids at school hit me", "the children in my class laugh at me", "im the youngest child and get hit most", "im 18 tomorrow", "<18"]),
    (AgeGroup.EIGHTEEN_OR_OVER, ["im in year 2 of my degree", "my year 9 son gets messages from a man", "I'm a child protection officer at a charity", "i turned 16 in 1994", "05.11.1970"]),
]  # fmt: skip
ASKED_AGAIN = [
    (AgeGroup.UNDER_18, ["a minor", "I'm a 15yo girl", "im15", "am only 12 pls help", "15 here", "me and my sister are 12 and 14", "i am not an adult", "im not over 18", "sorry i meant 17", "12/05/2011", "its my 16th birthday today and he hit me"]),
    (AgeGroup.EIGHTEEN_OR_OVER, ["18 today", "aged 83, living alone", "i'll be 19 in march", "I'm in my forties", "pushing 60", "a lot older than that, love", "as a dad of three I worry about the park", "worried mum", "my little girl wont go to school", "my teenager is being groomed", "When I turned 18 my dad threw me out. That was ten years ago.", "I said 15 but I meant 51", "not 14, 41", "not under 18", "born on the 3rd of may 1988", "uni student here"]),
]  # fmt: skip


def known_mistakes() -> Iterator[Any]:
    """Rows that read_age gets wrong: first those that put a person on the wrong side."""
    for reason, table in (
        ("an age is read that was not told", WRONG_SIDE),
        ("asked although it was told", ASKED_AGAIN),
    ):
        for group, texts in table:
            for text in texts:
                yield pytest.param(text, group, marks=pytest.mark.xfail(strict=True, reason=reason))


ROWS = [
    *((text, AgeGroup.UNDER_18) for text in CHILD_IN_FIGURES_OR_WORDS + CHILD_IN_OTHER_WORDS),
    *((text, AgeGroup.EIGHTEEN_OR_OVER) for text in ADULT_IN_FIGURES_OR_WORDS + ADULT_IN_OTHER_WORDS),
    *CORRECTED,
    *((text, AgeGroup.UNKNOWN) for text in NOT_TOLD),
    *known_mistakes(),
]


@pytest.mark.parametrize(("text", "group"), ROWS)
def test_the_age_is_the_typers_own_and_now(text: str, group: AgeGroup) -> None:
    assert read_age(text, TODAY).group is group


@pytest.mark.parametrize(
    ("text", "years"),
    [("i'm 15", 15), ("Seventy six", 76), ("im 17 next month", 16), ("14. sorry 41", 41), ("adult", None)],
)
def test_the_age_in_years_is_kept_when_it_was_said(text: str, years: Optional[int]) -> None:
    assert read_age(text, TODAY).years == years


@pytest.mark.parametrize("said", ["I'm {}", "{}", "my age is {}"])
def test_eighteen_is_the_first_adult_age(said: str) -> None:
    found = {years: read_age(said.format(years), TODAY).group for years in range(5, 111)}
    assert [years for years, group in found.items() if group is AgeGroup.UNDER_18] == list(range(5, 18))
    assert AgeGroup.UNKNOWN not in found.values()


@pytest.mark.parametrize("text", ["my husband chokes me", "they are planning my wedding and i dont want it"])
def test_the_married_are_likely_adults_but_are_still_asked(text: str) -> None:
    assert not read_age(text, TODAY).is_told
    assert read_age(f"I'm 16 and {text}", TODAY) == read_age("I'm 16", TODAY)


@pytest.mark.parametrize("text", ["", "i like tea", "he is 40"])
def test_what_was_not_told_is_unknown_and_has_no_reason(text: str) -> None:
    reading = read_age(text, TODAY)
    assert (reading.group, reading.years, reading.reason) == (AgeGroup.UNKNOWN, None, "")


@pytest.mark.parametrize("text", ["i'm 15", "my son was hit", "in year 9"])
def test_what_was_told_has_a_reason_from_the_words(text: str) -> None:
    assert 0 < len(read_age(text, TODAY).reason) <= 60


@settings(deadline=None, max_examples=60)
@given(st.text() | st.text(alphabet="im a18 year old'/.,()-born\u200b²１"))
def test_no_text_makes_it_fail(text: str) -> None:
    assert read_age(text, TODAY).group in AgeGroup


@pytest.mark.parametrize(
    "unit", ["im a ", "i'm a aa, ", "my little ", "im 15 and ", "no sorry ", "a, ", "me, ", "(", "at "]
)
def test_a_long_message_is_read_in_a_moment(unit: str) -> None:
    before = time.perf_counter()
    read_age((unit * 2000)[:2000], TODAY)
    assert time.perf_counter() - before < 0.5
