"""What the trained model makes of plain sentences that nobody should get wrong. Invented; not in the training data."""

from functools import lru_cache

import pytest

from bot.settings import read_settings
from bot.signposting import AgeGroup, Harm, Subject
from bot.understanding.examples import read_examples
from bot.understanding.model import recogniser_from_model
from bot.understanding.recogniser import Recogniser

pytestmark = pytest.mark.model


@lru_cache(maxsize=1)
def recogniser() -> Recogniser:
    return recogniser_from_model(read_settings().model_path)


PLAIN = {
    Harm.DOMESTIC_ABUSE: ["my husband punched me and I am scared of him", "my boyfriend checks my phone and won't let me see friends"],
    Harm.SEXUAL_VIOLENCE: ["a man groped me on the train", "he is threatening to post my nudes"],
    Harm.STALKING_HARASSMENT: ["a man I met once keeps turning up at my work and sending me flowers"],
    Harm.HATE_CRIME: ["they spat at me because I am muslim", "two lads shouted homophobic slurs at us and threw a can"],
    Harm.ACQUISITIVE_CRIME: ["my bike was stolen from outside the library", "someone broke into my flat and took my laptop"],
    Harm.FRAUD: ["I transferred 3000 to a fake investment website", "they pretended to be my bank and emptied my account"],
    Harm.ANTI_SOCIAL_BEHAVIOUR: ["the neighbours play loud music every night until 3", "kids keep spraying graffiti on our building"],
    Harm.NIGHT_TIME_ECONOMY: ["a bouncer beat me up outside the club", "my drink was spiked in a bar"],
    Harm.EXPLOITATION: ["my boss took my passport and does not pay me", "older boys make him carry drugs on the train"],
    Harm.RADICALISATION: ["I worry my brother is being drawn into an extremist group online"],
    Harm.TERRORISM: ["a man left a bag on the platform and ran", "I was on the bridge during the terror attack and still have nightmares"],
    Harm.NONE: ["what time does the library open", "tell me a joke please", "how do I pay my council tax", "thank you so much", "is this confidential"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "harm"), [(text, harm) for harm, texts in PLAIN.items() for text in texts])
def test_a_plain_sentence_is_understood(text: str, harm: Harm) -> None:
    assert recogniser().recognise(text).harm is harm


@pytest.mark.parametrize(
    "text", ["he is at my door with a knife right now", "help me please hes breaking in", "im locked in the bathroom and hes kicking the door"]
)  # fmt: skip
def test_danger_is_the_intent_whatever_the_harm(text: str) -> None:
    read = recogniser().recognise(text)
    assert read.danger_now
    assert read.intent == "danger_now"


@pytest.mark.parametrize("text", ["i want to end my life", "ive been cutting my arms again"])
def test_self_harm_is_the_intent_where_there_is_no_danger(text: str) -> None:
    read = recogniser().recognise(text)
    assert read.self_harm
    assert read.intent in ("self_harm", "danger_now")


@pytest.mark.parametrize(
    "text", ["hold on, who can see this and do yous ring the police", "before we start is this private or does my school get told"]
)  # fmt: skip
def test_a_question_about_the_bot_stands_although_thirteen_harms_have_a_little_each(text: str) -> None:
    read = recogniser().recognise(text)
    assert read.harm is Harm.NONE
    assert read.intent.startswith("ask_")
    assert read.confidence >= 0.55


def test_several_facts_of_one_message_are_all_read() -> None:
    read = recogniser().recognise("im 15 and my stepdad punches me, we live in hackney")
    assert (read.harm, read.age_group, read.place.value) == (Harm.DOMESTIC_ABUSE, AgeGroup.UNDER_18, "london")


def test_a_child_harmed_is_the_subject_of_the_parents_message() -> None:
    assert recogniser().recognise("my 9 year old was hit by a man in the park").subject is Subject.CHILD


def test_an_age_told_in_a_denial_is_an_answer() -> None:
    assert recogniser().recognise("no wait that's not true, i am 16 really").intent == "inform"


def test_a_victim_is_never_taken_for_a_perpetrator() -> None:
    for text in (
        "I get abused by him",
        "im being bullied",
        "my daughter gets bullied at school",
        "someone keeps hurting me",
    ):
        assert recogniser().recognise(text).intent != "own_behaviour"


LONG_STORY = (
    "we went to the garden centre first because my sister wanted a fern and then the car park was full so we drove round "
    "for ages and had a scone and it rained and i lost my umbrella which was a present from my aunt and the bus back was "
    "late as always and the man next to me had a dog in a bag which was sweet really and then i made pasta"
)


@pytest.mark.parametrize("end", [". He is at my door with a knife", " and now he is kicking my door in please help"])
def test_danger_at_the_end_of_a_long_story_is_not_drowned(end: str) -> None:
    assert not recogniser().recognise(LONG_STORY).danger_now
    assert recogniser().recognise(LONG_STORY + end).danger_now


@pytest.mark.parametrize("end", [". I want to die", " and i am going to kill myself tonight"])
def test_self_harm_at_the_end_of_a_long_story_is_not_drowned(end: str) -> None:
    assert not recogniser().recognise(LONG_STORY).self_harm
    assert recogniser().recognise(LONG_STORY + end).self_harm


def test_these_sentences_are_not_in_the_training_data() -> None:
    known = {example.text.lower() for example in read_examples()}
    assert not known & {text.lower() for texts in PLAIN.values() for text in texts}
