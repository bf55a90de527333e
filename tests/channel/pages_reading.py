"""What the tests of the pages share: forms to send, readers of words, a page taken apart, and one of every page."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Iterator, Mapping, Optional
from urllib.parse import urlencode

from bot.channel.incoming import MOST_BYTES
from bot.channel.own_words import Reader
from bot.channel.page_texts import ConversationWords
from bot.channel.pages import Page, Pages
from bot.channel.problems import Problem
from bot.directory import load_directory

DIRECTORY = load_directory()
EXIT = "https://weather.example/today"
PAGES = Pages(DIRECTORY, EXIT)
VOID = frozenset({"meta", "link", "input", "br"})

NOTHING: dict[str, Any] = {
    "intent": {"name": "off_topic"},
    "entities": [],
    "understood": {"subject": "unknown", "place": "unknown", "danger_now": False, "self_harm": False},
}


def parsed(intent: str = "off_topic", entities: Mapping[str, Any] = {}, **understood: Any) -> dict[str, Any]:
    """What Rasa's agent answers, as far as the pages look at it."""
    found = [{"entity": name, "value": value} for name, value in entities.items()]
    return {"intent": {"name": intent}, "entities": found, "understood": {**NOTHING["understood"], **understood}}


class Words:
    """A reader that answers what it is told to, and remembers the texts that it was given."""

    def __init__(self, answer: Any = None) -> None:
        self.answer = NOTHING if answer is None else answer
        self.texts: list[str] = []

    async def __call__(self, text: str) -> Mapping[str, Any]:
        self.texts.append(text)
        if isinstance(self.answer, Exception):
            raise self.answer
        if self.answer == "late":
            await asyncio.sleep(60)
        answer: Mapping[str, Any] = self.answer
        return answer


@dataclass
class Element:
    """An element of a page."""

    tag: str
    attributes: dict[str, str]
    within: tuple[Element, ...]
    children: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(each.text if isinstance(each, Element) else each for each in self.children)

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Every element below it with this tag and these attributes, in order."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            each
            for each in self._below()
            if tag in ("", each.tag) and wanted.items() <= each.attributes.items()
        ]  # fmt: skip

    def one(self, tag: str = "", **attributes: str) -> Element:
        """The only such element."""
        (found,) = self.all(tag, **attributes)
        return found

    def _below(self) -> Iterator[Element]:
        for each in self.children:
            if isinstance(each, Element):
                yield each
                yield from each._below()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, ())
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Optional[str]]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def document(page: Page) -> Element:
    """The page taken apart. Fails when tags do not match."""
    reader = _Reader()
    reader.feed(page.html)
    reader.close()
    assert reader._open == [reader.root], "not every element is closed"
    return reader.root


def form_body(**fields: Any) -> bytes:
    """A form as browsers send it: spaces as plus, line breaks as CR LF."""
    pairs = {name: value.replace("\n", "\r\n") if isinstance(value, str) else value for name, value in fields.items()}
    return urlencode(pairs, doseq=True).encode("ascii")


def send(read: Optional[Reader] = None, seconds: float = 3.0, pages: Pages = PAGES, **fields: Any) -> Page:
    """The page that follows this form."""
    return asyncio.run(pages.answer(form_body(**fields), read or Words(), seconds))


def press(page: Page, button: str, read: Optional[Reader] = None, **filled_in: Any) -> Page:
    """Press a button of the page, with everything its form carries and what was filled in, as a browser would."""
    (form,) = [each for each in document(page).all("form") if button in (each.one("button").text)]
    fields: dict[str, Any] = {}
    for each in form.all("input"):
        if each.attributes["type"] == "hidden" or "checked" in each.attributes:
            fields.setdefault(each.attributes["name"], []).append(each.attributes["value"])
    for box in form.all("textarea"):
        fields[box.attributes["name"]] = box.text.removeprefix("\n")
    return send(read, **{**fields, **filled_in})


def heading(page: Page) -> str:
    """The page's main heading."""
    return document(page).one("h1").text


def names(page: Page) -> list[str]:
    """The names of the services on the page, in order."""
    return [each.one("h2").text for each in document(page).all("li", class_="service")]


def ids(page: Page) -> list[str]:
    """The ids of the services on the page, in order."""
    by_name = {service.name: service.id for service in DIRECTORY.values()}
    return [by_name[name] for name in names(page)]


WORDS = ConversationWords()
DANGER = parsed("danger_now", {"harm": "domestic_abuse"}, danger_now=True, subject="self")
START = PAGES.start()
EVERY_PAGE = {
    "start": START,
    "start, not answered": send(step="age"),
    "age again": send(step="change_age", age="under_18", harm="fraud"),
    "age again, not answered": send(step="age", harm="fraud"),
    "what happened": send(step="age", age="18_or_over"),
    "what happened, not answered": send(step="happened", age="18_or_over", words=""),
    "what happened again": send(step="change_happened", age="18_or_over"),
    "too long": send(step="happened", age="unknown", words="a" * 2001),
    "no words": send(step="happened", age="unknown", words="😭"),
    "nothing found": send(step="happened", age="unknown", words="the bus is late"),
    "low mood": send(Words(parsed("low_mood")), step="happened", age="unknown", words="so low"),
    "result": send(step="happened", age="18_or_over", harm="fraud", words=""),
    "danger": send(Words(DANGER), step="happened", age="unknown", words="he is here"),
    "unread": send(Words(ValueError()), step="happened", age="unknown", words="he is here"),
    "malformed": send(step="nonsense"),
    "too much": send(step="happened", age="unknown", words="a" * MOST_BYTES),
    "too many": PAGES.problem(Problem("too_many", {"Retry-After": "7"})),
    "broken": PAGES.broken,
}
