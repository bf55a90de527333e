"""Charts: whole SVG, no style attribute, a title and a description, and no length that tells a small number."""

from __future__ import annotations

import xml.etree.ElementTree as xml

from hypothesis import given
from hypothesis import strategies as st

from bot.console.overview.charts import Series, bars, columns
from bot.console.overview.suppression import shown

_SVG = "{http://www.w3.org/2000/svg}"
_numbers = st.lists(st.integers(0, 3_000).map(shown), min_size=1, max_size=40)


def _lengths(svg: str) -> list[float]:
    return [float(rect.get("width", "0")) for rect in xml.fromstring(svg).iter(f"{_SVG}rect")]


@given(_numbers, st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=20))
def test_a_chart_is_whole_and_asks_for_no_style_whatever_its_labels_are(numbers: list, label: str) -> None:
    for svg in (
        bars("k", label, label, [label] * len(numbers), [Series(label, numbers), Series("b", [None] * len(numbers))]),
        columns("k", label, label, [label] * len(numbers), numbers),
    ):
        root = xml.fromstring(svg)
        assert root.get("role") == "img"
        ids = [each.get("id") for each in root.iter() if each.get("id")]
        assert root.get("aria-labelledby").split() == ids[:2] == ["k-title", "k-desc"]
        assert len(ids) == len(set(ids))
        for each in root.iter():
            assert not {"style", "onclick", "onload"} & set(each.keys())
            assert each.tag.removeprefix(_SVG) not in ("style", "script", "foreignObject")


@given(_numbers)
def test_all_bars_lie_inside_the_picture(numbers: list) -> None:
    for svg in (
        bars("k", "t", "d", ["a"] * len(numbers), [Series("s", numbers)]),
        columns("k", "t", "d", ["a"] * len(numbers), numbers),
    ):
        _, _, width, height = map(float, xml.fromstring(svg).get("viewBox").split())
        for rect in xml.fromstring(svg).iter(f"{_SVG}rect"):
            x, y, w, h = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
            assert min(x, y, w, h, width - x - w, height - y - h) >= 0


def test_the_picture_is_the_same_whatever_the_small_number_is() -> None:
    assert len({bars("k", "t", "d", ["a", "b"], [Series("s", [shown(n), shown(40)])]) for n in (1, 2, 3, 4)}) == 1
    assert len({columns("k", "t", "d", ["a", "b"], [shown(n), shown(40)]) for n in (1, 2, 3, 4)}) == 1


def test_a_longer_bar_is_a_larger_number() -> None:
    lengths = _lengths(bars("k", "t", "d", ["a", "b"], [Series("s", [shown(20), shown(40)])]))
    assert lengths[1] == 2 * lengths[0]


def test_the_models_differ_by_a_pattern_and_not_by_colour_alone() -> None:
    svg = bars("k", "t", "d", ["a"], [Series(name, [shown(40)]) for name in "abcd"])
    shapes = {path.get("d") for path in xml.fromstring(svg).iter(f"{_SVG}path")}
    assert len(shapes) == 3
    assert {f"url(#k-{place})" for place in (1, 2, 3)} <= {
        r.get("fill") for r in xml.fromstring(svg).iter(f"{_SVG}rect")
    }


def test_every_number_is_written_beside_its_bar() -> None:
    svg = bars("k", "t", "d", ["a", "b", "c"], [Series("s", [shown(3), shown(40), None])])
    texts = [text.text for text in xml.fromstring(svg).iter(f"{_SVG}text")]
    assert {"fewer than 5", "40", "not shown"} <= set(texts)
