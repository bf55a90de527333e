"""The reports hold every figure, our own messages and nobody else's."""

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.evaluation.evaluate_command import Choice, fallback_threshold
from bot.evaluation.figures import Figures, Served, as_json, figures
from bot.evaluation.held_out import QUICK, HeldOut, Plan
from bot.evaluation.mistakes import mistaken_ids, worst_mistakes
from bot.evaluation.report import write_reports
from bot.evaluation.robustness import Slipped
from bot.evaluation.shares import LabelScore, Share
from bot.evaluation.summary import NAMES, MarkersMissing, console, markdown, write_between_markers
from bot.signposting import Harm
from tests.evaluation.readings import reading

OURS, THEIRS = "our <b>invented</b> words", "words of a measuring set"
HELD = HeldOut(
    [
        reading("fraud", "violence", text=OURS, intent="fraud", harm_share=0.9, is_kept_back=True, danger_now=False),
        reading("fraud", "fraud", intent="fraud", harm_share=0.8, danger_now=True, answered_danger=True),
        reading("violence", "none", intent="violence", harm_share=0.4, danger_now=True, danger_share=0.2),
        reading("none", "none", intent="off_topic", harm_share=0.1, is_kept_back=True),
    ],
    [Slipped("all_capitals", True, False)],
)
SETS = {"deep/set": [reading("fraud", "none", id="x1", text=THEIRS, danger_now=False, style="teen")]}


@pytest.fixture(scope="module")
def found() -> Figures:
    return figures(HELD, SETS, Served(0.5, 0.56, 0.56), Plan())


@pytest.fixture(scope="module")
def folder(found: Figures, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("reports")
    write_reports(found, worst_mistakes(HELD.readings), made)
    return made


def test_a_share_is_written_with_its_interval_and_a_label_with_its_three_scores() -> None:
    assert as_json({Harm.FRAUD: Share(90, 100)}) == {
        "fraud": {"right": 90, "all": 100, "value": 0.9, "low": 0.8256, "high": 0.9448}
    }
    assert set(as_json(LabelScore(1, 0, 1))) == {"precision", "recall", "f1", "f1_low", "f1_high"}


def test_the_json_has_stable_keys(folder: Path) -> None:
    written = json.loads((folder / "recognition.json").read_text(encoding="utf-8"))
    assert list(written) == [
        "plan", "all", "kept_back", "robustness", "proposals", "bars", "sets", "sets_slices"
    ]  # fmt: skip
    assert list(written["all"]) == [
        "messages", "measures", "macro_f1", "labels", "confusion", "slices", "calibration", "flags", "out_of_scope"
    ]  # fmt: skip
    assert written["all"]["messages"] == 4
    assert written["kept_back"]["messages"] == 2
    assert set(written["all"]["measures"]) <= set(NAMES)


def test_no_text_of_a_set_is_in_any_report(folder: Path, found: Figures) -> None:
    for path in folder.iterdir():
        assert THEIRS.encode() not in path.read_bytes(), path.name
    assert THEIRS not in console(found) + markdown(found)
    assert found.sets["deep/set"].mistaken_ids == {"harm": ["x1"]}


def test_the_page_shows_our_worst_mistakes_as_text_and_not_as_markup(folder: Path) -> None:
    page = (folder / "recognition.html").read_text(encoding="utf-8")
    assert "our &lt;b&gt;invented&lt;/b&gt; words" in page
    assert OURS not in page


def test_the_page_is_whole_without_the_network(folder: Path) -> None:
    page = (folder / "recognition.html").read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,") == 4
    assert re.findall(r"""(?:src|href)=["'](?!data:)|https?://|@import|url\(""", page) == []


class Outline(HTMLParser):
    """The tags that are open, the headings, and the tables without a caption."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[str] = []
        self.tables = self.captions = self.images = self.described = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "img"):
            self.open.append(tag)
        self.headings += [tag] if re.fullmatch(r"h\d", tag) else []
        self.tables += tag == "table"
        self.captions += tag == "caption"
        self.images += tag == "img"
        self.described += tag == "img" and bool(dict(attrs).get("alt"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_with_headings_captions_and_described_pictures(folder: Path) -> None:
    outline = Outline()
    outline.feed((folder / "recognition.html").read_text(encoding="utf-8"))
    assert outline.open == []
    assert outline.headings[0] == "h1"
    assert set(outline.headings[1:]) == {"h2"}
    assert outline.tables == outline.captions > 5
    assert outline.images == outline.described == 4


def test_every_point_of_the_curves_is_written(folder: Path) -> None:
    rows = list(csv.DictReader((folder / "out_of_scope.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 2 * 2 * (101 + 1)
    assert [row["threshold"] for row in rows if row["is_served"] == "yes"] == ["0.50", "0.56"] * 2


def test_the_worst_mistake_comes_first_and_no_list_is_endless() -> None:
    readings = [reading("fraud", "violence", harm_share=number / 200) for number in range(150)]
    found = worst_mistakes(readings)["wrong_harm"]
    assert len(found) == 100
    assert found[0].probability == 0.745
    assert found[0].answered == "violence"


def test_missed_and_false_danger_are_told_apart() -> None:
    found = worst_mistakes(HELD.readings)
    assert [mistake.probability for mistake in found["missed_danger"]] == [0.8]
    assert found["false_danger"] == found["missed_self_harm"] == []


def test_only_ids_are_kept_of_misread_messages() -> None:
    assert mistaken_ids([reading("fraud", "none", id="a", self_harm=True), reading("fraud", "fraud", id="b")]) == {
        "harm": ["a"],
        "self_harm": ["a"],
    }


def test_the_bars_say_what_was_reached(found: Figures) -> None:
    scope, slips = found.bars
    assert "0.80 at an in-scope accuracy of 0.90" in scope.name
    assert not scope.is_met
    assert (slips.value, slips.is_met) == ("100.0 points", False)


def test_the_figures_go_between_the_markers_and_nothing_else_changes(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- figures -->\nold\n<!-- /figures -->\nafter\n", encoding="utf-8")
    write_between_markers(page, "new")
    write_between_markers(page, "newer")
    assert page.read_text(encoding="utf-8") == "before\n<!-- figures -->\n\nnewer\n\n<!-- /figures -->\nafter\n"


def test_a_page_without_markers_is_left_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("no place\n", encoding="utf-8")
    with pytest.raises(MarkersMissing, match=r"page\.md has no place"):
        write_between_markers(page, "new")
    assert page.read_text(encoding="utf-8") == "no place\n"


def test_the_quick_plan_is_small_and_the_sample_of_slips_can_be_chosen() -> None:
    assert Choice().plan == Plan()
    assert Choice(is_quick=True).plan == QUICK
    assert Choice(slip_sample=7).plan.slip_sample == 7


def test_the_fallback_threshold_is_the_one_of_the_configuration(tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    config.write_text("pipeline:\n- name: FallbackClassifier\n  threshold: 0.4\n", encoding="utf-8")
    assert fallback_threshold(config) == 0.4
    config.write_text("pipeline:\n- name: WhitespaceTokenizer\n", encoding="utf-8")
    assert fallback_threshold(config) == 0.0
