"""Where somebody is found online: e-mail addresses, links, and names on social media."""

from __future__ import annotations

import re
from typing import Iterator

from bot.privacy.lexicon import GIVEN, NOT_NAMES, ORDINARY, folded
from bot.privacy.placeholders import Kind
from bot.privacy.spans import Span

_LOCAL = r"[\w.+'-]{1,64}"
_AT_SIGN = r"(?: ?@ ?| ?\(at\) ?| ?\[at\] ?| ?\{at\} ?)"
_DOT = r"(?: ?\. ?| ?\(dot\) ?| ?\[dot\] ?| ?\{dot\} ?| dot )"
_HOST = r"[\w-]{1,63}"
_PROVIDER = "gmail|g mail|googlemail|hotmail|outlook|yahoo|icloud|live|aol|proton|protonmail|btinternet|sky|ymail|msn|me|mail|talktalk|ntlworld|example"
_EMAILS = (
    re.compile(rf"(?<![\w.+-]){_LOCAL}{_AT_SIGN}{_HOST}(?:{_DOT}{_HOST}){{1,4}}", re.IGNORECASE),
    re.compile(rf"(?<![\w.+-]){_LOCAL}{_AT_SIGN}(?:{_PROVIDER})\b(?:[ .]?(?:com|co ?uk|net|org)\b)?", re.IGNORECASE),
    re.compile(
        rf"(?<![\w.+-]){_LOCAL}(?: (?:dot|underscore|dash|hyphen|plus|point) {_LOCAL}){{0,4}} at {_HOST}(?: ?dot ?{_HOST}(?!\w)){{1,3}}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w.+-]){_LOCAL}(?: (?:dot|underscore|dash|hyphen|plus|point) {_LOCAL}){{0,4}} at (?:{_PROVIDER})(?:\.| dot | )(?:com|co\.? ?(?:dot )?uk|net|org)\b",
        re.IGNORECASE,
    ),
)  # fmt: skip
_EMAIL_SIGN = re.compile(r"@|\bat\b|[\[({]at[\])}]", re.IGNORECASE)

_TLD = "com|co\\.uk|org\\.uk|org|net|uk|gov\\.uk|ac\\.uk|nhs\\.uk|info|eu|ie|biz|xyz|edu|example|test|invalid|online|site|shop|click|top"
_TLD_WITH_PATH = (
    "me|io|ly|gg|tv|app|live|online|site|shop|page|link|be|de|fr|us|to|co|cc|gl|fm|so|bio|chat|club|dev|example"
)
_LINKS = (
    re.compile(rf"\bh(?:tt|xx)ps?://{_HOST}(?: dot {_HOST}){{1,3}}(?:/\S*)?", re.IGNORECASE),
    re.compile(r"\b(?:h(?:tt|xx)ps?|ftp) ?:? ?// ?[^\s<>\"]{1,1000}", re.IGNORECASE),
    re.compile(r"\bwww ?\. ?[^\s<>\"]{1,1000}", re.IGNORECASE),
    re.compile(
        rf"(?<![\w@.-])(?P<host>[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{0,4}}\.(?:{_TLD}))(?![\w-])(?P<path>[/?#][^\s<>\"]{{0,1000}})?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w@.-])(?P<host>[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{0,4}}\.(?:{_TLD_WITH_PATH}))/(?P<path>[^\s<>\"]{{1,1000}})",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_HOST} dot (?:com|co dot uk|org|net|co uk)\b(?:(?: ?/ ?| slash ){_LOCAL})?", re.IGNORECASE),
)
_LINK_SIGN = re.compile(r"/|\.[a-z]|www|http| dot ", re.IGNORECASE)
_KNOWN_SITES = re.compile(
    r"^(?:www\.)?(?:[\w-]+\.)*(?:gov\.uk|nhs\.uk|police\.uk|booking\.com|amazon\.(?:com|co\.uk)|ebay\.(?:com|co\.uk)|match\.com|google\.com|victimsupport\.org\.uk|"
    r"childline\.org\.uk|nspcc\.org\.uk|samaritans\.org|refuge\.org\.uk|actearly\.uk|giveusashout\.org|facebook\.com|instagram\.com|tiktok\.com|snapchat\.com|"
    r"youtube\.com|just-eat\.co\.uk|gmail\.com|hotmail\.com|outlook\.com)$",
    re.IGNORECASE,
)
_END = ".,;:!?)'\"]"

