"""THE ROUTING TABLE: which service is shown to whom, most important first.

Read it from top to bottom. A row shows its service when its condition holds; a service that an
earlier row has shown is not shown again. `rule` is the number of the signposting rule it follows
(docs/signposting.md lists the rules); `reason` is what staff see beside the conversation, and it
chooses the sentence that tells the person why they see this service.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.signposting.conditions import (
    Condition,
    both,
    harm_is,
    harm_may_be,
    in_danger_now,
    is_about_a_child,
    is_for_the_team,
    is_suspicion_of_terrorism,
    is_under_18,
    lives_beyond,
    lives_outside_london,
    may_be_18_or_over,
    may_be_under_18,
    may_live_in_london,
    speaks_of_self_harm,
    was_affected,
    worries_about_own_behaviour,
)
from bot.signposting.situation import Harm


@dataclass(frozen=True)
class Route:
    """One row: show `service` when `when` holds, because of `reason`, after signposting rule `rule`."""

    service: str
    when: Condition
    reason: str
    rule: int


ROUTES: tuple[Route, ...] = (
    # Danger first, then life.
    Route("emergency_999", in_danger_now, "danger_now", 1),
    Route("samaritans", speaks_of_self_harm, "self_harm", 2),
    Route("childline", both(speaks_of_self_harm, is_under_18), "self_harm", 2),
    Route("shout", speaks_of_self_harm, "self_harm", 2),
    # Outside England and Wales none of the local doors open: say what does.
    Route("emergency_999", lives_beyond, "lives_beyond", 8),
    Route("police_101", lives_beyond, "lives_beyond", 8),
    # Someone worried about their own behaviour is told where to turn, and is nobody's victim here.
    Route("respect_phoneline", worries_about_own_behaviour, "own_behaviour", 13),
    Route("stop_it_now", worries_about_own_behaviour, "own_behaviour", 13),
    # What the council's own team or the police deal with comes before the general support.
    Route("community_safety_team", harm_is(Harm.ANTI_SOCIAL_BEHAVIOUR, Harm.RADICALISATION), "team_first", 7),
    Route("act_early", harm_is(Harm.RADICALISATION), "radicalisation", 7),
    Route("anti_terrorist_hotline", is_suspicion_of_terrorism, "suspicion", 7),
    Route("community_safety_team", is_suspicion_of_terrorism, "team_first", 7),
    # Victim Support, for the age of the person typing; side by side while the age is not told.
    Route("victim_support_live_chat_under_18", both(was_affected, may_be_under_18, may_live_in_london), "age", 3),
    Route("victim_support_live_chat_18_or_over", both(was_affected, may_be_18_or_over, may_live_in_london), "age", 3),
    Route("victim_support_supportline", was_affected, "affected", 6),
    Route("victim_support_local_service", both(was_affected, lives_outside_london), "lives_outside_london", 8),
    # Children, and adults who worry about one.
    Route("childline", is_under_18, "under_18", 3),
    Route("nspcc_helpline", is_about_a_child, "about_a_child", 5),
    # Who knows most about this kind of harm.
    Route("community_safety_team", is_for_the_team, "team", 7),
    Route(
        "national_domestic_abuse_helpline",
        both(harm_may_be(Harm.DOMESTIC_ABUSE), was_affected, may_be_18_or_over),
        "topic",
        6,
    ),
    Route("rape_crisis", both(harm_may_be(Harm.SEXUAL_VIOLENCE), was_affected, may_be_18_or_over), "topic", 6),
    Route("modern_slavery_helpline", both(harm_may_be(Harm.EXPLOITATION), was_affected), "topic", 6),
    Route("report_fraud", both(harm_may_be(Harm.FRAUD), was_affected), "topic", 6),
    Route("anti_terrorist_hotline", harm_may_be(Harm.TERRORISM), "suspicion", 7),
    Route("police_101", both(harm_may_be(Harm.ACQUISITIVE_CRIME), was_affected), "report", 6),
    # Who would rather write than call, while nobody knows best yet.
    Route("victim_support_website", both(was_affected, harm_is(Harm.OTHER_HARM, Harm.UNKNOWN)), "affected", 6),
)
