"""The checks of the training data: what they find, what they leave alone, and that ours is in order."""

from pathlib import Path

import pytest

from bot.training.likeness import Fingerprint, Fingerprints, near_duplicates, runs_of, whole_of, words_of
from bot.training.lint import fingerprint_line, leaks, notation, personal, read_fingerprints, repeats, rule_leaks
from bot.training.lint_command import check_training_data, write_fingerprints
from bot.training.personal import personal_detail
from bot.understanding.examples import Example

KEPT = "the lift was broken again so I took the stairs and dropped my best umbrella down the gap"


def kept(text: str) -> Fingerprints:
    words = words_of(text)
    return Fingerprints([Fingerprint("set:1", whole_of(words), frozenset(runs_of(words)))])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to sam.jones@example.com about it", "an e-mail address"),
        ("see https://example.org/page", "a link"),
        ("ring me on 07700 900123", "a telephone number"),
        ("i live at SW1A 1AA", "a full postcode"),
        ("my NI is QQ 12 34 56 C", "a National Insurance number"),
        ("card 4929 1234 5678 9012", "a long number (card, account, NHS)"),
        ("his plate is AB12 CDE", "a vehicle registration"),
        ("add me @some_handle", "a social media handle"),
    ],
)
def test_personal_details_are_found(text: str, kind: str) -> None:
    assert personal_detail(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "he took £40,000 in 2019",
        "im 15 in EC1",
        "call 999",
        "the 149 at 10.30",
        "£1.20, flat 12, since 1974",
        "1985 to 2015",
    ],
)
def test_ages_prices_years_and_short_numbers_are_no_personal_details(text: str) -> None:
    assert personal_detail(text) is None


def test_a_message_kept_for_measuring_is_found_in_other_words_around_it() -> None:
    fingerprints = kept(KEPT)
    assert fingerprints.leak(KEPT) == ("set:1", 1.0)
    assert fingerprints.leak(f"Well! {KEPT.upper()} and that was that") is not None
    assert fingerprints.leak("the lift was fine and the stairs were clean") is None


def test_a_training_message_that_repeats_a_kept_one_is_a_leak() -> None:
    found = list(leaks([Example(KEPT, "off_topic"), Example("nothing like it", "off_topic")], kept(KEPT)))
    assert [finding.kind for finding in found] == ["leak"]


def test_near_duplicates_are_found_inside_and_between_labels() -> None:
    one = "two lads on a moped took my bag outside the station last night and rode off"
    examples = [
        Example(one, "acquisitive_crime"),
        Example(one.replace("two lads", "three lads"), "acquisitive_crime"),
        Example(one.replace("bag", "phone") + " laughing", "violence"),
        Example("my neighbour plays the drums until four in the morning", "anti_social_behaviour"),
    ]
    kinds = [finding.kind for finding in repeats(examples)]
    assert kinds.count("near-duplicate") >= 1
    assert any("another label" in kind for kind in kinds)
    assert all(pair.second != 3 for pair in near_duplicates([example.text for example in examples]))


def test_short_messages_are_the_same_only_word_for_word() -> None:
    assert list(near_duplicates(["help me", "Help me!!"]))
    assert not list(near_duplicates(["help me now", "help me please"]))


def test_notation_that_rasa_would_misread_is_found() -> None:
    found = list(
        notation([Example("/restart", "greet"), Example("my [dad](father)", "violence"), Example("hello", "greet")])
    )
    assert len(found) == 2


def test_a_personal_detail_says_where_and_what_to_do() -> None:
    (finding,) = personal([Example("ring me on 07700 900123", "greet")])
    assert "greet" in str(finding)
    assert "Write it without" in str(finding)


def test_a_wording_of_a_kept_message_in_a_rule_is_found(tmp_path: Path) -> None:
    rules = tmp_path / "bot" / "understanding"
    rules.mkdir(parents=True)
    (rules / "danger.py").write_text(f'_RULE = "{KEPT[:60]}"\n', encoding="utf-8")
    (finding,) = rule_leaks(kept(KEPT), tmp_path)
    assert finding.where == "bot/understanding/danger.py:1"


def test_fingerprints_can_be_kept_and_read_again_and_hold_no_word(tmp_path: Path) -> None:
    path = tmp_path / "kept.txt"
    path.write_text("# a remark\n" + fingerprint_line("set:1", KEPT) + "\n", encoding="utf-8")
    assert read_fingerprints(path).leak(KEPT) == ("set:1", 1.0)
    assert "umbrella" not in path.read_text(encoding="utf-8")


def test_a_broken_line_of_fingerprints_is_named(tmp_path: Path) -> None:
    path = tmp_path / "kept.txt"
    path.write_text("set:1 nothex\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        read_fingerprints(path)


def test_files_that_hold_no_messages_change_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target, broken = tmp_path / "kept.txt", tmp_path / "set.jsonl"
    broken.write_text("not json\n", encoding="utf-8")
    assert write_fingerprints([broken], target) == 2
    assert "set.jsonl" in capsys.readouterr().err
    assert not target.exists()


def test_messages_and_scenarios_are_kept_as_fingerprints(tmp_path: Path) -> None:
    target, given = tmp_path / "kept.txt", tmp_path / "set.jsonl"
    given.write_text(
        f'{{"id": "a", "text": "{KEPT}"}}\n{{"id": "b", "opening": "x y z", "script": ["{KEPT} twice"]}}\n'
    )
    assert write_fingerprints([given], target) == 0
    assert len(read_fingerprints(target)) == 3


def test_our_training_data_is_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_training_data() == 0, capsys.readouterr().out
