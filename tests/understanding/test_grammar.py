"""Who does what to whom, and when: the clauses of a message."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.grammar import Clause, Mood, Person, Tense, When, read_grammar
from bot.understanding.grammar_times import spelt_out, whens
from bot.understanding.grammar_tree import LONGEST_HALF
from bot.understanding.grammar_words import base_form, singular


def the(verb: str, text: str) -> Clause:
    return next(clause for clause in read_grammar(text).clauses if clause.verb == verb)


@pytest.mark.parametrize(
    ("text", "verb", "doer", "done_to"),
    [
        ("my stepdad hit me", "hit", Person.KIN, Person.WRITER),
        ("i was pushed down the stairs by my ex", "push", Person.PARTNER, Person.WRITER),
        ("a man followed my daughter", "follow", Person.OTHER, Person.CHILD),
        ("my son is 34 and he hits my mum", "hit", Person.KIN, Person.KIN),
        ("my 15 year old brother was attacked", "attack", Person.NOBODY, Person.CHILD),
        ("he grabbed me and punched my friend", "punch", Person.OTHER, Person.OTHER),
        ("i want to hurt myself", "hurt", Person.WRITER, Person.WRITER),
        ("there is someone in my house", "be", Person.OTHER, Person.NOBODY),
        ("she says that my brother follows her", "follow", Person.KIN, Person.OTHER),
        ("he's locked me in", "lock", Person.OTHER, Person.WRITER),
        ("my mums locked me in my room", "lock", Person.KIN, Person.WRITER),
        ("my boyfriends punching me", "punch", Person.PARTNER, Person.WRITER),
    ],
)
def test_a_clause_says_who_does_it_to_whom(text: str, verb: str, doer: Person, done_to: Person) -> None:
    clause = the(verb, text)
    assert (clause.doer.person, clause.done_to.person) == (doer, done_to)


@pytest.mark.parametrize(
    ("text", "verb", "tense"),
    [
        ("he is kicking the door", "kick", Tense.PROGRESSIVE),
        ("hes kicking the door", "kick", Tense.PROGRESSIVE),
        ("he was kicking the door", "kick", Tense.PAST),
        ("he was trying to kick me", "kick", Tense.PAST),
        ("he has locked the door", "lock", Tense.PERFECT),
        ("they just smashed the window", "smash", Tense.PERFECT),
        ("he will hit me", "hit", Tense.FUTURE),
        ("hes gonna hit me", "hit", Tense.FUTURE),
        ("he might hit me", "hit", Tense.MODAL),
        ("he hits me", "hit", Tense.PRESENT),
    ],
)
def test_the_helping_verbs_say_when(text: str, verb: str, tense: Tense) -> None:
    assert the(verb, text).tense is tense


@pytest.mark.parametrize(
    ("text", "verb", "mood"),
    [
        ("he does not hit me", "hit", Mood.NEGATED),
        ("i dont want to die", "die", Mood.NEGATED),
        ("what if he hits me", "hit", Mood.CONDITIONAL),
        ("she said he hit her", "hit", Mood.REPORTED),
        ("they told me to jump", "jump", Mood.COMMANDED),
        ("is he following me?", "follow", Mood.ASKED),
        ("being followed is no joke", "follow", Mood.NAMED),
    ],
)
def test_a_clause_may_be_meant_in_many_ways(text: str, verb: str, mood: Mood) -> None:
    assert mood in the(verb, text).moods


def test_what_is_under_way_is_told_from_habit_and_from_the_past() -> None:
    assert the("hit", "he is hitting me").is_under_way
    assert not the("hit", "he hits me").is_under_way
    assert not the("hit", "he is hitting me every weekend").is_under_way
    assert not the("be", "last night he was at the door").is_under_way


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("it was years ago", When.PAST),
        ("he came last night", When.PAST),
        ("i was nine", When.PAST),
        ("right now", When.NOW),
        ("he comes in ten minutes", When.SOON),
        ("he gets out next week", When.LATER),
        ("every time he drinks", When.HABIT),
    ],
)
def test_time_words_say_when(text: str, when: When) -> None:
    assert when in whens(text)


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("hes here", "he's here"),
        ("im scared", "i'm scared"),
        ("i wont", "i won't"),
        ("theyre gonna come", "they're going to come"),
        ("i wanna go cos im ill", "i want to go because i'm ill"),
        ("its happening", "it's happening"),
    ],
)
def test_contractions_are_spelt_out_for_the_parser(typed: str, spelt: str) -> None:
    assert spelt_out(typed) == spelt


@pytest.mark.parametrize(
    ("form", "base"),
    [("hitting", "hit"), ("strangled", "strangle"), ("bangin", "bang"), ("threw", "throw"), ("q", "q")],
)
def test_a_verb_is_known_in_every_form(form: str, base: str) -> None:
    assert base_form(form) == base


def test_a_noun_is_known_in_the_plural() -> None:
    assert (singular("knives"), singular("sons"), singular("bus")) == ("knife", "son", "bus")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert read_grammar(text).clauses is not None


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["i", "he", "me", "my", "hit", "who", "if", "and", "not", "to", "was", "'s", "?", ",", ".", "9", "old"]
        ),
        max_size=60,
    )
)
def test_any_order_of_words_can_be_read(words: list[str]) -> None:
    assert read_grammar(" ".join(words)).clauses is not None


@pytest.mark.parametrize("text", ["he hit me and " * 200, "!?" * 2000, "\U0001f62d" * 3000, "a " * 3000, "it's " * 600])
def test_a_long_text_takes_no_more_time_than_a_long_message(text: str) -> None:
    read_grammar("so that the parser is loaded")
    began = time.process_time()
    words = read_grammar(text).words
    assert len(words) <= 2 * LONGEST_HALF
    assert time.process_time() - began < 0.5  # about 0.05 on a quiet core
