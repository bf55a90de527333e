"""No number, e-mail or web address is printed that is not in the directory: a wrong one sends a person nowhere."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Iterator, NamedTuple

import pytest

from bot.directory.contact_checks import contacts_of, texts_of
from bot.directory.loader import read_entries

ROOT = Path(__file__).resolve().parents[2]
WATCHED = (
    "domain.yml", "data/rules.yml", "data/stories.yml", "bot/channel/texts.yml", "bot/channel/pages.yml", "bot/channel/pages/*",
    "bot/widget/**/*",
    "README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/**/*.md",
)  # fmt: skip
NOT_TEXT = frozenset({".png", ".jpg", ".ico", ".woff", ".woff2", ".gz", ".map"})

NO_SERVICE = {
    # Public software projects, standards and licences that documents and code may link to.
    "apache.org": "the licence, and projects of the Apache foundation",
    "docs.astral.sh": "uv and ruff",
    "github.com": "source code",
    "keepachangelog.com": "the format of CHANGELOG.md",
    "onnxruntime.ai": "runs the sentence encoder",
    "openapis.org": "the format of docs/openapi.yml",
    "owasp.org": "rules for safe web applications",
    "pypi.org": "Python packages",
    "rasa.com": "the engine",
    "rfc-editor.org": "internet standards",
    "spacy.io": "the tokeniser",
    "w3.org": "web standards, and the names of SVG and XML namespaces",
    # How a public service should behave.
    "design-system.service.gov.uk": "GOV.UK design pages",
    "www.gov.uk/service-manual": "GOV.UK design pages",
    # Where "leave this page" goes: a page that looks like nothing, and no service.
    "bbc.co.uk/weather": "the widget's exit",
}
"""Addresses that may be linked to although the directory does not have them, each with the reason."""

INVENTED = re.compile(r"(?:.*\.)?(?:example(?:\.(?:org|com|net))?|test|invalid|localhost)|127(?:\.\d+){3}|0\.0\.0\.0")

# A run of digits in groups of two or more, from a first 0 or +44: "020 7332 3808", "(020) 7332-3808", "+44 (0)20 …".
_RUN = re.compile(r"(?<![\w.,:/+#-])(?:\+44\s?(?:\(0\)\s?)?\d{2,}|\(?0\d+)\)?(?:[ \u00a0-]\(?\d{2,}\)?)*(?![\w])")
_HREF = re.compile(r"\b(?:tel|sms):(?://)?(\+?\d[\d-]*)")
_QUOTES = r"[\"'“”‘’*`]*"
_WORDS = rf"(?:\s+{_QUOTES}[A-Za-z'’]+{_QUOTES}){{0,4}}?\s+{_QUOTES}"
_MEASURE = r"(?!\w|[.,:]\d|%|\s*(?:%|ms|s|seconds?|minutes?|times|MB|kB|GB|bytes|characters|people|words|lines)\b)"
_SPOKEN = re.compile(
    rf"\b(?:(?:call|text)(?:ing|s)?|ring|dial|phone|telephone|sms|NHS){_WORDS}(999|116[ ]?\d{{3}}|1\d\d|911|[5-8]\d{{4}}|1800[01]){_MEASURE}",
    re.IGNORECASE,
)
_REACHED = re.compile(rf"\bon\s+{_QUOTES}(101|105|111|112|119|159|911|999){_MEASURE}")
_HELPLINE = re.compile(r"(?<![\w.,/-])116[ \u00a0]\d{3}(?![\w])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b")
_LINK = re.compile(r"(?:https?://|(?<![\w./@-])www\.)[^\s\"'`<>()\[\]{}|\\,;]+", re.IGNORECASE)


class Contact(NamedTuple):
    """Something in a text by which somebody could be reached."""

    line: int
    printed: str
    value: str
    """Digits of a number, an e-mail address, or a web address without its scheme and www."""


def contacts_in(text: str) -> list[Contact]:
    """Every number, e-mail address and public web address in a text."""
    found = {Contact(text.count("\n", 0, start) + 1, printed, value) for start, printed, value in _found_in(text)}
    return sorted(found)


def _found_in(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _RUN.finditer(text):
        printed = _first_number(match.group())
        if printed:
            yield match.start(), printed, digits(printed)
    for pattern in (_SPOKEN, _REACHED, _HREF):
        yield from ((match.start(1), match.group(1), digits(match.group(1))) for match in pattern.finditer(text))
    yield from ((match.start(), match.group(), digits(match.group())) for match in _HELPLINE.finditer(text))
    for match in _EMAIL.finditer(text):
        if not INVENTED.fullmatch(match.group().rpartition("@")[2]):
            yield match.start(), match.group(), match.group().casefold()
    for match in _LINK.finditer(text):
        address = bare(match.group())
        host = re.split(r"[/:?#]", address)[0]
        if "." in host and "$" not in host and not INVENTED.fullmatch(host):
            yield match.start(), match.group(), address


def _first_number(run: str) -> str | None:
    """The longest beginning of a run of digits, cut between groups, that is as long as a British number."""
    cuts = [len(run), *(match.start() for match in re.finditer(r"[ \u00a0-]", run))]
    for cut in sorted(cuts, reverse=True):
        number = digits(run[:cut])
        if len(number) in (10, 11) or re.fullmatch(r"0800\d{4}", number):
            return run[:cut]
    return None


def digits(printed: str) -> str:
    """The digits as somebody in Britain dials them."""
    found = "".join(character for character in printed if character in "0123456789")
    return "0" + found[2:].removeprefix("0") if printed.startswith("+44") else found


def bare(address: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.casefold()).rstrip("/.:!?*_")


@lru_cache(maxsize=1)
def allowed_values() -> frozenset[str]:
    """What the directory has: every contact, and every number in its notes and means of access."""
    allowed = set()
    for entry in read_entries()["services"]:
        for contact in contacts_of(entry):
            href = str(contact.get("href", ""))
            allowed.add(digits(href) if contact["kind"] in ("phone", "sms") else bare(href.removeprefix("mailto:")))
        for _, text in texts_of({key: entry[key] for key in ("contacts", "why", "note")}):
            allowed |= {contact.value for contact in contacts_in(text)}
        relay = entry["access"]["text_relay"]
        allowed |= {digits(relay), relay.split()[0]} if relay else set()
    return frozenset(allowed - {""})


def is_no_service(value: str) -> bool:
    """Whether a web address is below one of `NO_SERVICE`."""
    its_host = re.split(r"[/:?#]", value)[0]
    for allowed in map(bare, NO_SERVICE):
        host, _, path = allowed.partition("/")
        at_home = its_host == host or its_host.endswith(f".{host}")
        if at_home and re.match(rf"{re.escape(path)}(?:[/?#]|$)" if path else "", value[len(its_host) :].lstrip("/")):
            return True
    return False


def not_in_the_directory(text: str) -> list[Contact]:
    """The contacts in a text that nobody may print."""
    allowed = allowed_values()
    return [each for each in contacts_in(text) if each.value not in allowed and not is_no_service(each.value)]


def watched_files() -> list[Path]:
    found = {path for pattern in WATCHED for path in ROOT.glob(pattern) if path.is_file()}
    return sorted(path for path in found if path.suffix not in NOT_TEXT and "node_modules" not in path.parts)


@pytest.mark.parametrize("path", watched_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_contact_that_is_printed_is_in_the_directory(path: Path) -> None:
    wrong = not_in_the_directory(path.read_text(encoding="utf-8"))
    listed = "\n".join(f"{path.relative_to(ROOT)}:{each.line}: {each.printed}" for each in wrong)
    assert not wrong, f"Not in bot/directory/services.yml: correct it there or here.\n{listed}"


def test_the_files_people_read_are_watched() -> None:
    watched = {str(path.relative_to(ROOT)) for path in watched_files()}
    assert {"domain.yml", "data/rules.yml", "bot/channel/texts.yml", "bot/channel/pages.yml"} <= watched


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Call the Supportline on 08 08 16 89 112.", "08081689112"),
        ("Call 0808 168 9293 now", "08081689293"),
        ("Call 08081689293", "08081689293"),
        ("the team (020 7332 3809)", "02073323809"),
        ("the team: (020) 7332 3809", "02073323809"),
        ("the team on +44 20 7332 3809", "02073323809"),
        ("the team on +44 (0)20 7332 3809", "02073323809"),
        ("020-7332-3809", "02073323809"),
        ("Childline, 0800 1112, is free", "08001112"),
        ("0800 789 322 in 2021", "0800789322"),
        ("0808 802 9999 24 hours", "08088029999"),
        ("07725 909090", "07725909090"),
        ("Samaritans: 116 124", "116124"),
        ("Call Samaritans on 116124", "116124"),
        ("If it is not urgent, call 111.", "111"),
        ("NHS 111 answers", "111"),
        ("try calling 159", "159"),
        ("You can ring the bank on **159**", "159"),
        ("call the police on 112", "112"),
        ("Dial 911", "911"),
        ("the police answer on 112 day and night", "112"),
        ("Text 85259", "85259"),
        ('Text "SHOUT" to 85259 at any time', "85259"),
        ('<a href="tel:+442073323809">the team</a>', "02073323809"),
        ("[text us](sms:85259)", "85259"),
        ("write to help@nspcc.org", "help@nspcc.org"),
        ("[chat](https://www.victimsupport.org.uk/chat)", "victimsupport.org.uk/chat"),
        ("see http://victimsupport.com.", "victimsupport.com"),
        ("or www.childline.com", "childline.com"),
        ("https://github.com.evil.net/x", "github.com.evil.net/x"),
        ("https://www.bbc.co.uk/sounds", "bbc.co.uk/sounds"),
        ("https://www.gov.uk/report-crime", "gov.uk/report-crime"),
    ],
)  # fmt: skip
def test_a_planted_wrong_contact_is_caught(text: str, value: str) -> None:
    assert [each.value for each in not_in_the_directory(f"First line.\n{text}\n")] == [value]
    assert not_in_the_directory(f"First line.\n{text}\n")[0].line == 2


@pytest.mark.parametrize(
    "text",
    [
        "If anyone is in danger now, call 999. Text relay: 18000. Or text 85258, or call Samaritans on 116 123.",
        "Call the Supportline on 08 08 16 89 111, by text relay 18001 08 08 16 89 111, or write 0808 168 9111.",
        'tel:08081689111 and <a href="sms:85258">Text 85258</a>, 0800 1111',
        "jo@samaritans.org, https://www.victimsupport.org.uk/ and www.childline.org.uk.",
        "Rasa 3.6.21 on Python 3.10 since 2026-11-22, 0.86 against 0.69, from 44 s to 14 s, 0.58 GB",
        "http://localhost:5005/webhooks/widget, http://127.0.0.1:8000, http://bot:5005, http://0.0.0.0:80",
        "https://council.example.org/chat, somebody@example.com, ${base}, https://${host}/demo",
        "Each call takes 120 ms, a text has 150 characters, call it 100 times, 85258 people, 10000 s",
        '<path d="M0 0 24 24 0 1 01 10 0"/> #08081689 0x0808168911 --key=abc08081689293abc',
        "00:00:00 and 01:02:03.045 and 2026-01-01T08:08:16Z, ports 5005 and 08:30",
        "https://www.apache.org/licenses/LICENSE-2.0, https://rasa.com/docs/rasa, https://www.w3.org/TR/WCAG22/",
        "https://design-system.service.gov.uk/components/exit-this-page/ and https://www.bbc.co.uk/weather",
        "pip install rasa==3.6.21, npm package@1.2.3, @media (min-width: 640px), git checkout 0123abc",
    ],
)  # fmt: skip
def test_what_is_in_the_directory_or_no_contact_at_all_is_left_alone(text: str) -> None:
    assert not_in_the_directory(text) == []


@pytest.mark.parametrize(
    "contact", sorted(allowed_values() & {"999", "101", "116123", "85258", "08081689111", "02073323808"})
)
def test_numbers_are_compared_digit_by_digit(contact: str) -> None:
    wrong = contact[:-1] + str((int(contact[-1]) + 1) % 10)
    assert [each.value for each in not_in_the_directory(f'<a href="tel:{wrong}">')] == [wrong]
    assert not_in_the_directory(f'<a href="tel:{contact}">') == []
