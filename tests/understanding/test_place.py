"""Where the person typing lives, and not where it happened, where others live, or where they work."""

from __future__ import annotations

import time
from typing import Any, Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.signposting import Place
from bot.understanding.place import read_place
from bot.understanding.place_names import PLACES_FILE

CITY, LONDON, ENGLAND, BEYOND = Place.CITY_OF_LONDON, Place.LONDON, Place.ENGLAND_AND_WALES, Place.BEYOND

LIVES = [
    (CITY, [
        "I live in the Barbican", "I live in the City of London", "i live in the square mile", "im in a flat in Aldgate", "My flat is in EC1Y", "I live in EC2A", "ec3", "City of London", "our home is near Moorgate",
        "I'm a resident of the Barbican", "we live on the Golden Lane estate", "my postcode is EC4V", "I live in a flat on the Barbican estate", "Barbican, London", "I live near St. Paul's", "my home is on Mansell Street",
    ]),
    (LONDON, [
        "I live in London", "i live in hackney", "we live in Tower Hamlets now", "im from Brixton", "I moved to Peckham last year", "i'm staying in Ilford", "my house is in Croydon", "E14", "SW9",
        "london", "Camden", "Croydon, london", "I live near Mile End", "live in se15", "N1", "I live in E1 7AA", "I live in N17 with my mum", "my address is in Harrow",
        "I reside in Islington", "yes, London", "I lived in Leeds, now I live in Hackney", "I used to live in Glasgow but now I live in Camden", "My daughter lives in Leeds and I live in Hackney", "I live in Poplar, my mum lives in Wales", "I live in a London hostel", "I live in Hackney but I am from Manchester", "I live with my sister in Bow",
        "me and my mum live in Tottenham", "we live at 14 High Street, Wembley", "Hackney is where I live", "my postcode is E8", "I live in central London", "I've lived in Hackney all my life", "we have lived in Bow for 3 years", "ive lived in london since 2010", "I'm living in Brixton",
        "im 15 and live in Hackney", "I'm 23, living in Peckham", "15m live in croydon", "hi, live in Camden and need help", "my husband and I live in Ealing", "me and my kids live in a hostel in Ilford", "I live alone in Hackney", "I live on my own in a bedsit in Barnet", "I rent a room in Lewisham",
        "my flat in Camden was broken into", "our house in Croydon got burgled", "someone broke into my flat in Camden", "My address is 12 High Road, Tottenham", "my council is Hackney", "my borough is Newham", "home is Brixton", "I moved from Leeds to London", "we moved from Poland to Hackney in 2019",
        "I've moved to London from Glasgow to get away", "they moved me to Croydon", "the council moved us to a flat in Enfield", "I was moved to a refuge in Barnet", "I'm a Hackney resident", "I'm London based", "im a girl from Croydon", "I'm a 19 year old girl from Croydon", "hi from Hackney",
        "from Hackney, 15", "Camden, London E8", "E8 1AA", "in hackney", "yes hackney", "um, Tottenham", "I'm in Hackney", "we're in Walthamstow", "I live near Mile End station, in Bow",
        "I live in the London borough of Hackney", "my son lives with me in Bow", "my mum lives with us in Harrow", "I live with my mum and dad in Bow", "I live with my mum, in Bow", "I live in Croydon, Surrey", "Romford, Essex", "I live in Barnet, Hertfordshire", "I live in London, England",
        "I live in London, UK", "I live just off Brick Lane", "I live on Hackney Road", "I live near London Bridge", "I live in Hackney not Leeds", "I'm not from London but I live in Hackney", "I'm from Poland but I live in Ealing", "I am from Leeds originally but live in Camden now", "I don't live in Leeds, I live in Hackney",
        "I don't live in the City of London, I live in Hackney", "where I live is Hackney", "where I live in Hackney there are dealers", "I live at 3 Elm Road Croydon", "I live in a high rise in Poplar", "living in London is hard", "I live in east london", "I'm in a hostel in Ilford", "he knows I live in Hackney",
        "my postcode: N17 8AB", "I stay with my aunt in Peckham", "we got rehoused in Barking", "I currently live in Hackney", "i live hackney", "Hackney is home", "I live in Hackney. My ex is in Leeds.", "i live in hackney my ex lives in leeds", "I work in Leeds but live in London",
        "I'm originally from Leeds, now living in Bow", "I live with my mum, dad and sister in Bow", "I am living in London 3 years", "am in london", "am from hackney", "Im based in London", "I've been living in Brixton since I was 5", "I'm a single mum living in Hackney", "I live in student halls in Mile End",
        "I live in student accommodation near Euston", "my partner and i live in walthamstow", "me and him live in Brixton", "we both live in Brixton", "I'm 14 and I live with my nan in Lewisham", "he knows where I live in Hackney", "they know I live at 12 Mare Street, Hackney", "I've just moved to Hackney", "I recently moved to Ealing",
        "I moved in with my nan in Bow", "Im at home in Bow", "I am at home in bow and he is outside", "i live on an estate in peckham", "in my flat in Camden", "I live off the Old Kent Road", "the block I live in in Hackney", "I live in SE1", "My postcode is SW9 8HP",
        "postcode e8", "e8 please", "London thanks", "Yes I live in London", "yes i do live in london", "i do live in London",
    ]),
    (ENGLAND, [
        "I live in Manchester", "im from Leeds", "we moved to Kent in june", "I live in Cardiff but work in London", "i live in slough", "I am based in Birmingham", "Essex", "no, Manchester", "swansea wales",
        "I live in Milton Keynes and came up to London for a night out", "I live in Kent and my ex lives in London", "I live in Bath", "I live in England", "I live outside London", "I live outside London, in Watford", "not london, reading", "I live in Sutton Coldfield", "I live in Stratford upon Avon",
        "not in london", "outside london", "im from a village in Norfolk", "I live in Richmond, North Yorkshire", "Leeds is where i live", "I'm not in London", "I live nowhere near London", "I no longer live in London", "I don't live in London any more",
        "I moved out of London", "I moved away from London last year", "we live outside of London", "I live out of London", "I live just outside London", "I live outside London near Reading", "I live near London in Reading", "outside London, Watford", "I live in Newcastle upon Tyne",
        "I live in Stratford-upon-Avon", "I live in Stratford, Warwickshire", "Kingston upon Hull", "I live in Bury St. Edmunds", "I live in Bath not London", "London? no, Reading", "no not london, leeds", "Newport, Wales", "I live in Leeds but I'm in London today",
        "I live in Manchester, London is where it happened", "I live in Manchester, it happened in London", "I'm a student from Leeds", "I live in the city of Leeds", "I live in Kent, got robbed in London", "Living in Kent", "I live ten miles from Leeds", "just outside Manchester", "I live outside Leeds",
        "We had to move to Kent", "my house in Reading", "mansfield", "I live in Essex but my ex moved to Birmingham", "I'm in a refuge in Leeds", "can i use this if i live in Leeds?", "moved to Leeds for uni", "I live in the UK, in Leeds", "I live between Leeds and Bradford",
        "I live in a village near Norwich", "I live in a cottage in Cornwall with my wife", "swansea", "my town is Luton", "I'm in Manchester and he won't leave me alone", "London is not where I live", "I live in Luton, Bedfordshire", "I live up in Leeds", "I live down in Brighton",
        "living up in Newcastle", "I moved out to Essex", "moved back to my mums in Leeds", "I moved up to Manchester in May", "I've moved back home to Cardiff", "I live in a flat share in Bristol", "I'm not in London, I'm in Bristol", "I dont live in london i live in reading", "I dont live in london im in reading",
        "im not a londoner, i live in leeds", "I live in Kent. Is that ok?", "nope, Birmingham", "Birmingham not London", "Not in London - Birmingham", "it's Birmingham", "we're in Birmingham", "I am in Birmingham", "not london im in leeds",
        "I don't live in London but I was attacked there", "I was attacked in London but I live in Leeds", "I was attacked in London, I live in Leeds", "happened in London but I'm from Leeds", "I work in London but live in Kent", "i dont live in the london area", "I am not living in London", "I'm not based in London", "I'm no longer in London",
        "we don't live in London", "Im outside london", "I'm from outside London", "I moved from London to Leeds", "I've left London and live in Leeds",
    ]),
    (BEYOND, [
        "I live in Glasgow", "im in Edinburgh", "Scotland", "northern ireland", "We live in Dublin", "my home is in Paris", "I moved to Scotland", "I live in Poland", "I live in Perth, Australia",
        "I live in London, Ontario", "I live abroad, in Spain", "i'm writing from New York", "Glasgow is my home", "I stay in Glasgow", "London, Ontario", "I live in Cambridge, Massachusetts", "I live abroad", "I live overseas",
        "we moved to Scotland", "I live outside the UK", "I don't live in the UK", "I live in New York", "Glasgow", "i live in Newcastle, Northern Ireland", "I'm living in Spain now", "I live in East London, South Africa", "Spain",
        "I'm in Edinburgh", "I live just outside Glasgow", "I live in Ireland", "I'm in Ireland", "i am living in dublin", "we live up in Scotland", "I live in Belfast, Northern Ireland", "I don't live in England, I live in Scotland", "I'm calling from Spain",
        "I currently live in Poland", "i live in Australia but it happened in London", "I moved to Canada",
    ]),
    (Place.UNKNOWN, [
        "", "yes", "where do i go", "it happened near Liverpool Street", "I was mugged in Shoreditch", "I work in the City", "my office is in Canary Wharf", "I got robbed on the way to Manchester", "he lives in Leeds",
        "my sister lives in London", "I used to live in Hackney", "I was on the train from Brighton", "I moved from Leeds", "I am from Poland", "im from nigeria originally", "he came from Essex to hit me", "someone robbed me on Fleet Street", "I go out in Soho",
        "my friend from Leeds was spiked", "i was reading when he hit me", "he gave me a bath", "the city is dirty", "a man from Essex keeps calling me", "on holiday in Spain i was assaulted", "my bag was stolen at Euston", "scammers from Nigeria took my money", "I sent money to Ghana",
        "e10 for the drugs", "I live in the UK", "my ex moved to Birmingham", "I'm not from London", "I don't live in the City", "I'm from London Road", "not from london", "near london", "I live near London",
        "I live an hour from London", "I live 20 minutes from London", "I live on the outskirts of London", "I live north of London", "I live close to London", "do I have to live in London?", "do you have to live in london to use this", "I want to move to London", "we are moving to London next month",
        "I would live in London if I could", "is this only for people who live in London", "my parents live in London", "my mum and dad live in Hackney", "they live in London", "the people who live in Hackney", "my ex, living in Leeds, keeps calling", "my sister is living in Leeds", "I was living in Hackney",
        "when I lived in London", "I've lived in London before", "I grew up in Hackney", "I was born in London", "I'm originally from Leeds", "I left London", "my work address is in London", "my place of work is in Leeds", "my school is in Camden",
        "I'm at Euston", "I'm on the train to London", "I'm just back from London", "I'm coming from London", "I'm in London for the weekend", "I'm in London for work", "I'm in London on holiday", "I'm in Brighton for a few days", "I'm in the bath",
        "he held me in the bath", "he pushed my head in the bath", "I'm reading", "I'm being harassed by a man from Leeds", "I'm scared of a man from Essex", "I'm getting calls from Nigeria", "im a victim of a guy from Leeds", "my flatmate from Leeds hit me", "I live near my work in a place he knows, my ex in London keeps calling",
        "I live alone and my ex in London keeps calling", "I live with what happened in Brixton", "I live with nightmares after a robbery in Peckham", "I live in fear of Hackney gangs", "I'm staying in a hotel in Soho for the weekend", "my home town is Leeds", "my hometown is Leeds", "my home country is Poland", "back home in Poland",
        "I come from Nigeria", "from Poland", "I live in Richmond", "I don't live in Hackney", "I'm a nurse in Leeds", "I go to uni in Leeds", "my mum's house in Leeds", "my parents' house in Leeds", "he lives near me",
        "he moved to Leeds", "Dad moved to Leeds", "he left me and moved to Leeds", "my case was moved to Croydon", "Camden to Leeds", "London or Leeds", "robbed in london", "London riots", "mugged near Liverpool Street",
        "I was in London", "we were in Leeds", "he followed me to Bow", "the man who lives in Hackney", "someone from Hackney", "i hate london", "my brother lives with his wife in Leeds", "I used to live in London", "I used to live in London with my ex in Hackney",
        "my ex and his mum live in Bow", "the hackney resident hit me", "I live in London Road", "I'm outside London Bridge station", "it was outside london", "he is outside London", "they robbed me outside London", "I live with Barry", "my old flat in Leeds",
        "it's a long way from London", "I live next to a man I met in Leeds", "he said he lives in Kent", "I visited my nan in Wales", "he's moved to Kent", "I live in a house", "I don't know", "my ex who lives in Hackney", "the guy from Hackney",
        "she is from Hackney", "he's a Hackney resident", "he lives in London", "she's in London", "they live in Leeds now", "my ex now lives in Leeds", "my ex still lives in Leeds", "my dad lives in Leeds and my mum in London", "I met him in Hackney",
        "he took me to a flat in Camden", "he has a house in Kent", "his flat is in Leeds", "we met when I lived in Leeds", "I studied in London", "I was staying in Brighton", "I stayed in Brighton for a night", "I stayed in London with my aunt last week", "I was on holiday in Spain",
        "my holiday home in Spain", "he moved in with me", "he wants me to move to Leeds", "should I move to Leeds", "I am moving to Leeds", "I might move to Leeds", "I'm going to Leeds", "I'm on a coach to Leeds", "the train to Reading",
        "he keeps me reading his texts", "my family is from Pakistan", "I am from Pakistan", "my parents are from Leeds", "I'm travelling to London", "I'm visiting London", "I'm here on a visit to London", "if I lived in London", "people in London are mean",
        "London is scary", "everyone in Hackney knows", "the police in Hackney", "Hackney police did nothing", "Manchester United fans attacked me", "a Chelsea fan hit me", "West Ham fans attacked us", "I support West Ham", "I was in Leicester Square",
        "outside a pub in Soho", "at a club in Brixton", "I go to school in Camden", "I work near London Bridge", "my office is near Bank", "I commute to London", "I got the bus from Hackney", "he lives with his mum in Bow", "we used to live in Kent",
        "I grew up in Wales", "I was raised in Leeds", "he made me move to Leeds", "I'd love to live in Wales", "my gran lived in Kent", "living in fear in this city", "where in London are you", "are you in London", "is this in London",
        "do you cover Kent", "is there help in Leeds", "can people in Leeds use this", "my friend in Leeds needs help", "I'm worried about my friend in Leeds", "my daughter is at uni in Leeds", "I don't live in Hackney, London", "i want a refuge in Leeds",
    ]),
]  # fmt: skip
MISTAKES = [
    ("the wrong place is read", Place.UNKNOWN, ["I'm in Soho and he is following me"]),
    ("told, but not read", LONDON, ["my family live in Tottenham", "mum of four from Barking here", "we bought a house in Eltham", "I've been in London for 10 years", "sofa surfing in Peckham", "I share a flat in Leyton", "i leave in hackney", "I'm a Londoner"]),
    ("told, but not read", ENGLAND, ["I live elsewhere, not in London"]),
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


NO_LONDONERS = [
    "I live outside London", "I dont live in London", "I do not live in London", "I'm not from London", "not london, reading",
    "outside london", "I am not living in London", "I don't live in London any more", "I'm outside London", "I live nowhere near London",
    "Do I have to live in London?", "I live an hour from London", "I used to live in London", "I wish I could live in London",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_LONDONERS)
def test_nobody_who_says_that_they_do_not_live_in_london_is_taken_for_a_londoner(text: str) -> None:
    assert read_place(text) not in (CITY, LONDON)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["i'm in", "i live in", "my flat in", "London", "Hackney", "E1", "Leeds", "and", ".", ",", "from"]
        )
    )
)
def test_not_even_when_they_name_places_in_london_besides(words: list[str]) -> None:
    assert read_place(" ".join(words) + ". I don't live in London.") not in (CITY, LONDON)


