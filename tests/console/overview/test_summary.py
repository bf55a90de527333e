"""The daily summary equals a count from scratch, and stays when conversations are deleted."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.console.conversations.models import Conversation
from bot.console.overview.counting import counts_of
from bot.console.overview.models import Day, Due
from bot.console.overview.summary import keep_counts_of, summarise, summarise_due
from bot.signposting import HARMS
from tests.console.building import a_conversation, a_turn

pytestmark = pytest.mark.usefixtures("database")

NOON = datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.timezone.utc)
DAY = NOON.date()
ASKS_AGE = [{"text": "How old are you?", "response": "utter_ask_age_group", "services": [], "choices": []}]

_services = st.lists(st.sampled_from(["emergency_999", "samaritans", "report_fraud", "an_older_door"]), unique=True)
_turn = st.fixed_dictionaries(
    {
        "services": _services,
        "danger": st.booleans(),
        "self_harm": st.booleans(),
        "intent": st.sampled_from(["thanks", "fraud"]),
        "replies": st.sampled_from([[], ASKS_AGE]),
    }
)
_conversation = st.fixed_dictionaries(
    {
        "harm": st.sampled_from(["fraud", "terrorism", "none", "unknown"]),
        "age_group": st.sampled_from(["under_18", "18_or_over", "unknown"]),
        "services": _services,
        "fallbacks": st.integers(0, 3),
        "model_id": st.sampled_from(["", "a" * 32, "b" * 32]),
        "is_test": st.booleans(),
    }
)


def _made(fields: dict[str, Any], turns: list[dict[str, Any]], at: datetime.datetime = NOON) -> Conversation:
    safety = {kind: any(turn[kind] for turn in turns) for kind in ("danger", "self_harm")}
    conversation = a_conversation(began_at=at, last_at=at, **fields, **safety)
    for turn in turns:
        a_turn(conversation, **turn)
    return conversation


def _from_scratch() -> Counter[tuple[str, str, str]]:
    """The same counts, one conversation after the other, in Python."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for conversation in Conversation.objects.filter(is_test=False):
        turns = list(conversation.turns.order_by("number"))
        found: dict[tuple[str, str], int] = {
            ("conversations", ""): 1,
            ("messages", ""): len(turns),
            ("messages", "not_understood"): conversation.fallbacks,
            ("fallback", ""): conversation.fallbacks > 0,
            ("harm", conversation.harm): 1,
            ("age", conversation.age_group): 1,
            ("reach", "told_harm"): conversation.harm in [harm.value for harm in HARMS],
            ("reach", "service_shown"): conversation.services != [],
            ("reach", "thanked"): any(turn.intent == "thanks" for turn in turns),
            ("reach", "asked_age"): any(turn.replies == ASKS_AGE for turn in turns),
        }
        for kind, door in (("danger", "emergency_999"), ("self_harm", "samaritans")):
            first = next((turn for turn in turns if getattr(turn, kind)), None)
            found["safety", kind] = first is not None
            found["safety", f"{kind}_handled"] = first is not None and door in first.services
        for service in conversation.services:
            found["service", service] = 1
        for (measure, value), count in found.items():
            counts[conversation.model_id, measure, value] += count
    return +counts


def _kept() -> Counter[tuple[str, str, str]]:
    rows = Day.objects.order_by().values_list("model_id", "measure", "value").annotate(sum=Sum("count"))
    return Counter({(model, measure, value): count for model, measure, value, count in rows})


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(_conversation, st.lists(_turn, max_size=4)), max_size=8), st.data())
def test_the_summary_equals_a_count_from_scratch_before_and_after_deletions(made: list, data: Any) -> None:
    Conversation.objects.all().delete()
    Day.objects.all().delete()
    Due.objects.all().delete()
    conversations = [_made(*each) for each in made]
    summarise(DAY)
    before = _from_scratch()
    assert _kept() == before
    gone = [c.pk for c in conversations if data.draw(st.booleans())]
    Conversation.objects.filter(pk__in=gone).delete()
    summarise_due()
    assert _kept() == before
    live = Day.objects.filter(is_gone=False).order_by().values_list("model_id", "measure", "value", "count")
    assert Counter({(m, k, v): n for m, k, v, n in live}) == _from_scratch()


