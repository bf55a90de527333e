"""The route without JavaScript: the same signposting as plain pages, with nothing kept anywhere.

All pages have one address and are told apart by what is posted, so neither the address nor the browser's history
holds an answer. The only state is what the page itself carries in hidden fields (bot/channel/page_forms.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Mapping, Optional, Sequence

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channel.headers import PRIVATE
from bot.channel.incoming import MOST_CHARACTERS
from bot.channel.own_words import Reader, Reading, read_words, situation_of, tokens_of
from bot.channel.page_forms import Answers, Step, letters_too_many, plain_words, read_form
from bot.channel.page_texts import ConversationWords, fill, page_texts
from bot.channel.problems import Problem
from bot.channel.replies import ReplyWriter
from bot.signposting import AgeGroup, Contact, ContactKind, Harm, Service, Situation, decide

FOLDER = Path(__file__).with_name("pages")
EMERGENCY, SUPPORTLINE = "emergency_999", "victim_support_supportline"
HEADERS: Mapping[str, str] = {
    **PRIVATE,
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}

_SAFE_LINKS = ("tel:", "sms:", "mailto:", "https:")
_IN_A_NEW_TAB = (ContactKind.WEB.value, ContactKind.CHAT.value)
_SAID_WITH = {ContactKind.PHONE.value: "call", ContactKind.EMAIL.value: "email"}
"""The texts that say what a contact's link does; the labels of the others say it themselves."""


@dataclass(frozen=True)
class Page:
    """A page as it is sent."""

    html: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: HEADERS)


@dataclass(frozen=True)
class Mistake:
    """Something to put right: what, and the id of the field where."""

    at: str
    text: str