_AT_HANDLE = re.compile(r"(?<![\w@.+])@ ?(?P<name>[A-Za-z0-9_](?:[\w.-]{0,38}\w|_)?)")
_COMMANDS = frozenset(["restart", "back", "session_start", "stop", "help"])
_AT_WORDS = frozenset(
    [
        "me",
        "work",
        "home",
        "school",
        "night",
        "him",
        "her",
        "them",
        "us",
        "uni",
        "college",
        "the",
        "a",
        "my",
        "his",
        "once",
        "first",
        "least",
        "last",
        "all",
        "and",
    ]
)
_SITE = (
    r"(?:snap(?:chat|s)?|insta(?:gram)?|ig|tik ?tok|discord|telegram|twitter|facebook|fb|messenger|kik|whatsapp|wechat|roblox|xbox|psn|playstation|"
    r"gamertag|gamer tag|user ?names?|user name|user id|screen ?name|handle|steam|twitch|reddit|only ?fans|bereal|be real|wizz|yubo|signal|sc|skype|fortnite|minecraft|youtube|threads|bluesky|mastodon|linkedin|tumblr|pinterest|hinge|grindr|tinder|profile name|account name|"
    r"profile|his account|her account|my account|fake account|the account|their account|an account|account|burner|alt)"
)
_LEAD = r"(?:name|named|user ?name|user|handle|id|account|acc|tag|profile|page|is|was|its|it's|called|under|as|by|the|my|his|her|their|on|at|goes|go|name's|just|username's|ive|i've|im|i'm|me|add|he's|hes|she's|shes|from|with|and|a|too|there|u|so|now)"
_CUED_HANDLE = re.compile(
    rf"\b{_SITE}(?:'s|s)?\b(?P<lead>(?:[\s:=,(\"'-]{{1,3}}{_LEAD}\b){{0,5}})(?P<sign>[\s:=,(\"'-]{{1,4}})(?P<name>[A-Za-z0-9_][\w.]{{1,38}}(?:#\d{{3,5}})?)(?![\w@])",
    re.IGNORECASE,
)
_HANDLE_ON = re.compile(
    rf"(?<![\w@.-])(?P<name>[A-Za-z0-9_][\w.]{{1,38}}(?:#\d{{3,5}})?) (?:on|from) (?:my |his |her |their )?{_SITE}\b",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"(?<![\w@.])[A-Za-z0-9_.]{2,32}#\d{4}\b")
_UNDERSCORED = re.compile(r"(?<![\w@./])(?=[\w.]{0,40}[A-Za-z])[A-Za-z0-9.]{1,20}_(?:[A-Za-z0-9._]{0,20}[A-Za-z0-9_])?(?![\w{])(?!\x22[:}])|(?<![\w@./])_+[A-Za-z][\w.]{2,30}(?![\w{])(?!\x22[:}])")  # fmt: skip
_REDDIT = re.compile(r"(?<![\w/])/?u/[\w-]{3,25}")
_STRONG = re.compile(r"(?:user ?names?|screen ?name|gamer ?tag|called|under|as)\b(?:'s)?[\s:=]{0,3}$|[:=]\s*$|\b(?:is|its|it's)\s*$|\b(?:uses|using|used) (?:the|a) handle\s+$", re.IGNORECASE)  # fmt: skip


def find_online(text: str) -> Iterator[Span]:
    """Every e-mail address, link and name on social media."""
    if _EMAIL_SIGN.search(text):
        for pattern in _EMAILS:
            for match in pattern.finditer(text):
                yield _trimmed(match, Kind.EMAIL)
    if _LINK_SIGN.search(text):
        yield from _links(text)
    yield from _handles(text)


def _trimmed(match: re.Match[str], kind: Kind) -> Span:
    """Without the stop that ends the sentence."""
    value = match.group(0)
    return Span(match.start(), match.start() + max(1, len(value.rstrip(_END))), kind)


def _links(text: str) -> Iterator[Span]:
    for pattern in _LINKS:
        for match in pattern.finditer(text):
            named = match.re.groupindex and match["host"]
            value = match.group(0).rstrip(_END)
            site = re.sub(r"^https?://", "", value, flags=re.IGNORECASE).rstrip("/")
            is_known = _KNOWN_SITES.match(named if named and not (match["path"] or "").strip("/") else site)
            if not is_known:
                yield _trimmed(match, Kind.LINK)


def _handles(text: str) -> Iterator[Span]:
    for match in _AT_HANDLE.finditer(text):
        name = match["name"]
        is_word = (
            folded(name) in _AT_WORDS
            or (folded(name) in ORDINARY and " " in match.group(0))
            or name.isdigit()
            or (match.start() == 0 and folded(name) in _COMMANDS)
        )
        if not is_word and (" " not in match.group(0) or _looks_made_up(name)):
            yield Span(match.start(), match.end(), Kind.HANDLE)
    for pattern in (_TAGGED, _UNDERSCORED, _REDDIT):
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), Kind.HANDLE)
    for match in _CUED_HANDLE.finditer(text):
        name = match["name"].rstrip(".")
        lead = text[match.start() : match.start("name")]
        is_strong = bool(_STRONG.search(lead)) and _is_no_word(name)
        if _looks_made_up(name) or is_strong:
            yield Span(match.start("name"), match.start("name") + len(name), Kind.HANDLE)
    for match in _HANDLE_ON.finditer(text):
        name = match["name"].rstrip(".")
        if _looks_made_up(name):
            yield Span(match.start("name"), match.start("name") + len(name), Kind.HANDLE)


def _looks_made_up(name: str) -> bool:
    """Letters with digits, dots or underscores among them, as no word has: "dk.99", "sam_x"."""
    if not any(c.isalpha() for c in name) or _COUNTED.fullmatch(name):
        return False
    return any(c.isdigit() or c in "._#" for c in name.strip(".")) and name.lower() not in ("18+", "g6", "4g", "5g")


_COUNTED = re.compile(
    r"\d+(?:st|nd|rd|th|s|x|am|pm|k|m|yr|yrs|yo|f|hrs?|mins?|p|gb|g|th|ish|ft|cm|kg|lb)|[a-z]{1,2}\d[a-z\d]?|(?:mon|tue|wed|thu|fri|sat|sun)\w*\.\w+|im\d+|[a-z]+\.[a-z]+\.?(?<![0-9_])(?:[a-z]+)?(?=)\Z(?<=\.\w)"
    r"|[a-z]{2,}\.(?:i|he|she|it|they|we|and|but|im|the|my)\b.*",
    re.IGNORECASE,
)


def _is_no_word(name: str) -> bool:
    word = folded(name)
    return word not in ORDINARY and word not in NOT_NAMES and (len(word) > 2) and word not in GIVEN | frozenset({"ive"})
