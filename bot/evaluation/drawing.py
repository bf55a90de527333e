"""The pictures of the report, as PNG. Colours that colour-blind people can tell apart (Okabe and Ito), and shapes besides."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Mapping, Sequence

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.evaluation.calibration import Calibration
from bot.evaluation.figures import Figures
from bot.evaluation.flags import FlagCurve
from bot.evaluation.reading import LABELS
from bot.evaluation.scope import ACCURACY_BAR, RECALL_BAR, ScopeCurve
from bot.signposting import Harm

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#555555"
ALL_NAME, KEPT_NAME = "all held-out messages", "those the encoder was not tuned on"
_DOTS_PER_INCH = 110
_STYLES = ((ALL_NAME, BLUE, "o", "-"), (KEPT_NAME, ORANGE, "s", "--"))
_RARE = 0.005


def draw_all(figures: Figures, folder: Path) -> dict[str, Path]:
    """Every picture by its name, written into the folder."""
    parts = (figures.all, figures.kept_back)
    drawings: Mapping[str, Callable[[Path], None]] = {
        "confusion": lambda path: draw_confusion(figures.all.confusion, path),
        "reliability": lambda path: draw_reliability([part.calibration for part in parts], path),
        "out_of_scope": lambda path: draw_scope([part.out_of_scope for part in parts], path),
        "flags": lambda path: draw_flags([part.flags for part in parts], path),
    }
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / f"{name}.png" for name in drawings}
    for name, draw in drawings.items():
        draw(paths[name])
    return paths


def draw_confusion(counts: Mapping[Harm, Mapping[Harm, int]], path: Path) -> None:
    """A matrix of the labels: colour and percentage are the share of the row, the count stands below."""
    figure, axes = _figure(12, 10.5)
    names = [_words(label.value) for label in LABELS]
    rows = [[counts[true][answered] for answered in LABELS] for true in LABELS]
    shares = [[count / (sum(row) or 1) for count in row] for row in rows]
    picture = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for down, (row, share_row) in enumerate(zip(rows, shares)):
        for across, (count, share) in enumerate(zip(row, share_row)):
            if not count:
                continue
            colour = "white" if share > 0.65 else "black"
            text = f"{share:.0%}\n{count}" if share >= _RARE else f"\n{count}"
            axes.text(across, down, text, ha="center", va="center", fontsize=8.5, color=colour)
    axes.set_xticks(range(len(names)))
    axes.set_xticklabels(names, rotation=45, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(names)))
    axes.set_yticklabels([f"{name} ({sum(row)})" for name, row in zip(names, rows)])
    axes.set_xlabel("What was recognised")
    axes.set_ylabel("What was meant (number of messages)")
    axes.set_title("Which kinds of harm are taken for which (all held-out messages)")
    figure.colorbar(picture, ax=axes, shrink=0.7, label="Share of the row")
    _write(figure, path)


def draw_reliability(parts: Sequence[Mapping[str, Calibration]], path: Path) -> None:
    """For each probability a diagram: what was said against what came true, with the interval of every bin."""
    figure, both = _figure(12, 7, columns=2)
    titles = {"harm_share": "Probability of harm", "confidence": "Confidence of the intent"}
    truths = {"harm_share": "Share that tells of harm", "confidence": "Share that was right"}
    for axes, name in zip(both, titles):
        axes.plot([0, 1], [0, 1], color=GREY, linestyle=":", label="said = true")
        for part, (words, colour, marker, line) in zip(parts, _STYLES):
            found = part[name]
            if found.error is None:
                continue
            label = f"{words}: error {found.error:.3f}"
            means = [each.mean for each in found.bins]
            values = [each.true.value or 0.0 for each in found.bins]
            low = [max(0.0, value - each.true.interval()[0]) for value, each in zip(values, found.bins)]
            high = [max(0.0, each.true.interval()[1] - value) for value, each in zip(values, found.bins)]
            axes.errorbar(means, values, yerr=[low, high], color=colour, marker=marker, linestyle=line,
                          markersize=5, capsize=3, label=label)  # fmt: skip
        _shares_on(axes, titles[name], truths[name])
        axes.set_title(f"{titles[name]}: ten bins of equal mass")
        _legend_below(axes)
    _write(figure, path)


def draw_scope(parts: Sequence[Mapping[str, ScopeCurve]], path: Path) -> None:
    """For each threshold a diagram: chatter rightly left alone against in-scope messages rightly understood."""
    figure, both = _figure(12, 7, columns=2)
    titles = {"harm_share": "Threshold on the probability of harm", "confidence": "Threshold on the confidence"}
    for axes, name in zip(both, titles):
        axes.axvspan(RECALL_BAR, 1.02, ymin=ACCURACY_BAR / 1.02, color=GREEN, alpha=0.2, lw=0, label="the bar")
        for part, (words, colour, marker, line) in zip(parts, _STYLES):
            curve = part[name]
            recall = [point.recall.value for point in curve.points]
            accuracy = [point.accuracy.value for point in curve.points]
            axes.plot(recall, accuracy, color=colour, linestyle=line, marker=".", markersize=4, label=words)
            if curve.served.recall.value is not None and curve.served.accuracy.value is not None:
                axes.plot(curve.served.recall.value, curve.served.accuracy.value, color=colour, marker=marker,
                          markersize=10, markeredgecolor="black", linestyle="none",
                          label=f"as served ({curve.served.threshold:.2f})")  # fmt: skip
        _shares_on(axes, "Out-of-scope recall", "In-scope accuracy (set aside = wrong)")
        axes.set_title(titles[name])
        _legend_below(axes)
    _write(figure, path)


def draw_flags(parts: Sequence[Mapping[str, FlagCurve]], path: Path) -> None:
    """Precision against recall of danger and self-harm: the learned head alone, and the answers as served."""
    figure, both = _figure(12, 7, columns=2)
    titles = {"danger_now": "Danger now", "self_harm": "Self-harm"}
    for axes, name in zip(both, titles):
        for part, (words, colour, marker, line) in zip(parts, _STYLES):
            curve = part[name]
            known = [(point.recall.value, point.precision.value) for point in curve.points if point.precision.all]
            if curve.average_precision is None:
                continue
            axes.plot([recall for recall, _ in known], [precision for _, precision in known], color=colour,
                      linestyle=line, label=f"learned alone, {words}: average {curve.average_precision:.3f}")  # fmt: skip
            if curve.served_precision.value is not None:
                axes.plot(curve.served_recall.value, curve.served_precision.value, color=colour, marker=marker,
                          markersize=10, markeredgecolor="black", linestyle="none",
                          label="as served, with the rules")  # fmt: skip
        _shares_on(axes, "Recall: of those that say so, found", "Precision: of those found, right")
        axes.set_title(titles[name])
        _legend_below(axes)
    _write(figure, path)


def _figure(width: float, height: float, columns: int = 1) -> tuple[Any, Any]:
    figure = Figure(figsize=(width, height), constrained_layout=True)
    FigureCanvasAgg(figure)
    return figure, figure.subplots(1, columns)


def _shares_on(axes: Any, across: str, up: str) -> None:
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(0, 1.02)
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.grid(color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)


def _legend_below(axes: Any) -> None:
    """Beside the lines, never over them."""
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), fontsize=9, frameon=False)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _write(figure: Any, path: Path) -> None:
    figure.savefig(path, dpi=_DOTS_PER_INCH, facecolor="white")