class Pages:
    """Writes every page of the route. Raises `MissingWords` when domain.yml lacks words that they show."""

    def __init__(
        self, directory: Mapping[str, Service], exit_url: str, words: Optional[ConversationWords] = None
    ) -> None:
        self._directory = directory
        self._words = words or ConversationWords()
        self._writer = ReplyWriter(directory)
        emergency, supportline = _telephone(directory[EMERGENCY]), _telephone(directory[SUPPORTLINE])
        self._texts = page_texts(emergency=emergency.label, supportline=supportline.label, most=f"{MOST_CHARACTERS:,}")
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            t=self._texts, words=self._words, exit_url=exit_url, emergency=emergency, supportline=supportline
        )
        self.style = (FOLDER / "pages.css").read_text(encoding="utf-8")
        self.broken = self.problem(Problem("out_of_service"))
        """Written beforehand: it needs nothing that may have failed by then."""

    def start(self) -> Page:
        """The first page: what this is, and the first question."""
        return self._ask_age(Answers())

    async def answer(self, body: bytes, read: Reader, seconds: float) -> Page:
        """The page that follows a form. `read` reads the person's own words, for at most so many seconds."""
        try:
            step, answers = read_form(body)
            if step is Step.HAPPENED:
                return await self._after_what_happened(answers, read, seconds)
        except Problem as problem:
            return self.problem(problem)
        if step is Step.CHANGE_AGE:
            return self._ask_age(answers)
        if step is Step.CHANGE_HAPPENED:
            return self._ask_what_happened(answers, is_again=True)
        return self._after_age(answers)

    def problem(self, problem: Problem) -> Page:
        """What is said when a form cannot be taken, with a way to start again."""
        written = self._texts["problems"][problem.name]
        text = fill(written["text"], seconds=problem.headers.get("Retry-After", "60"))
        page = self._page("problem.html", title=written["title"], text=text)
        return replace(page, status=problem.status, headers={**HEADERS, **problem.headers})

    def _after_age(self, answers: Answers) -> Page:
        if answers.age is None:
            return self._ask_age(answers, Mistake("age", self._texts["errors"]["age_missing"]))
        if answers.harm or answers.reading.is_enough:
            return self._result(answers)
        return self._ask_what_happened(answers)

    async def _after_what_happened(self, answers: Answers, read: Reader, seconds: float) -> Page:
        mistake = self._mistake_in(answers)
        if mistake:
            return self._ask_what_happened(answers, mistake)
        text = plain_words(answers.words)
        reading = await read_words(text, read, seconds, answers.harm is not None) if text else Reading()
        if answers.harm or reading.is_enough:
            return self._result(replace(answers, reading=reading))
        return self._nothing_found(answers, reading)

    def _mistake_in(self, answers: Answers) -> Optional[Mistake]:
        errors = self._texts["errors"]
        too_many = letters_too_many(answers.words)
        if too_many:
            return Mistake("words", fill(errors["too_long"], count=f"{too_many:,}"))
        if answers.harm or plain_words(answers.words):
            return None
        if answers.words.strip():
            return Mistake("words", errors["no_words"])
        return Mistake("harm", errors["happened_missing"])

    def _ask_age(self, answers: Answers, mistake: Optional[Mistake] = None) -> Page:
        is_first = answers.age is None and not answers.harm and not answers.reading.is_enough
        title = self._texts["name"] if is_first else self._texts["age"]["question"]
        return self._page(
            "age.html", title=title, mistake=mistake, answers=answers, is_first=is_first,
            said=tokens_of(answers.reading),
        )  # fmt: skip

    def _ask_what_happened(self, answers: Answers, mistake: Optional[Mistake] = None, is_again: bool = False) -> Page:
        return self._page(
            "happened.html", title=self._texts["happened"]["question"], mistake=mistake, answers=answers,
            is_again=is_again, found_nothing=None,
        )  # fmt: skip

    def _nothing_found(self, answers: Answers, reading: Reading) -> Page:
        """Not the end of the road: somebody to talk to, and the list once more, with the words still in the box."""
        written = self._texts["nothing_found"]
        title, text, services = written["title"], written["text"], [SUPPORTLINE]
        if reading.low_mood:
            age = situation_of(answers.age or AgeGroup.UNKNOWN, None, reading).age_group.value
            title = self._texts["result"]["heading"]["self_harm"]
            text = self._words.text("utter_low_mood", age_group=age)
            services = [*self._words.services("utter_low_mood", age_group=age), SUPPORTLINE]
        return self._page(
            "happened.html", title=title, mistake=None, answers=answers, is_again=False,
            found_nothing={"text": text, "services": self._cards(services)},
        )  # fmt: skip

    def _result(self, answers: Answers) -> Page:
        situation = situation_of(answers.age or AgeGroup.UNKNOWN, answers.harm, answers.reading)
        shown: list[Any] = [
            {"id": each.service.id, "reason": each.reason} for each in decide(situation, self._directory).shown
        ]
        if answers.reading.is_missing:  # what could not be read may have told of danger
            shown = [EMERGENCY, *(each for each in shown if each["id"] != EMERGENCY)]
        texts = self._texts["result"]
        unread = [texts["unread"]] if answers.reading.is_missing else []
        return self._page(
            "result.html", title=texts["title"], heading=texts["heading"][_heading(situation)], answers=answers,
            said_above=[*unread, *self._words.above_the_services(situation, answers.reading.wants_human)],
            cards=self._cards(shown), said=tokens_of(answers.reading), happened=self._what_happened(answers),
        )  # fmt: skip

    def _what_happened(self, answers: Answers) -> str:
        """The answer as the person gave it or, for their own words, as it was understood."""
        if answers.harm:
            return self._words.harms[answers.harm]
        if answers.reading.told.harm is Harm.UNKNOWN:
            return str(self._texts["result"]["own_words"])
        return fill(self._texts["result"]["from_words"], label=self._words.harms[answers.reading.told.harm])

    def _cards(self, mentions: Sequence[Any]) -> list[dict[str, Any]]:
        """The services as the chat shows them, with links only where a device can open them safely."""
        services: list[dict[str, Any]] = self._writer.message("", mentions)["services"]
        return [
            {**service, "contacts": list(map(self._link, service["contacts"])), "needs_relay": _needs_relay(service)}
            for service in services
        ]

    def _link(self, contact: Mapping[str, str]) -> dict[str, Any]:
        texts, kind, label = self._texts["service"], contact["kind"], contact["label"]
        return {
            "text": fill(texts[_SAID_WITH[kind]], label=label) if kind in _SAID_WITH else label,
            "href": contact["href"] if contact["href"].startswith(_SAFE_LINKS) else None,
            "is_new_tab": kind in _IN_A_NEW_TAB,
            "number": label if kind == ContactKind.PHONE.value else None,
        }

    def _page(self, template: str, **values: Any) -> Page:
        return Page(self._templates.get_template(template).render(**values))


def _telephone(service: Service) -> Contact:
    return next(contact for contact in service.contacts if contact.kind is ContactKind.PHONE)


def _needs_relay(service: Mapping[str, Any]) -> bool:
    """Whether to say how to reach a telephone by text: not for 999, which has its own, nor where the note says it."""
    dialled = [each["href"] for each in service["contacts"] if each["kind"] == ContactKind.PHONE.value]
    return service["id"] != EMERGENCY and bool(dialled) and "18001" not in (service["note"] or "")


def _heading(situation: Situation) -> str:
    """Which heading of pages.yml goes above the services."""
    if situation.danger_now:
        return "danger"
    if situation.self_harm:
        return "self_harm"
    return "own_behaviour" if situation.own_behaviour else "usual"
