"""Where the person typing lives, and not where it happened, where others live, or where they work."""

from __future__ import annotations

from typing import Any, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.signposting import Place
from bot.understanding.place import PLACES_FILE, read_place

CITY, LONDON, ENGLAND, BEYOND = Place.CITY_OF_LONDON, Place.LONDON, Place.ENGLAND_AND_WALES, Place.BEYOND

LIVES = [
    (CITY, ["I live in the Barbican", "I live in the City of London", "i live in the square mile", "im in a flat in Aldgate", "My flat is in EC1Y", "I live in EC2A", "ec3", "City of London", "our home is near Moorgate", "I'm a resident of the Barbican"]),
    (LONDON, ["I live in London", "i live in hackney", "we live in Tower Hamlets now", "im from Brixton", "I moved to Peckham last year", "i'm staying in Ilford", "my house is in Croydon", "E14", "SW9", "london", "Camden", "Croydon, london", "I live near Mile End", "live in se15", "N1", "I live in E1 7AA", "I live in N17 with my mum", "my address is in Harrow", "I reside in Islington", "yes, London", "I lived in Leeds, now I live in Hackney", "I used to live in Glasgow but now I live in Camden", "My daughter lives in Leeds and I live in Hackney", "I live in Poplar, my mum lives in Wales", "I live in a London hostel"]),
    (ENGLAND, ["I live in Manchester", "im from Leeds", "we moved to Kent in june", "I live in Cardiff but work in London", "i live in slough", "I am based in Birmingham", "Essex", "no, Manchester", "swansea wales", "I live in Milton Keynes and came up to London for a night out", "I live in Kent and my ex lives in London", "I live in Bath", "I live in England"]),
    (BEYOND, ["I live in Glasgow", "im in Edinburgh", "Scotland", "northern ireland", "We live in Dublin", "my home is in Paris", "I moved to Scotland", "I live in Poland", "I live in Perth, Australia"]),
    (Place.UNKNOWN, ["", "yes", "where do i go", "it happened near Liverpool Street", "I was mugged in Shoreditch", "I work in the City", "my office is in Canary Wharf", "I got robbed on the way to Manchester", "he lives in Leeds", "my sister lives in London", "I used to live in Hackney", "I was on the train from Brighton", "I moved from Leeds", "I am from Poland", "im from nigeria originally", "he came from Essex to hit me", "someone robbed me on Fleet Street", "I go out in Soho", "my friend from Leeds was spiked", "i was reading when he hit me", "he gave me a bath", "the city is dirty", "a man from Essex keeps calling me", "on holiday in Spain i was assaulted", "my bag was stolen at Euston", "scammers from Nigeria took my money", "I sent money to Ghana", "e10 for the drugs", "I live in the UK"]),
]  # fmt: skip
MISTAKES = [
    ("the wrong place is read", ENGLAND, ["I live outside London", "I live outside London, in Watford", "not london, reading", "I live in Sutton Coldfield", "I live in Stratford upon Avon"]),
    ("the wrong place is read", LONDON, ["I live in Hackney but I am from Manchester"]),
    ("the wrong place is read", BEYOND, ["I live in London, Ontario"]),
    ("the wrong place is read", Place.UNKNOWN, ["my ex moved to Birmingham", "I'm not from London", "I don't live in the City"]),
    ("told, but not read", CITY, ["we live on the Golden Lane estate", "my postcode is EC4V"]),
    ("told, but not read", LONDON, ["I live with my sister in Bow", "me and my mum live in Tottenham", "we live at 14 High Street, Wembley", "Hackney is where I live", "my postcode is E8"]),
    ("told, but not read", ENGLAND, ["not in london", "outside london", "im from a village in Norfolk", "I live in Richmond, North Yorkshire", "Leeds is where i live"]),
    ("told, but not read", BEYOND, ["I live abroad, in Spain", "i'm writing from New York", "Glasgow is my home", "I stay in Glasgow"]),
]  # fmt: skip


def rows() -> Iterator[Any]:
    """Every sentence with where its writer lives; those that read_place gets wrong are marked."""
    for place, texts in LIVES:
        for text in texts:
            yield pytest.param(text, place)
    for reason, place, texts in MISTAKES:
        for text in texts:
            yield pytest.param(text, place, marks=pytest.mark.xfail(strict=True, reason=reason))


@pytest.mark.parametrize(("text", "place"), rows())
def test_the_place_is_where_the_person_typing_lives(text: str, place: Place) -> None:
    assert read_place(text) is place


@pytest.mark.xfail(strict=True, reason="place.py does not read 'outside' and 'not'")
@pytest.mark.parametrize(
    "text", ["I live outside London", "I dont live in London", "I do not live in London", "I'm not from London"]
)
def test_nobody_who_says_that_they_do_not_live_in_london_is_taken_for_a_londoner(text: str) -> None:
    assert read_place(text) not in (CITY, LONDON)


@pytest.mark.parametrize(
    "postcode", ["E1", "E20", "EC1A", "EC4", "N1", "N22", "NW11", "SE28", "SW1A", "SW20", "W1T", "W14", "WC2"]
)
def test_an_outward_postcode_of_london_is_enough(postcode: str) -> None:
    expected = CITY if postcode.startswith("EC") else LONDON
    assert {read_place(text) for text in (postcode, postcode.lower(), f"I live in {postcode}")} == {expected}


@pytest.mark.parametrize("postcode", ["E21", "EC5", "N23", "SE29", "SW21", "W15", "M1", "SK9"])
def test_an_outward_postcode_elsewhere_is_not_london(postcode: str) -> None:
    assert read_place(f"I live in {postcode}") is Place.UNKNOWN


def test_where_the_last_place_that_was_told_is_outside_london_the_london_chat_is_not_for_them() -> None:
    assert read_place("I live in London. No wait, I moved to Leeds in May.") is ENGLAND


def test_the_places_are_in_a_file_of_their_own() -> None:
    assert PLACES_FILE.is_file()


@settings(deadline=None, max_examples=60)
@given(st.text() | st.lists(st.sampled_from(["i live in", "London", "Leeds", "not", "e1", ".", "from"])).map(" ".join))
def test_no_text_makes_it_fail(text: str) -> None:
    assert read_place(text) in Place
