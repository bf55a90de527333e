"""Every door and every priority on the council's own page leads somewhere: the Community Safety Team page of 2017.

The facts are written down here as the page gives them; the page itself is not in the repository.
"""

from __future__ import annotations

import itertools

import pytest

from bot.directory import load_directory
from bot.signposting import AgeGroup, Harm, Place, Situation, Subject, decide

DIRECTORY = load_directory()
CHATS = {
    "BOT_CHAT_UNDER_18_URL": "https://chat.example/under-18",
    "BOT_CHAT_18_OR_OVER_URL": "https://chat.example/18-or-over",
}

DOORS = [
    ("victim_support_live_chat_under_18", Situation(age_group=AgeGroup.UNDER_18, harm=Harm.VIOLENCE)),
    ("victim_support_live_chat_18_or_over", Situation(age_group=AgeGroup.EIGHTEEN_OR_OVER, harm=Harm.VIOLENCE)),
    ("victim_support_supportline", Situation(harm=Harm.OTHER_HARM)),
    ("victim_support_local_service", Situation(harm=Harm.FRAUD, place=Place.ENGLAND_AND_WALES)),
    ("community_safety_team", Situation(harm=Harm.ANTI_SOCIAL_BEHAVIOUR)),
]
PRIORITIES = [
    ("Violence against the person", Harm.VIOLENCE, "victim_support_supportline"),
    ("Domestic abuse", Harm.DOMESTIC_ABUSE, "national_domestic_abuse_helpline"),
    ("Night-time economy crime and nuisance", Harm.NIGHT_TIME_ECONOMY, "community_safety_team"),
    ("Acquisitive crime", Harm.ACQUISITIVE_CRIME, "police_101"),
    ("Anti-social behaviour", Harm.ANTI_SOCIAL_BEHAVIOUR, "community_safety_team"),
    ("Delivery of Prevent strategy", Harm.RADICALISATION, "community_safety_team"),
    ("Delivery of Prevent strategy, for family and friends", Harm.RADICALISATION, "act_early"),
    ("Counter terrorism", Harm.TERRORISM, "community_safety_team"),
    ("Counter terrorism, something suspicious", Harm.TERRORISM, "anti_terrorist_hotline"),
]


@pytest.mark.parametrize(("service", "situation"), DOORS)
def test_every_door_of_the_page_is_reached(service: str, situation: Situation) -> None:
    assert service in decide(situation, DIRECTORY).service_ids


@pytest.mark.parametrize(("priority", "harm", "service"), PRIORITIES, ids=[each[0] for each in PRIORITIES])
def test_every_priority_of_the_page_leads_to_a_door(priority: str, harm: Harm, service: str) -> None:
    assert service in decide(Situation(harm=harm), DIRECTORY).service_ids


@pytest.mark.parametrize("harm", [each[1] for each in PRIORITIES])
@pytest.mark.parametrize("age_group", list(AgeGroup))
def test_every_priority_leads_to_victim_support_in_confidence(harm: Harm, age_group: AgeGroup) -> None:
    shown = decide(Situation(harm=harm, age_group=age_group, subject=Subject.SELF), DIRECTORY).service_ids
    assert "victim_support_supportline" in shown
    assert any("live_chat" in each for each in shown)


@pytest.mark.parametrize(
    ("service", "label", "href"),
    [
        ("victim_support_supportline", "08 08 16 89 111", "tel:08081689111"),
        ("community_safety_team", "020 7332 3808", "tel:02073323808"),
        ("victim_support_local_service", "www.victimsupport.org.uk", "https://www.victimsupport.org.uk"),
        ("victim_support_website", "www.victimsupport.org.uk", "https://www.victimsupport.org.uk"),
    ],
)
def test_numbers_and_addresses_are_the_pages_own(service: str, label: str, href: str) -> None:
    assert (label, href) in [(contact.label, contact.href) for contact in DIRECTORY[service].contacts]


def test_the_supportline_is_free_and_covers_everyone() -> None:
    supportline = DIRECTORY["victim_support_supportline"]
    assert supportline.cost == "Free"
    assert (supportline.age_min, supportline.age_max) == (None, None)


@pytest.mark.parametrize(
    ("service", "variable"),
    [
        ("victim_support_live_chat_under_18", "BOT_CHAT_UNDER_18_URL"),
        ("victim_support_live_chat_18_or_over", "BOT_CHAT_18_OR_OVER_URL"),
    ],
)
def test_each_chat_opens_at_its_own_address_once_it_is_set(service: str, variable: str) -> None:
    contacts = load_directory(CHATS.get)[service].contacts
    assert [(each.kind.value, each.href) for each in contacts] == [("chat", CHATS[variable])]


@pytest.mark.parametrize("age_group", list(AgeGroup))
def test_while_no_chat_address_is_set_the_chats_lead_to_the_website_and_the_supportline(age_group: AgeGroup) -> None:
    signpost = decide(Situation(age_group=age_group, harm=Harm.VIOLENCE), DIRECTORY)
    for chat in (each.service for each in signpost.shown if "live_chat" in each.service.id):
        assert {each.href for each in chat.contacts} == {"https://www.victimsupport.org.uk", "tel:08081689111"}


def test_the_teams_email_is_shown_once_it_is_set() -> None:
    settings = {"BOT_COMMUNITY_SAFETY_EMAIL": "team@council.example"}
    hrefs = {each.href for each in load_directory(settings.get)["community_safety_team"].contacts}
    assert hrefs == {"tel:02073323808", "mailto:team@council.example"}


def test_every_service_of_the_directory_is_shown_to_somebody() -> None:
    shown: set[str] = set()
    for values in itertools.product(AgeGroup, Harm, Subject, (False, True), (False, True), Place, (False, True)):
        shown.update(decide(Situation(*values), DIRECTORY).service_ids)
    assert set(DIRECTORY) - shown == set()