def _conversations_on(day: datetime.date) -> int:
    return Day.objects.filter(date=day, measure="conversations").aggregate(sum=Sum("count"))["sum"] or 0


def test_a_conversation_deleted_before_its_day_was_ever_summarised_is_still_counted() -> None:
    a_conversation(began_at=NOON, last_at=NOON).delete()
    assert _conversations_on(DAY) == 1
    assert summarise_due() == [DAY]
    assert _conversations_on(DAY) == 1


def test_summarising_twice_counts_nothing_twice() -> None:
    a_conversation(began_at=NOON, last_at=NOON)
    summarise(DAY)
    summarise(DAY)
    assert _conversations_on(DAY) == 1


def test_what_a_conversation_comes_to_mean_later_is_counted_anew() -> None:
    conversation = a_conversation(began_at=NOON, last_at=NOON)
    summarise(DAY)
    Conversation.objects.filter(pk=conversation.pk).update(harm="fraud")
    summarise(DAY)
    assert list(Day.objects.filter(measure="harm").values_list("value", "count")) == [("fraud", 1)]


def test_a_conversation_counts_on_the_day_it_began_in_london_time_even_if_it_went_on() -> None:
    began = datetime.datetime(2026, 6, 30, 23, 30, tzinfo=datetime.timezone.utc)  # half past midnight on 1 July
    a_conversation(began_at=began, last_at=began + datetime.timedelta(days=3))
    for day in (datetime.date(2026, 6, 30), datetime.date(2026, 7, 1), datetime.date(2026, 7, 2)):
        summarise(day)
    assert [_conversations_on(datetime.date(2026, *day)) for day in ((6, 30), (7, 1), (7, 2))] == [0, 1, 0]


def test_test_conversations_are_in_no_count_and_leave_none_when_deleted() -> None:
    conversation = _made({"is_test": True}, [{"danger": True, "self_harm": False}])
    assert counts_of(Conversation.objects.all()) == []
    conversation.delete()
    summarise_due([DAY])
    assert not Day.objects.exists()


def test_danger_counts_as_handled_only_by_the_reply_to_the_first_such_message() -> None:
    late = [{"danger": True, "self_harm": False}, {"danger": True, "self_harm": False, "services": ["emergency_999"]}]
    _made({}, late)
    _made({}, late[::-1])
    summarise(DAY)
    counts = dict(Day.objects.filter(measure="safety").values_list("value", "count"))
    assert counts == {"danger": 2, "danger_handled": 1}


def test_what_is_deleted_by_raw_sql_is_kept_by_calling_for_it_first() -> None:
    a_conversation(began_at=NOON, last_at=NOON)
    found = Conversation.objects.all()
    keep_counts_of(found)
    found._raw_delete(using="default")
    summarise_due()
    assert _conversations_on(DAY) == 1


def test_one_that_was_deleted_and_comes_again_from_the_bots_store_is_not_counted_twice() -> None:
    _made({}, [{"danger": True, "self_harm": False}]).delete()
    a_conversation(began_at=NOON, last_at=NOON, turns_count=2).delete()  # its turns were not written yet
    summarise_due()
    assert _conversations_on(DAY) == 1


def test_what_is_kept_holds_neither_a_number_nor_a_word_of_a_conversation() -> None:
    _made({}, [{"text": "Sarah took it", "danger": False, "self_harm": False}])
    summarise(DAY)
    assert {field.name for field in Day._meta.get_fields()} == {
        "id", "date", "model_id", "measure", "value", "is_gone", "count",
    }  # fmt: skip
    assert "Sarah" not in repr(list(Day.objects.values()))
