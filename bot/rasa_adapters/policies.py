"""The dialogue policy: Rasa's rules, with safety in front of any form."""

from __future__ import annotations

from typing import Optional, Tuple

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT_NAME_KEY

from bot.understanding.examples import FLAGGED_INTENTS


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class SafetyFirstRulePolicy(RulePolicy):
    """A `RulePolicy` in which a form does not run before the rules for danger and self-harm have.

    Rasa lets an active form answer first and its rules only after the form has refused the message, so a
    failing form action would stand before 999.
    """

    @staticmethod
    def _find_action_from_loop_happy_path(tracker: DialogueStateTracker) -> Tuple[Optional[str], Optional[str]]:
        said = tracker.latest_message.intent.get(INTENT_NAME_KEY) if tracker.latest_message else None
        if said in FLAGGED_INTENTS and tracker.latest_action_name != tracker.active_loop_name:
            return None, None
        return RulePolicy._find_action_from_loop_happy_path(tracker)
