"""The dashboard and the alerts name only figures that the bot gives, with labels that it has."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
REGISTRY = "bot.channel.metrics"

FIGURES: dict[str, tuple[str, set[str]]] = {
    "bot_turns_total": ("counter", {"outcome"}),
    "bot_turn_seconds": ("histogram", set()),
    "bot_turns_under_way": ("gauge", set()),
    "bot_not_understood_total": ("counter", set()),
    "bot_safety_replies_total": ("counter", {"kind"}),
    "bot_problems_total": ("counter", {"status"}),
    "bot_conversations_begun_total": ("counter", set()),
    "bot_conversations_deleted_total": ("counter", {"why"}),
    "bot_redactions_total": ("counter", {"kind"}),
    "bot_model_info": ("gauge", {"model_id", "version"}),
    "bot_database_errors_total": ("counter", set()),
    "bot_loop_lag_seconds": ("gauge", set()),
}
VALUES = {
    "outcome": {"answered", "fallback", "late", "failed"},
    "kind": {"danger", "self_harm"},
    "why": {"asked", "idle"},
}
GIVEN_BY_OTHERS = {
    "up", "process_resident_memory_bytes", "process_cpu_seconds_total", "process_open_fds",
}  # fmt: skip
"""By Prometheus itself, and by prometheus_client's process collector."""
LABELS_OF_PROMETHEUS = {"job", "instance", "le"}


def dashboard() -> dict[str, Any]:
    """deploy/grafana/bot.json."""
    read: dict[str, Any] = json.loads((DEPLOY / "grafana" / "bot.json").read_text(encoding="utf-8"))
    return read


def rules() -> list[dict[str, Any]]:
    """Every alert."""
    read = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text(encoding="utf-8"))
    return [rule for group in read["groups"] for rule in group["rules"]]


def expressions() -> list[str]:
    """Every question that the dashboard and the alerts ask."""
    asked = [target["expr"] for panel in dashboard()["panels"] for target in panel["targets"]]
    return [*asked, *(rule["expr"] for rule in rules())]


def names_in(expression: str) -> set[str]:
    """The figures that an expression names; a histogram's bucket counts as the histogram."""
    bare = re.sub(r'"[^"]*"|\{[^}]*\}|\[[^\]]*\]|\b(?:by|without)\s*\([^)]*\)', " ", expression)
    words = set(re.findall(r"\b[a-z_]{2,}\b(?!\s*\()", bare)) - {"and", "or", "by"}
    return {re.sub(r"(bot_turn_seconds)_(?:bucket|sum|count)$", r"\1", word) for word in words}


def given() -> set[str]:
    """What the code gives."""
    text = Path(str(importlib.util.find_spec(REGISTRY).origin)).read_text(encoding="utf-8")  # type: ignore[union-attr]
    return {f"{name}_total" if f"{name}_total" in FIGURES else name for name in re.findall(r'"(bot_[a-z_]+)"', text)}


def test_the_list_of_figures_is_what_the_code_gives() -> None:
    assert set(FIGURES) <= given()


@pytest.mark.parametrize("expression", expressions())
def test_every_figure_that_is_asked_for_is_given(expression: str) -> None:
    named = names_in(expression)
    assert named
    assert named <= given() | GIVEN_BY_OTHERS


def test_a_wrong_name_would_be_seen() -> None:
    assert names_in('sum by (le) (rate(bot_turn_seconds_bucket{a="b"}[5m])) > bot_no_such') == {
        "bot_turn_seconds",
        "bot_no_such",
    }


@pytest.mark.parametrize("expression", expressions())
def test_every_label_that_is_asked_for_is_there(expression: str) -> None:
    labels = {label for _, (_, names) in FIGURES.items() for label in names} | LABELS_OF_PROMETHEUS
    for inside in re.findall(r"\bby\s*\(([^)]*)\)", expression):
        assert {name.strip() for name in inside.split(",")} <= labels
    for name, inside in re.findall(r"([a-z_]+)\{([^}]*)\}", expression):
        for label, values in re.findall(r'(\w+)=~?"([^"]*)"', inside):
            assert label in FIGURES.get(name, ("", set()))[1] | LABELS_OF_PROMETHEUS
            if label in VALUES:
                assert set(values.split("|")) <= VALUES[label]


def test_every_figure_of_the_bot_is_on_the_dashboard() -> None:
    shown = {
        name for panel in dashboard()["panels"] for target in panel["targets"] for name in names_in(target["expr"])
    }
    assert set(FIGURES) <= shown


def test_every_panel_has_its_own_place_and_title() -> None:
    panels = dashboard()["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert len({panel["title"] for panel in panels}) == len(panels)
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not taken & cells, panel["title"]
        assert place["x"] + place["w"] <= 24
        taken |= cells
        assert len({target["refId"] for target in panel["targets"]}) == len(panel["targets"])


def test_every_alert_says_what_happened_and_what_to_do() -> None:
    names = [rule["alert"] for rule in rules()]
    assert len(set(names)) == len(names)
    for rule in rules():
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"]["summary"].strip()
        assert len(rule["annotations"]["description"]) > 40
        assert rule["expr"].count("(") == rule["expr"].count(")")


def test_the_example_scrapes_the_loopback_address_and_reads_the_alerts() -> None:
    read = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text(encoding="utf-8"))
    (job,) = read["scrape_configs"]
    assert (job["job_name"], job["metrics_path"]) == ("bot", "/metrics")
    assert job["static_configs"][0]["targets"][0].startswith("127.0.0.1:")
    assert all((DEPLOY / "prometheus" / name).is_file() for name in read["rule_files"])
