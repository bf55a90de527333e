"""Long conversations in chapters: turn 200 costs what turn 20 does.

Rasa reads and replays every event since the last `SessionStarted` in each turn. After some turns a chapter ends: a new
session begins in the same conversation, with every slot and an open form carried over, as Rasa's own action for the
beginning of a session does it, and with what the events add up to (bot/signposting/told.py). The rules look at the
slots, the form and the newest message only (data/rules.yml), so nobody notices. Every event stays in the store.
"""

from __future__ import annotations

from itertools import takewhile
from typing import Iterator

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.signposting import told
from bot.signposting.told import SLOT

TURNS = 10
"""Messages of the person in one chapter."""


def end_chapter(tracker: DialogueStateTracker) -> None:
    """Begin a new chapter in this conversation, if the old one is long enough and the bot waits for the person."""
    if tracker.latest_action_name == ACTION_LISTEN_NAME and _turns(tracker) >= TURNS:
        for event in list(_beginning(tracker)):
            tracker.update(event)


def _turns(tracker: DialogueStateTracker) -> int:
    """How often the person has written in this chapter."""
    chapter = takewhile(lambda event: not isinstance(event, SessionStarted), reversed(tracker.events))
    return sum(isinstance(event, UserUttered) for event in chapter)


def _beginning(tracker: DialogueStateTracker) -> Iterator[Event]:
    """The events with which a chapter begins."""
    so_far = told(event.as_dict() for event in tracker.events)
    yield ActionExecuted(ACTION_SESSION_START_NAME)
    yield SessionStarted()
    yield SlotSet(SLOT, so_far.as_value())
    for name, slot in tracker.slots.items():
        if name != SLOT and slot.value != slot.initial_value:
            yield SlotSet(name, slot.value)
    if tracker.active_loop_name:
        yield ActionExecuted(tracker.active_loop_name)
        yield ActiveLoop(tracker.active_loop_name)
    yield ActionExecuted(ACTION_LISTEN_NAME)