@pytest.mark.parametrize("longer", ["Sutton Coldfield", "Stratford-upon-Avon", "Newcastle upon Tyne", "Kingston upon Hull", "Barrow-in-Furness", "West Bromwich", "Bury St. Edmunds", "Newcastle-under-Lyme"])  # fmt: skip
def test_the_longest_name_counts(longer: str) -> None:
    assert {read_place(text) for text in (longer, f"I live in {longer}", f"{longer.upper()} is where I live")} == {
        ENGLAND
    }


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


def test_no_name_stands_in_two_places() -> None:
    groups = yaml.safe_load(PLACES_FILE.read_text(encoding="utf-8"))
    names = [
        name for listed in groups.values() for each in listed for name in ([each] if isinstance(each, str) else each)
    ]
    assert [name for name in names if names.count(name) > 1] == []
    assert all(name == name.lower() and "-" not in name for name in names)


def test_a_long_message_full_of_places_is_read_in_no_time() -> None:
    begun = time.perf_counter()
    for text in (
        "i live in london " * 118,
        "e1 " * 660,
        "i'm 15 and " * 180 + "in leeds",
        "live with my mum and " * 95,
    ):
        read_place(text[:2000])
    assert time.perf_counter() - begun < 3


@settings(deadline=None, max_examples=60)
@given(st.text() | st.lists(st.sampled_from(["i live in", "London", "Leeds", "not", "e1", ".", "from"])).map(" ".join))
def test_no_text_makes_it_fail(text: str) -> None:
    assert read_place(text) in Place
