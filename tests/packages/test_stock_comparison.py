"""The comparison with stock Rasa: the same messages for both, fair scores, figures and never a text. No TensorFlow."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any, Sequence

import pytest
import yaml

from bot.evaluation.reading import Labelled
from bot.evaluation.shares import Share
from bot.settings import ROOT
from bot.signposting import HARMS, Harm, Subject
from bot.understanding.examples import Example, read_examples
from packages.stock_comparison import __main__ as command
from packages.stock_comparison.compare import Plan, chosen
from packages.stock_comparison.figures import Score, Speed, score, speed
from packages.stock_comparison.held_out import FOLD_SET, KEPT_BACK_SET, held_out
from packages.stock_comparison.project import STOCK_EPOCHS, write_domain, write_examples, write_stock_config
from packages.stock_comparison.reader import reading_of
from packages.stock_comparison.report import COLUMNS, OURS_ALONE, Cost, Report, markdown, write
from packages.stock_comparison.rounds import ROUND, WARM_UP, Answer, Reader, ReaderFailed, read_in_rounds
from packages.stock_comparison.systems import OURS, STOCK, System, ours, stock
from packages.stock_comparison.training import (
    TrainingFailed,
    epochs_done,
    expected_seconds,
    last_accuracy,
    progress_line,
    train,
)

NONE, FRAUD, VIOLENCE = Harm.NONE, Harm.FRAUD, Harm.VIOLENCE
EXAMPLES = [
    Example("somebody hit me: hard", "violence"),
    Example('they said they\'d "come back" # soon', "violence", danger_now=True, subject=Subject.CHILD),
    Example("hello", "greet"),
    Example("I am in danger 🙏", "danger_now", danger_now=True),
]


# ── the same messages for both ──────────────────────────────────────────────────────────────────────


def test_what_this_bot_trains_on_is_the_training_data_itself(tmp_path: Path) -> None:
    write_examples(EXAMPLES, tmp_path / "nlu.yml", with_flags=True)
    assert list(read_examples(tmp_path / "nlu.yml")) == EXAMPLES


@pytest.fixture(scope="module")
def everything() -> list[Example]:
    return list(read_examples())


def test_the_whole_training_data_comes_through_unchanged(everything: list[Example], tmp_path: Path) -> None:
    write_examples(everything, tmp_path / "nlu.yml", with_flags=True)
    assert list(read_examples(tmp_path / "nlu.yml")) == everything


def test_stock_rasa_gets_the_same_texts_and_intents_without_the_flags(tmp_path: Path) -> None:
    write_examples(EXAMPLES, tmp_path / "nlu.yml", with_flags=False)
    read = list(read_examples(tmp_path / "nlu.yml"))
    assert [(e.text, e.intent) for e in read] == [(e.text, e.intent) for e in EXAMPLES]
    assert all("metadata" not in block for block in yaml.safe_load((tmp_path / "nlu.yml").read_text())["nlu"])


def test_the_domain_is_the_intents_and_nothing_else(tmp_path: Path) -> None:
    write_domain(EXAMPLES, tmp_path / "domain.yml")
    domain = yaml.safe_load((tmp_path / "domain.yml").read_text())
    assert domain == {"version": "3.1", "intents": ["danger_now", "greet", "violence"]}


def test_the_limits_hold_for_both_systems() -> None:
    many = [Example(f"message number {n}" + " and more" * n, "fraud" if n % 2 else "greet") for n in range(40)]
    assert max(len(e.text.split()) for e in chosen(many, Plan(None, words=10))) <= 10
    assert len(chosen(many, Plan(None, examples=10))) == 10
    assert chosen(many, Plan(None)) == many


def test_nothing_of_the_held_out_fold_is_trained_on() -> None:
    examples = [Example(f"text {n}", ("fraud", "greet", "danger_now")[n % 3]) for n in range(300)]
    training, sets = held_out(examples)
    assert not {e.text for e in training} & {m.text for m in sets[FOLD_SET]}
    assert len(training) == 240
    assert len(sets[FOLD_SET]) == 40, "what is about danger has no label of harm"
    assert {m.id for m in sets[KEPT_BACK_SET]} < {m.id for m in sets[FOLD_SET]}


# ── stock Rasa as it comes ──────────────────────────────────────────────────────────────────────────


def test_the_stock_pipeline_is_the_one_that_rasa_init_trains_with(tmp_path: Path) -> None:
    write_stock_config(tmp_path / "config.yml")
    config = yaml.safe_load((tmp_path / "config.yml").read_text())
    [default] = (ROOT / ".venv").glob("lib/python*/site-packages/rasa/engine/recipes/config_files/default_config.yml")
    for component in config["pipeline"]:
        component.pop("random_seed", None)
    assert config["pipeline"] == yaml.safe_load(default.read_text())["pipeline"]


def test_fewer_epochs_are_written_for_every_trained_part_and_change_nothing_else(tmp_path: Path) -> None:
    write_stock_config(tmp_path / "few.yml", 3)
    write_stock_config(tmp_path / "all.yml")
    assert f"epochs: {STOCK_EPOCHS}" in (tmp_path / "all.yml").read_text()
    assert (tmp_path / "few.yml").read_text() == (tmp_path / "all.yml").read_text().replace("epochs: 100", "epochs: 3")


def test_the_environment_is_locked_to_the_rasa_that_this_bot_uses() -> None:
    def version(lock: Path) -> str:
        return lock.read_text().split('name = "rasa"\nversion = "')[1].split('"')[0]

    assert version(ROOT / "packages" / "stock_comparison" / "uv.lock") == version(ROOT / "uv.lock")


def test_both_systems_are_made_from_files_that_are_there() -> None:
    assert all(path.is_file() for system in (stock(), ours()) for path in system.inputs)


# ── training ────────────────────────────────────────────────────────────────────────────────────────

LOG = "Epochs:   0%|          | 0/3 [00:00<?, ?it/s]\rEpochs:  67%|██▌       | 2/3 [01:38<04:56, 98.9s/it, t_loss=5.89, i_acc=0.412]"


def test_progress_is_read_out_of_the_training_log() -> None:
    assert epochs_done("2026 INFO Starting to train component 'DIETClassifier'.") is None
    assert epochs_done(LOG) == (2, 3)
    assert last_accuracy(LOG) == 0.412
    assert last_accuracy("") is None


def test_the_console_says_how_long_the_rest_takes() -> None:
    assert progress_line(0, 3, 50) == "epoch 1 of 3, 50 s so far"
    assert progress_line(2, 100, 600) == "2 of 100 epochs done, 5 min each; about 8.2 h to go"


def test_one_long_message_makes_training_longer() -> None:
    short = [Example("a b c", "greet")] * 1000
    assert expected_seconds([*short, Example("word " * 200, "greet")], 100, 2) > 10 * expected_seconds(short, 100, 2)


def a_system(tmp_path: Path, script: str) -> System:
    """A system whose interpreter is a shell script."""
    python = tmp_path / "environment" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\n" + script)
    python.chmod(0o755)
    return System(STOCK, tmp_path / "environment", ())


def test_a_model_is_trained_once_for_the_same_messages_and_settings(tmp_path: Path) -> None:
    folder = tmp_path / "stock"
    system = a_system(tmp_path, f"touch {folder}/stock.tar.gz; echo x >> {folder}/runs; echo 'i_acc=0.9'\n")
    first = train(system, EXAMPLES, folder, print)
    assert train(system, EXAMPLES, folder, print) == first
    assert (folder / "runs").read_text() == "x\n"
    assert first.accuracy == 0.9
    train(system, EXAMPLES, folder, print, epochs=3)
    train(system, EXAMPLES[:2], folder, print, epochs=3)
    assert (folder / "runs").read_text() == "x\nx\nx\n"


def test_training_that_fails_is_told_with_its_log_and_never_kept(tmp_path: Path) -> None:
    system = a_system(tmp_path, "exit 3\n")
    with pytest.raises(TrainingFailed, match=r"train\.log"):
        train(system, EXAMPLES, tmp_path / "stock", print)
    assert not (tmp_path / "stock" / "trained.json").exists()


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────


def test_each_harm_is_one_of_the_intents_that_stock_rasa_learns(everything: list[Example]) -> None:
    assert {harm.value for harm in HARMS} <= {example.intent for example in everything}


@pytest.mark.parametrize(
    ("parsed", "harm", "guess"),
    [
        ({"intent": {"name": "fraud", "confidence": 0.9}}, "fraud", "none"),
        ({"intent": {"name": "greet"}, "intent_ranking": [{"name": "greet"}, {"name": "fraud"}]}, "none", "none"),
        ({"intent": {"name": None}, "intent_ranking": []}, "none", "none"),
        (
            {"intent": {"name": "nlu_fallback"}, "intent_ranking": [{"name": "nlu_fallback"}, {"name": "fraud"}]},
            "none",
            "fraud",
        ),
        ({"intent": {"name": "danger_now"}, "understood": {"harm": "violence"}}, "violence", "violence"),
    ],
)
def test_what_is_no_harm_counts_as_none(parsed: dict[str, Any], harm: str, guess: str) -> None:
    assert reading_of(parsed)[:2] == (harm, guess)


class Recorded:
    """Stands for a reader; keeps who was asked what, in one list for all."""

    def __init__(self, name: str, asked: list[tuple[str, str]]) -> None:
        self._name, self._asked = name, asked

    def ask(self, text: str) -> Answer:
        self._asked.append((self._name, text))
        return Answer(text, text, 1.0, 1.0)


def test_both_read_the_same_messages_in_turns_and_neither_is_always_first() -> None:
    asked: list[tuple[str, str]] = []
    texts = [f"text {n}" for n in range(3 * ROUND)]
    readers: Any = {name: Recorded(name, asked) for name in (STOCK, OURS)}
    answers = read_in_rounds(readers, texts, print)
    assert [a.harm for a in answers[STOCK]] == [a.harm for a in answers[OURS]] == texts
    turns = [name for name, _ in asked[2 * WARM_UP :: ROUND]]
    assert turns == [STOCK, OURS, OURS, STOCK, STOCK, OURS]


def test_a_reader_that_stops_is_told_with_its_log(tmp_path: Path) -> None:
    system = a_system(tmp_path, "exit 1\n")
    with pytest.raises(ReaderFailed, match=r"reader\.log"), Reader(system, "model", tmp_path / "reader.log") as reader:
        reader.ask("hello")


def test_a_reader_answers_line_by_line_and_its_memory_is_known_afterwards(tmp_path: Path) -> None:
    system = a_system(
        tmp_path,
        """while read line; do echo '{"harm": "fraud", "guess": "fraud", "ms": 2.5, "processor_ms": 2.0}'; done\n""",
    )
    with Reader(system, "model", tmp_path / "reader.log") as reader:
        assert reader.ask("hello") == Answer("fraud", "fraud", 2.5, 2.0)
    assert reader.peak_memory > 0


# ── scores ──────────────────────────────────────────────────────────────────────────────────────────


def messages(*labels: Sequence[Harm]) -> list[Labelled]:
    return [Labelled(str(n), f"text {n}", harm=tuple(harms)) for n, harms in enumerate(labels)]


def test_any_acceptable_label_is_right() -> None:
    found = score(messages([FRAUD], [FRAUD, VIOLENCE], [VIOLENCE, NONE], [NONE]), ["fraud", "violence", "none", "none"])
    assert found == Score(Share(4, 4), 1.0, Share(0, 2), Share(0, 1))


def test_missed_and_false_alarm_leave_out_what_may_be_either() -> None:
    found = score(messages([FRAUD], [FRAUD, NONE], [NONE], [NONE]), ["none", "violence", "fraud", "none"])
    assert (found.missed, found.false_alarm) == (Share(1, 1), Share(1, 2))
    assert found.accuracy == Share(1, 4)


def test_macro_f1_is_the_mean_over_the_best_labels() -> None:
    found = score(messages([FRAUD], [FRAUD], [NONE]), ["fraud", "none", "none"])
    assert found.macro_f1 == pytest.approx((2 / 3 + 2 / 3) / 2)


def test_the_percentiles_are_times_that_were_measured() -> None:
    assert speed([float(n) for n in range(100, 0, -1)], [3.0, 1.0, 2.0]) == Speed(50.0, 95.0, 2.0)
    assert speed([7.0], [6.0]) == Speed(7.0, 7.0, 6.0)


# ── the report ──────────────────────────────────────────────────────────────────────────────────────


def a_report(epochs: int = STOCK_EPOCHS) -> Report:
    one = score(messages([FRAUD], [NONE]), ["fraud", "none"])
    names = (STOCK, OURS, OURS_ALONE)
    return Report(
        epochs=epochs, examples=900, longest_words=60, training_accuracy=0.5,
        scores={"some_set": dict.fromkeys(COLUMNS, one)},
        speeds=dict.fromkeys(names, Speed(10.0, 20.0, 9.0)), costs=dict.fromkeys(names, Cost(30.0, 60.0, 10**9, 10**8)),
        messages_timed=2, answered_otherwise_alone=0,
    )  # fmt: skip


def test_the_table_shows_both_systems_side_by_side() -> None:
    table = markdown(a_report())
    assert "| set | measure | stock Rasa | stock Rasa, its fallback ignored | this bot |" in table
    assert "| some_set (2) | harm right | 1.000 (0.342 to 1.000, 2 of 2) |" in table
    assert "| environment | 1.00 GB | 1.00 GB |  |" in table
    assert "best" not in table.split("## Recognition")[0]


def test_a_run_with_fewer_epochs_says_so_at_the_top() -> None:
    assert "**Not stock Rasa's best:**" in markdown(a_report(epochs=3)).split("## Recognition")[0]


def test_the_json_holds_shares_with_their_intervals(tmp_path: Path) -> None:
    as_json, as_table = write(a_report(), tmp_path / "reports")
    accuracy = json.loads(as_json.read_text())["scores"]["some_set"][OURS]["accuracy"]
    assert accuracy == {"right": 2, "all": 2, "value": 1.0, "interval": [pytest.approx(0.342, abs=0.001), 1.0]}
    assert as_table.read_text() == markdown(a_report())


def test_no_text_of_a_message_is_in_the_report(tmp_path: Path) -> None:
    for path in write(a_report(), tmp_path):
        assert "text 0" not in path.read_text()


# ── the command ─────────────────────────────────────────────────────────────────────────────────────


def test_without_messages_it_says_what_to_give(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 2
    assert "give a folder of labelled messages: make compare-stock EVAL=folder" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told_before_anything_is_trained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--eval", str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err.startswith("error: There is no folder of labelled messages")


@pytest.mark.parametrize("wrong", ["0", "-1", "many"])
def test_a_wrong_number_is_refused(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with pytest.raises(SystemExit):
        command.main(["--fold", "--epochs", wrong])


def test_continuous_integration_never_runs_it() -> None:
    assert "compare-stock" not in (ROOT / ".ci" / "run").read_text()
