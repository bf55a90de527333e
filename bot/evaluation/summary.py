"""The few lines that a person reads first: on the console, and between the markers of docs/recognition.md."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator, Mapping, Optional, Sequence

from bot.evaluation.figures import Figures, Part, Proposal
from bot.evaluation.scope import ScopePoint
from bot.evaluation.shares import Share

START, END = "<!-- figures -->", "<!-- /figures -->"
NAMES: Mapping[str, str] = {
    "harm_accuracy": "Kind of harm right",
    "harm_missed": "Harm missed",
    "false_alarm": "False alarm",
    "danger_now_recall": "Danger found",
    "danger_now_precision": "Danger rightly found",
    "self_harm_recall": "Self-harm found",
    "self_harm_precision": "Self-harm rightly found",
    "subject_accuracy": "Who was harmed right",
    "age_accuracy_when_told": "Age group right, where told",
    "age_wrong_side": "Age group wrong, where told",
    "age_invented": "Age group invented, where not told",
}
"""The measures in plain words, in the order of every table."""
_SET_COLUMNS = (
    ("harm_accuracy", "harm_missed", "false_alarm", "danger_now_recall", "self_harm_recall"),
    ("age_accuracy_when_told", "age_wrong_side", "age_invented", "subject_accuracy"),
)
Row = Sequence[str]


class MarkersMissing(ValueError):
    """The document has no place for the figures; the message says what to write."""


def percent(share: Optional[Share]) -> str:
    """ "93.1 % (91.8 to 94.2)", or a dash where there is nothing to say."""
    if share is None or share.value is None:
        return "–"
    low, high = share.interval()
    return f"{100 * share.value:.1f} % ({100 * low:.1f} to {100 * high:.1f})"


def measure_rows(columns: Sequence[Mapping[str, Share]]) -> list[Row]:
    """A row for every measure that a column has: its name, and each column's share."""
    return [
        (words, *(percent(column.get(name)) for column in columns))
        for name, words in NAMES.items()
        if any(name in column for column in columns)
    ]


def summary_rows(figures: Figures) -> list[Row]:
    """The measures of all held-out messages and of those that were kept back, and the macro F1."""
    parts = (figures.all, figures.kept_back)
    first = ("Messages", *(f"{part.messages:,}" for part in parts))
    f1 = ("Macro F1 of the 14 labels", *(_plain(part.macro_f1) for part in parts))
    recall = ("Out-of-scope recall", *(percent(_served(part).recall) for part in parts))
    accuracy = ("In-scope accuracy", *(percent(_served(part).accuracy) for part in parts))
    return [first, *measure_rows([part.measures for part in parts]), f1, recall, accuracy]


def set_tables(figures: Figures) -> list[Sequence[Row]]:
    """The labelled sets, two tables so that they stay narrow: harm and flags; age and who was harmed. Heads first."""
    return [table for names in _SET_COLUMNS if len(table := _set_table(figures, names)) > 1]


SUMMARY_HEADS: Row = ("", "All held-out messages", "Those the encoder was not tuned on")


def bar_lines(figures: Figures) -> list[str]:
    """Each bar with whether it was reached."""
    return [f"{'Reached' if bar.is_met else 'Missed'}: {bar.name} – {bar.value}" for bar in figures.bars]


def proposal_line(proposal: Proposal) -> str:
    """One proposed threshold, and what it does to the messages that did not choose it."""
    start = f"{proposal.name}: served {proposal.served:.2f}, "
    if proposal.chosen is None or proposal.checked is None:
        return f"{start}no threshold leaves {proposal.floor:.0%} of the chatter alone"
    return (
        f"{start}proposed {proposal.chosen:.2f} (to leave {proposal.floor:.0%} of the chatter alone); on the other half "
        f"out-of-scope recall {percent(proposal.checked.recall)}, in-scope accuracy {percent(proposal.checked.accuracy)}"
    )


def console(figures: Figures) -> str:
    """The summary in columns."""
    lines = list(_columns([SUMMARY_HEADS, *summary_rows(figures)]))
    for table in set_tables(figures):
        lines += ["", *_columns(table)]
    lines += ["", *bar_lines(figures), "", "Thresholds that these figures propose:"]
    return "\n".join([*lines, *(f"  {proposal_line(proposal)}" for proposal in figures.proposals)])


def markdown(figures: Figures) -> str:
    """The summary as tables for docs/recognition.md."""
    lines = ["In brackets: the 95 % interval.", "", *_table(SUMMARY_HEADS, summary_rows(figures))]
    for table in set_tables(figures):
        lines += ["", "Labelled sets, read by the model as it is served:", "", *_table(table[0], table[1:])]
    lines += ["", *(f"- {line}" for line in bar_lines(figures))]
    return "\n".join(lines)


def write_between_markers(path: Path, text: str) -> None:
    """Put the text between the markers, in place of what stood there. Raises `MarkersMissing`."""
    document = path.read_text(encoding="utf-8") if path.is_file() else ""
    before, start, rest = document.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise MarkersMissing(f"{path.name} has no place for the figures. Write {START} and {END} where they belong.")
    path.write_text(f"{before}{START}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def _set_table(figures: Figures, names: Sequence[str]) -> list[Row]:
    rows: list[Row] = [("Set", "Messages", *(NAMES[name] for name in names))]
    for set_name, part in figures.sets.items():
        if any(name in part.measures for name in names):
            rows.append((set_name, f"{part.messages:,}", *(percent(part.measures.get(name)) for name in names)))
    return rows


def _served(part: Part) -> ScopePoint:
    return part.out_of_scope["harm_share"].served


def _plain(value: Optional[float]) -> str:
    return "–" if value is None else f"{value:.3f}"


def _columns(rows: Sequence[Row]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()


def _table(heads: Row, rows: Sequence[Row]) -> list[str]:
    return [_line(heads), _line(["---"] * len(heads)), *(_line(row) for row in rows)]


def _line(cells: Row) -> str:
    return f"| {' | '.join(cells)} |"
