"""Which of the written replies goes with a signpost. The sentences are in domain.yml, as `utter_` and the name."""

from __future__ import annotations

from bot.signposting.situation import HARMS, Harm, Place, Situation

REPLIES = (
    "human", "signpost_own_behaviour", "signpost_beyond", "signpost_danger", "signpost_again",
    *(f"signpost_{harm.value}" for harm in (*HARMS, Harm.UNKNOWN)),
)  # fmt: skip
"""Every name that `reply_to` gives."""


def reply_to(situation: Situation, wants_human: bool = False, is_repeated: bool = False) -> str:
    """The name of the reply that stands above the services.

    `is_repeated`: the person has just told more, and it changes nothing of what they were shown.
    """
    if wants_human:
        return "human"
    if situation.own_behaviour:
        return "signpost_own_behaviour"
    if situation.place is Place.BEYOND:
        return "signpost_beyond"
    if situation.danger_now:
        return "signpost_danger"
    if is_repeated:
        return "signpost_again"
    return f"signpost_{(situation.harm if situation.harm in HARMS else Harm.UNKNOWN).value}"
