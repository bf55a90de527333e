"""The decision: from a situation to a signpost, with a reason for every service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping

from bot.signposting.routing import ROUTES, Route
from bot.signposting.service import Service
from bot.signposting.situation import Situation


class UnknownService(LookupError):
    """The routing table names a service that the directory lacks."""


@dataclass(frozen=True)
class ShownService:
    """A service on a signpost, the reason it is there, and the rule the reason follows."""

    service: Service
    reason: str
    rule: int

    @property
    def why(self) -> str:
        """The sentence that tells the person why they see this."""
        return self.service.why_for(self.reason)


@dataclass(frozen=True)
class Signpost:
    """What to show, most important first."""

    situation: Situation
    shown: tuple[ShownService, ...]

    @property
    def service_ids(self) -> tuple[str, ...]:
        """The ids in the order in which they are shown."""
        return tuple(each.service.id for each in self.shown)

    @property
    def reasons(self) -> tuple[str, ...]:
        """One line a service, for staff: id, reason, rule."""
        return tuple(f"{each.service.id}: {each.reason} (rule {each.rule})" for each in self.shown)


def decide(situation: Situation, directory: Mapping[str, Service], routes: tuple[Route, ...] = ROUTES) -> Signpost:
    """Which services this person is shown.

    Every situation gets at least one. A service whose ages shut the person out is never shown, whatever
    the table says. Raises `UnknownService` when the directory lacks a service that a matching row names.
    """
    shown: dict[str, ShownService] = {}
    for route in routes:
        if route.service in shown or not route.when(situation):
            continue
        service = directory.get(route.service)
        if service is None:
            raise UnknownService(f"The routing table names '{route.service}': add it to bot/directory/services.yml.")
        if service.is_open_to(situation.age_group):
            shown[route.service] = ShownService(service, route.reason, route.rule)
    return Signpost(situation, tuple(shown.values()))
