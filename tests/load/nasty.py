"""A grammar of nasty text: what people, machines and attackers may type that nobody expects. Always the same for a seed."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from random import Random
from typing import Callable, Iterator, Mapping

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

MOST_CHARACTERS = 2000

DANGERS = (
    "he is at my door with a knife",
    "he is hitting me right now",
    "someone is breaking into my house right now",
    "a man is following me home right now and i am scared",
    "he is going to kill me tonight",
    "my dad is hitting my mum right now",
    "there is a man with a gun outside my flat",
    "he has locked me in the bedroom and i cannot get out",
    "i am hiding in the bathroom and he is trying to break the door",
    "he is strangling her right now please help",
)
"""Danger now, told plainly (invented)."""

_STORIES = (
    "someone stole my bike last week",
    "i keep getting messages from my ex",
    "they shouted at me because of my religion",
    "my neighbours play loud music every night",
    "i paid for a phone online and it never came",
    "i am 15 and someone at school hit me",
    "hello",
    "is this private",
    "thank you",
    "i am 34",
)
_PIECES: Mapping[str, tuple[str, ...]] = {
    "control characters": tuple(map(chr, [*range(32), 127, *range(128, 160)])),
    "bidirectional marks": tuple("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"),
    "invisible characters": tuple("\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u3164\ufe0f\U000e0041\U000e007f"),
    "emoji": ("😭", "💔", "👩‍👩‍👧‍👦", "🏳️‍🌈", "👍🏿", "🇬🇧", "❤️", "🔪", "🆘", "🏃🏽‍♀️"),
    "right to left": ("سرق أحدهم حقيبتي", "מישהו גנב לי את הטלפון", "وہ مجھے مارتا ہے", "שלום", "مرحبا"),
    "other scripts": ("昨天晚上有人抢了我的包", "мой муж бьёт меня", "ไทย", "ⴰⵎⴰⵣⵉⵖ", "𒀀𒀁", "한국어", "ñandú", "Ἀθῆναι", "ꙮ", "𓀀"),
    "combining marks": tuple(f"{letter}{mark * 30}" for letter in "aeo" for mark in ("\u0301", "\u0335", "\u20dd", "\u0489")),
    "SQL": ("'; DROP TABLE events; --", "' OR 1=1 --", "1; SELECT pg_sleep(10)", '" UNION SELECT * FROM events', "%' AND '1'='1"),
    "HTML": ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</textarea><svg onload=x>", "<!--", "]]>", "&#x3c;b&#x3e;"),
    "shell": ("$(sleep 9)", "`id`", "; cat /etc/passwd", "| nc 127.0.0.1 1", "&& reboot", "${IFS}", ">/dev/null"),
    "templates": ("{{7*7}}", "${7*7}", "#{7*7}", "<%= 7 %>", "{% raw %}", "{age_group}", "{0.__class__}", "[[x]]"),
    "JSON": ('{"text": "x"}', '["a"', '"}', '{"intent": "danger_now"}', '\\u0000', "null", "[" * 300),
    "YAML": ("- a: *b", "!!python/object/apply:os.system ['id']", "&a [*a]", "--- |", "key: [", "? x"),
    "Rasa": ("/restart", "/inform{\"harm\": \"fraud\"}", "EXTERNAL: utter_danger_now", "@restart", "[mum](dad)", "/session_start", "utter_fallback", "intent: danger_now", "/back"),
    "format strings": ("%s%s%s%n", "%(x)s", "%99999999d", "{:>99999999}", "\\x00\\n\\r", "%c%p"),
    "numbers": ("1e999", "-0", "NaN", "9" * 400, "0x10", "٣٤", "½", "Ⅷ", "1,000,000.00", "18 18 18", "∞", "12/13/2014"),
    "addresses": ("http://example.org/?a=b#c", "javascript:alert(1)", "file:///etc/passwd", "someone@example.org", "01632 960123"),
    "compatibility letters": ("ﷺ", "ﬃ", "㍿", "𝓱𝓮𝓵𝓹", "ｈｅｌｐ", "ⓗⓔⓛⓟ", "ᴴᴱᴸᴾ", "İ", "ß", "ŉ"),
    "punctuation": ("...", "?!?!", "''''", '""', "----", "((((((", "}}}}", "—", "¿", "\\\\\\", ";;;;", "|||"),
    "unused code points": ("\ue000", "\uffff", "\U0010ffff", "\ufffd", "\u0378", "\ud800", "\udfff"),
}  # fmt: skip
_HOMOGLYPHS = str.maketrans({"a": "а", "e": "е", "o": "о", "i": "і", "c": "с", "p": "р", "x": "х", "s": "ѕ"})
_LEET = str.maketrans({"a": "4", "e": "3", "i": "1", "o": "0", "s": "5"})


@dataclass(frozen=True)
class Nasty:
    """One text, what kind it is of, and whether it tells of danger now."""

    text: str
    kind: str
    is_danger: bool = False


def _between(text: str, random: Random, pieces: tuple[str, ...], glue: str = " ") -> str:
    words = text.split()
    for _ in range(random.randint(1, 3)):
        words.insert(random.randint(0, len(words)), random.choice(pieces))
    return glue.join(words) if glue == " " else " ".join(words)


def _into_words(text: str, random: Random, pieces: tuple[str, ...]) -> str:
    return "".join(
        letter + (random.choice(pieces) if letter != " " and random.random() < 0.2 else "") for letter in text
    )


def _slip(text: str, random: Random) -> str:
    words = text.split()
    place = random.choice([number for number, word in enumerate(words) if len(word) > 3])
    word, at = words[place], random.randint(1, len(words[place]) - 2)
    words[place] = random.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] * 3 + word[at + 1 :],
        ]
    )
    return " ".join(words)


NOISE: Mapping[str, Callable[[str, Random], str]] = {
    "as it is": lambda text, random: text,
    "capitals": lambda text, random: text.upper(),
    "mixed case": lambda text, random: "".join(random.choice((c.upper(), c)) for c in text),
    "blanks and lines": lambda text, random: text.replace(" ", random.choice(("   ", "\n", "\t", "\u00a0", "\u3000", "\r\n\r\n"))),
    "exclamations": lambda text, random: text + random.choice(("!!!!!!", "?!?!", "...", " !!1!", " ......")),
    "invisible characters in words": lambda text, random: _into_words(text, random, _PIECES["invisible characters"]),
    "bidirectional marks around": lambda text, random: f"\u202e{text}\u202c\u2066",
    "emoji between words": lambda text, random: _between(text, random, _PIECES["emoji"]),
    "combining marks on letters": lambda text, random: _into_words(text, random, ("\u0301", "\u0335", "\u0336")),
    "full-width letters": lambda text, random: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "mathematical letters": lambda text, random: "".join(chr(0x1D41A + ord(c) - 97) if "a" <= c <= "z" else c for c in text),
    "look-alike letters": lambda text, random: text.translate(_HOMOGLYPHS),
    "digits for letters": lambda text, random: text.translate(_LEET),
    "dots between words": lambda text, random: text.replace(" ", random.choice((".", "..", " . ", ", "))),
    "one slip of the finger": _slip,
    "HTML around": lambda text, random: f"<b>{text}</b>{random.choice(_PIECES['HTML'])}",
    "code after": lambda text, random: f"{text} {random.choice(_PIECES['SQL'] + _PIECES['shell'] + _PIECES['templates'])}",
    "code before": lambda text, random: f"{random.choice(_PIECES['SQL'] + _PIECES['JSON'][:5] + _PIECES['Rasa'])} {text}",
    "a slash before": lambda text, random: f"/{text}",
    "quotes": lambda text, random: f'"{text}"',
    "a long ramble before": lambda text, random: f"{'i do not know where to start it is all a bit much. ' * 12}{text}",
    "a long ramble after": lambda text, random: f"{text}. {'i do not know what to do it is all a bit much. ' * 12}",
    "another script after": lambda text, random: f"{text} {random.choice(_PIECES['right to left'] + _PIECES['other scripts'])}",
    "control characters between words": lambda text, random: _between(text, random, _PIECES["control characters"]),
    "a number before": lambda text, random: f"{random.choice(('1.', '999', '15', '07700 900123'))} {text}",
}  # fmt: skip
"""What a message may look like around the same words."""


def _filled(random: Random, pieces: tuple[str, ...]) -> str:
    """2,000 characters of it."""
    made = ""
    while len(made) < MOST_CHARACTERS:
        made += random.choice(pieces) + random.choice(("", "", " "))
    return made[:MOST_CHARACTERS]


def _one(random: Random) -> Nasty:
    way, kind = random.random(), random.choice(list(_PIECES))
    if way < 0.3:
        noise = random.choice(list(NOISE))
        return Nasty(NOISE[noise](random.choice(DANGERS), random), f"danger, {noise}", True)
    if way < 0.4:
        noise = random.choice(list(NOISE))
        return Nasty(NOISE[noise](random.choice(_STORIES), random), f"story, {noise}")
    if way < 0.65:
        return Nasty(
            "".join(random.choice(_PIECES[kind]) + random.choice(("", " ")) for _ in range(random.randint(1, 12))), kind
        )
    if way < 0.7:
        return Nasty(_filled(random, _PIECES[kind]), f"2,000 characters, {kind}")
    if way < 0.85:
        return Nasty(_between(random.choice(_STORIES), random, _PIECES[kind]), f"story and {kind}")
    if way < 0.9:
        return Nasty(
            random.choice(("ha", "no", "x", "help", "aaa", "1", "é", "-")) * random.randint(50, 900), "a very long word"
        )
    mixed = [random.choice(pieces) for pieces in _PIECES.values()]
    random.shuffle(mixed)
    return Nasty(random.choice(("", " ")).join(mixed), "everything at once")


def _anything(count: int, number: int) -> list[Nasty]:
    """Texts of Hypothesis: any characters at all, and any of one sort."""
    found: list[Nasty] = []
    texts = st.one_of(
        st.text(max_size=MOST_CHARACTERS),
        st.text(alphabet=st.characters(categories=("Cf", "Mn", "Lo", "So", "Zs", "Ll")), max_size=300),
        st.lists(st.sampled_from([*DANGERS[:0], *_STORIES, "\u0000", "/", "\u202e", "999", "😭"]), max_size=40).map(" ".join),
        st.recursive(st.sampled_from(("a", "{}", "[]", "()")), lambda inner: st.lists(inner, max_size=4).map(lambda each: "{[(" + "".join(each) + ")]}")),
    )  # fmt: skip

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(texts)
    def collect(text: str) -> None:
        found.append(Nasty(text[:MOST_CHARACTERS], "anything"))

    collect()
    return found[:count]


def nasty_texts(count: int, number: int) -> Iterator[Nasty]:
    """So many texts for this seed, a third of them from Hypothesis; none above 2,000 characters."""
    random = Random(number)
    anything = _anything(count // 3, number)
    for _ in range(count):
        if anything and random.random() < 1 / 3:
            yield anything.pop()
        else:
            one = _one(random)
            yield Nasty(one.text[:MOST_CHARACTERS], one.kind, one.is_danger)


_UNSEEN_LETTERS = frozenset("\u3164\u115f\u1160\uffa0\u17b4\u17b5/\\@＠／")
"""Letters to Unicode that nobody sees, and what is cut from the front so that nothing is taken for a command."""


def may_be_refused(text: str) -> bool:
    """Whether nothing in it can be seen, or it unfolds to more than may be sent: then a problem is the right answer."""
    shown = unicodedata.normalize("NFKC", text)
    is_empty = all(unicodedata.category(c)[0] in "CZM" or c in _UNSEEN_LETTERS for c in shown)
    return is_empty or len(shown) > MOST_CHARACTERS
