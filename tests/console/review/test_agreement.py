"""How far two reviewers agree."""

from __future__ import annotations

import pytest

from bot.console.review.agreement import ENOUGH_FOR_KAPPA, agreement_of
from bot.console.review.labels import LABELS
from bot.console.review.models import QUESTIONS, Label, Review
from bot.signposting import HARMS
from tests.console.building import a_conversation, a_turn


def test_nothing_to_compare_says_nothing():
    assert agreement_of([]) == agreement_of(iter(()))
    assert agreement_of([]).share is None


def test_few_pairs_have_a_share_and_no_kappa():
    found = agreement_of([("yes", "yes"), ("yes", "no")])
    assert (found.pairs, found.agreed, found.share, found.kappa) == (2, 1, 0.5, None)


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15, 0.4),
        ([("yes", "yes")] * 10 + [("no", "no")] * 10, 1.0),
        ([("yes", "no")] * 10 + [("no", "yes")] * 10, -1.0),
        ([("yes", "yes")] * 5 + [("yes", "no")] * 5 + [("no", "yes")] * 5 + [("no", "no")] * 5, 0.0),
    ],
)
def test_kappa_is_agreement_beyond_chance(pairs, kappa):
    assert agreement_of(pairs).kappa == pytest.approx(kappa)


def test_kappa_is_not_told_where_everybody_always_says_the_same():
    assert agreement_of([("yes", "yes")] * ENOUGH_FOR_KAPPA).kappa is None


def test_the_page_for_leads_shows_questions_and_labels_and_names_nobody(client_for, staff):
    first, second = staff("reviewer", username="amira"), staff("lead", username="bede")
    for number in range(3):
        one = a_conversation()
        turn = a_turn(one)
        for is_second, person in ((False, first), (True, second)):
            answers = {name: "yes" for name, _ in QUESTIONS}
            review = Review.objects.create(conversation=one, reviewer=person, is_second=is_second, **answers)
            if number or is_second:
                Label.objects.create(review=review, conversation=one, turn=turn, name="fraud")
    page = client_for("lead").get("/conversations/agreement").content.decode()
    assert "3 conversations reviewed by two people" in page
    row = page[page.index('<th scope="row">fraud') :].split("</tr>")[0]
    assert '<td class="number">2</td><td class="number">1</td>' in row
    assert "amira" not in page
    assert "bede" not in page


def test_only_leads_see_it(client_for):
    for role in ("reviewer", "trainer", "administrator"):
        assert client_for(role).get("/conversations/agreement").status_code == 403


def test_labels_are_every_harm_and_intents_of_the_bot():
    import yaml

    from bot.settings import ROOT

    intents = set(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"])
    names = [name for name, _ in LABELS]
    assert set(names) <= intents
    assert {harm.value for harm in HARMS} <= set(names)
    assert len(names) == len(set(names))
