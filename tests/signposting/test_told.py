"""What a conversation has told is the same, however long it is and wherever its chapters are cut."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.signposting import HARMS, Harm, Question, Told, told
from bot.signposting.told import SLOT

Event = dict[str, Any]


def _asked(response: str) -> Event:
    return {"event": "bot", "metadata": {"utter_action": response}}


def _harm(value: str) -> Event:
    return {"event": "slot", "name": "harm", "value": value}


def _said(intent: str, **entities: str) -> Event:
    found = [{"entity": name, "value": value} for name, value in entities.items()]
    return {"event": "user", "parse_data": {"intent": {"name": intent}, "entities": found}}


_harms = st.sampled_from(sorted(harm.value for harm in HARMS))
_events = st.lists(
    st.one_of(
        st.sampled_from(["utter_ask_harm", "utter_ask_age_group", "utter_greet"]).map(_asked),
        _harms.map(_harm),
        st.sampled_from(["own_behaviour", "ask_human", "thanks"]).map(_said),
        st.builds(lambda harm, also: _said(harm, harm=harm, also_harm=also), _harms, _harms),
        st.just({"event": "restart"}),
        st.just({"event": "action", "name": "action_listen"}),
    ),
    max_size=30,
)


@given(_events, st.integers(0, 30))
def test_a_chapter_may_begin_anywhere(events: list[Event], cut: int) -> None:
    before = json.loads(json.dumps(told(events[:cut]).as_value()))
    assert told([{"event": "slot", "name": SLOT, "value": before}, *events[cut:]]) == told(events)


def test_every_time_a_question_is_put_counts() -> None:
    asked = told([_asked("utter_ask_age_group"), _said("ask_why"), _asked("utter_ask_age_group")]).times_asked
    assert asked == {Question.AGE_GROUP: 2}


def test_a_vague_word_does_not_undo_a_harm_across_chapters() -> None:
    before = {"event": "slot", "name": SLOT, "value": told([_harm("fraud")]).as_value()}
    assert told([before, _harm("other_harm")]).harm is Harm.FRAUD


def test_a_restart_forgets_what_earlier_chapters_told() -> None:
    before = {"event": "slot", "name": SLOT, "value": told([_harm("fraud"), _said("own_behaviour")]).as_value()}
    assert told([before, {"event": "restart"}]) == Told()
