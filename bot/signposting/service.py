"""A service in the directory, as the rules see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Mapping, Optional

from bot.signposting.situation import AgeGroup


class ContactKind(str, Enum):
    """How a service is reached."""

    PHONE = "phone"
    CHAT = "chat"
    WEB = "web"
    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True)
class Contact:
    """One way to reach a service: `label` as people read or dial it, `href` as a device opens it."""

    kind: ContactKind
    label: str
    href: str


@dataclass(frozen=True)
class Service:
    """One entry of the directory, complete and ready to show.

    `age_min` and `age_max` are in whole years, inclusive; None means no limit. `why` maps a reason's
    code to the sentence that tells the person why they see this; "default" is always there.
    """

    id: str
    name: str
    purpose: str
    contacts: tuple[Contact, ...]
    why: Mapping[str, str] = field(hash=False)
    hours: Optional[str] = None
    cost: Optional[str] = None
    note: Optional[str] = None
    area: str = ""
    age_min: Optional[int] = None
    age_max: Optional[int] = None

    def why_for(self, reason: str) -> str:
        """The sentence for this reason, or the service's own."""
        return self.why.get(reason, self.why["default"])

    def is_open_to(self, age_group: AgeGroup) -> bool:
        """Whether nobody of this age group would be turned away for their age alone."""
        if age_group is AgeGroup.UNDER_18:
            return self.age_min is None or self.age_min < 18
        if age_group is AgeGroup.EIGHTEEN_OR_OVER:
            return self.age_max is None or self.age_max >= 18
        return True
