"""The custom actions. Each is thin: what to say is in domain.yml, what to show is decided in bot.signposting."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Mapping

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction
from rasa_sdk.types import DomainDict

from actions.conversation import has_refused_age, last_intent, likely_harms, situation_of, times_asked
from bot.directory import load_directory
from bot.settings import read_settings
from bot.signposting import Harm, Service, Signpost, decide, questions_left, reply_to

FORM = "situation_form"


@lru_cache(maxsize=1)
def _directory() -> Mapping[str, Service]:
    return load_directory(read_settings().contact_setting)


class ValidateSituationForm(FormValidationAction):
    """Decides which questions the form still asks: only what is missing, and never a third time."""

    def name(self) -> str:
        """The name under which domain.yml lists it."""
        return f"validate_{FORM}"

    async def required_slots(
        self, domain_slots: list[str], dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[str]:
        """The slots to ask for, in order; none when there is nothing left to ask."""
        left = questions_left(situation_of(tracker), times_asked(tracker), has_refused_age(tracker))
        return [question.value for question in left]


class ActionSignpost(Action):
    """Shows the services for what the person has told, each with its reason."""

    def name(self) -> str:
        """The name under which domain.yml lists it."""
        return "action_signpost"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Say why, show the services, and remember what was shown."""
        signpost = decide(situation_of(tracker), _directory())
        shown = list(signpost.service_ids)
        is_repeated = shown == tracker.slots.get("shown_services") and last_intent(tracker) == "inform"
        reply = reply_to(signpost.situation, last_intent(tracker) == "ask_human", is_repeated)
        dispatcher.utter_message(response=f"utter_{reply}", json_message=_payload(signpost))
        return [SlotSet("shown_services", shown), SlotSet("suggested_harm", None)]


class ActionDidYouMean(Action):
    """Offers what an unclear message may mean, in plain words, instead of guessing."""

    def name(self) -> str:
        """The name under which domain.yml lists it."""
        return "action_did_you_mean"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Two or three choices and a way out."""
        harms = [harm for harm in likely_harms(tracker) if harm is not Harm.OTHER_HARM]
        labels = {button["payload"]: button["title"] for button in domain["responses"]["utter_harm_menu"][0]["buttons"]}
        offered = [(harm, labels.get(f'/inform{{"harm": "{harm.value}"}}')) for harm in harms]
        buttons = [
            {"title": label, "payload": f'/inform{{"harm": "{harm.value}"}}'} for harm, label in offered if label
        ]
        if len(buttons) < 2:
            dispatcher.utter_message(response="utter_harm_menu")
            return []
        dispatcher.utter_message(
            response="utter_did_you_mean",
            buttons=[*buttons, {"title": labels["/none_of_these"], "payload": "/none_of_these"}],
        )
        return [SlotSet("suggested_harm", harms[0].value)]


class ActionTakeSuggestion(Action):
    """A "yes" after "did you mean" takes the first suggestion; any other "yes" gets a gentle question."""

    def name(self) -> str:
        """The name under which domain.yml lists it."""
        return "action_take_suggestion"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Take the suggestion and go on with the form, or ask what the person would like."""
        suggested = tracker.slots.get("suggested_harm")
        if suggested:
            return [SlotSet("harm", suggested), SlotSet("suggested_harm", None), FollowupAction(FORM)]
        dispatcher.utter_message(response="utter_affirm")
        return []


def _payload(signpost: Signpost) -> dict[str, Any]:
    return {
        "services": [{"id": each.service.id, "reason": each.reason} for each in signpost.shown],
        "reasons": list(signpost.reasons),
    }
