"""The overview, the log of who read what, and exports."""

from __future__ import annotations

from typing import Any, Iterable

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bot.console.accounts.access import asks_for
from bot.console.accounts.models import May
from bot.console.conversations.models import Reading
from bot.console.overview import export as exporting
from bot.console.overview import page as overview_page
from bot.console.overview import readings as log
from bot.console.overview.kept_counts import models_in
from bot.console.overview.periods import EACH_MODEL, LENGTHS, asked
from bot.console.overview.safe_csv import lines
from bot.console.overview.words import words

FORMATS = {"csv": "CSV, for a spreadsheet", "json": "JSON, for a program"}


@asks_for(May.SEE_OVERVIEW)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Counts of a period: of all models together, of one, or of each beside the others."""
    wanted = asked(request.GET)
    models = models_in(wanted)
    is_each = wanted.model == EACH_MODEL
    context: dict[str, Any] = {
        "asked": wanted, "models": models, "lengths": LENGTHS, "each": EACH_MODEL, "is_each": is_each,
        "too_few": words()["notes"]["too_few"], "left_out": max(0, len(models) - overview_page.MOST_MODELS),
    }  # fmt: skip
    columns = (
        overview_page.columns_of(wanted, models)
        if is_each
        else [overview_page.column_of(wanted, "Conversations", wanted.model)]
    )
    full = [column for column in columns if column.figures.has_enough]
    context |= {"columns": [(each, overview_page.headlines(each) if each in full else None) for each in columns]}
    if full:
        context["sections"] = overview_page.sections(full)
    if full and not is_each:
        context["over_time"] = overview_page.over_time(full[0], wanted)
    return render(request, "overview/overview.html", context)


@asks_for(May.SEE_READINGS)
@require_GET
def readings(request: HttpRequest) -> HttpResponse:
    """The log: no word of a conversation is in it."""
    form = log.ReadingsFilter(request.GET)
    page = log.page(log.readings(request.GET), request.GET.get("after", ""))
    rest = _without(request.GET, "after")
    following = rest.copy()
    following["after"] = page.next
    context = {
        "form": form, "page": page, "kept": _pairs(rest),
        "is_first": "after" not in request.GET, "first": rest.urlencode(), "next": following.urlencode(),
    }  # fmt: skip
    return render(request, "overview/readings.html", context)


@asks_for(May.SEE_READINGS)
@require_POST
def readings_csv(request: HttpRequest) -> HttpResponse:
    """The log as a file; taking it is itself an entry."""
    found = log.readings(_without(request.POST, "csrfmiddlewaretoken"))
    newest = Reading.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    found = found.filter(pk__lte=newest)
    user = request.user
    Reading.objects.create(
        user=user, who=user.get_username(), what=Reading.What.EXPORTED,
        detail=f"the log of who read what as csv, entries: {found.count():,}",
    )  # fmt: skip
    return _download(lines(log.rows(found)), "csv", "who-read-what")


@asks_for(May.EXPORT)
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """First says how many and that it is logged; then, asked by POST, hands the file over."""
    query = _without(
        request.POST if request.method == "POST" else request.GET, "csrfmiddlewaretoken", "format", "after"
    )
    found = exporting.selected(query, request.user).order_by("pk")
    kind = request.POST.get("format", "")
    if request.method == "GET" or kind not in FORMATS:
        context = {
            "number": found.count(), "kept": _pairs(query), "formats": FORMATS.items(),
            "filter": exporting.filter_in_words(query), "columns": exporting.COLUMNS,
        }  # fmt: skip
        return render(request, "overview/export.html", context, status=200 if request.method == "GET" else 400)
    with transaction.atomic():
        numbers = list(found.values_list("pk", flat=True))
        exporting.log(request.user, len(numbers), kind, query)
    if kind == "csv":
        return _download(lines(exporting.csv_rows(numbers)), "csv", "conversations")
    return _download(exporting.json_pieces(numbers), "json", "conversations")


def _without(query: QueryDict, *names: str) -> QueryDict:
    rest = query.copy()
    for name in names:
        rest.pop(name, None)
    return rest


def _pairs(query: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in query.lists() for value in values]


def _download(pieces: Iterable[str], kind: str, name: str) -> StreamingHttpResponse:
    types = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
    file = f"{name}-{timezone.localdate():%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"', "X-Content-Type-Options": "nosniff"}
    return StreamingHttpResponse(pieces, content_type=types[kind], headers=headers)
