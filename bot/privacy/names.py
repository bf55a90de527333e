"""Names of people: by list, by the words around them, and by spaCy where a word with a capital is in no list.

A name that is also a word ("Mark", "Grace") needs more than itself: words that introduce a name, or a capital inside a
sentence. A word that is in no list counts only where a name is due, so that slips of the finger stay.
"""

from __future__ import annotations

import re
from typing import Iterator, Optional, Sequence

from bot.privacy import name_cues as cues
from bot.privacy.people import named_people
from bot.privacy.placeholders import Kind
from bot.privacy.spans import Span
from bot.privacy.tokens import Token


def find_names(text: str, tokens: Sequence[Token], is_cased: bool) -> Iterator[Span]:
    """Every name that the lists and the words around it tell."""
    kept = [match.span() for match in cues.PHRASES.finditer(text)]
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if not token.word or any(start < token.end and token.start < end for start, end in kept):
            place += 1
            continue
        last = _name_from(text, tokens, place, is_cased)
        if last is None:
            place += 1
            continue
        yield Span(_with_initials(text, token), tokens[last].end, Kind.NAME)
        place = last + 1


def find_people(text: str, tokens: Sequence[Token]) -> Iterator[Span]:
    """Names that spaCy sees in words with a capital, where no list says that they are something else."""
    kept = [match.span() for match in cues.PHRASES.finditer(text)]
    open_ones = [
        token
        for place, token in enumerate(tokens)
        if token.is_capital
        and not any(start < token.end and token.start < end for start, end in kept)
        and (_is_open(token) or (token.is_either and not _is_place_here(tokens, place, text)))
    ]
    if not open_ones:
        return
    people = [(start, end) for start, end, label in named_people(text) if label == "PERSON"]
    for token in open_ones:
        inside = any(start <= token.start and token.end <= end for start, end in people)
        if inside and _may_be_person(token, tokens, text):
            yield Span(token.start, token.end, Kind.NAME)


def _with_initials(text: str, token: Token) -> int:
    """Where a name begins when initials stand before it: "T. Okoye"."""
    before = text[max(0, token.start - 12) : token.start]
    initials = cues.INITIALS.search(before) if token.is_capital else None
    return token.start - len(before) + initials.start("name") if initials else token.start


def _is_open(token: Token) -> bool:
    return token.is_unknown and not (token.is_upper and len(token.text) <= 5) and len(token.word) > 2


def _may_be_person(token: Token, tokens: Sequence[Token], text: str) -> bool:
    place = tokens.index(token)
    if _is_place_here(tokens, place, text):
        return False
    if token.starts and not token.is_either:
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        acts = after is not None and (after.word in cues.DOING or after.gap.startswith("'s")) and after.gap != ", "
        return acts and not token.word.endswith(cues.WORD_ENDS)
    if token.is_either:
        follows = tokens[place + 1].word if place + 1 < len(tokens) else ""
        if token.starts and not (
            follows in cues.DOING and follows not in ("and", "in", "on", "at", "with", "for", "to", "or", "n")
        ):
            return False
        return not token.needs_cue or (follows in cues.DOING and not token.starts and token.word not in cues.MONTHS)
    return True


def _name_from(text: str, tokens: Sequence[Token], place: int, is_cased: bool) -> Optional[int]:
    """The place of the last word of the name that begins here, None where none does."""
    token = tokens[place]
    before = text[max(0, token.start - 60) : token.start]
    if _is_place_here(tokens, place, text) and not cues.CALLED.search(before):
        return None
    if _is_due(text, tokens, place, before, is_cased):
        return _to_its_end(text, tokens, place, is_cased, due=True)
    if token.is_given and not (token.is_upper and len(token.word) <= 3):
        return _to_its_end(text, tokens, place, is_cased, due=False)
    if token.is_either and _either_is_name(tokens, place):
        return _to_its_end(text, tokens, place, is_cased, due=False)
    if token.is_capital and not token.is_upper and _is_capital_name(tokens, place):
        return _to_its_end(text, tokens, place, is_cased, due=False)
    return None


def _is_due(text: str, tokens: Sequence[Token], place: int, before: str, is_cased: bool) -> bool:
    """Whether the words before say that a name comes, and this can be one."""
    token = tokens[place]
    is_listed = token.is_given or token.is_either
    can_be = is_listed or (token.is_unknown and token.word not in cues.KIN) or (token.is_surname and token.is_capital)
    if not can_be or token.word in cues.KIN:
        return (
            is_cased
            and token.is_capital
            and not token.starts
            and bool(cues.STARTS_NAME.search(before))
            and not token.is_known
        )
    previous = tokens[place - 1] if place else None
    follows = tokens[place + 1] if place + 1 < len(tokens) else None
    if cues.STARTS_NAME.search(before):
        return True
    if cues.CALLED.search(before):
        return token.is_given or token.is_unknown or token.is_capital or (bool(re.search(r"\b(?:is|was|s|'s|man|boy|girl|guy|lad|woman|lady|person|someone|somebody|bloke|kid|mate|friend|cousin|uncle|ex|boyfriend|girlfriend|named|im|i'm|am|teacher|brother|sister|son|daughter) (?:called|named)\W*$|\bnamed\W*$|\bgoes by\W*$", before, re.IGNORECASE)) and (token.word not in cues.MODALS or bool(cues.PERSON_CALLED.search(before))))  # fmt: skip
    if cues.CALL_ME.search(before):
        return token.is_given or (token.is_capital and not token.is_upper) or token.is_unknown
    if cues.AFTER_INITIAL.search(before) and token.is_capital and token.is_unknown and not token.is_upper:
        return True
    if cues.THIS_IS.search(before):
        if token.is_given:
            return True
        is_real = token.is_capital and not token.needs_cue and not token.is_upper
        return is_real and (token.is_either or not token.is_known)
    if previous is None:
        return bool(cues.INTRODUCED_AFTER.match(text, token.end)) and (
            is_listed or (token.is_capital and not token.word.endswith(cues.WORD_ENDS))
        )
    gap = token.gap.strip()
    if previous.word in cues.TITLES and gap in ("", "."):
        return not (
            previous.word in ("miss", "sir", "fr", "madam")
            and not previous.is_capital
            and not (token.is_capital or token.is_given)
        )
    if previous.word in cues.WEAK_TITLES and gap in ("", ".") and previous.word not in cues.KIN:
        return token.is_given or (token.is_capital and not token.is_known) or (token.is_capital and token.is_either)
    if previous.word in cues.KIN and gap in ("", ",", "(", "-", ":"):
        return _is_kins_name(tokens, place, previous, follows)
    if previous.word in cues.GREETINGS and gap in ("", ",") and (place == 1 or previous.starts):
        ends_so = follows is None or follows.gap.strip()[:1] in (",", ".", "!", "-")
        return token.is_given or (token.is_capital and not token.is_known and bool(ends_so))
    if follows is None and not text[token.end :].strip(" .,!?xX:)(-😊🙏❤️"):
        return _is_signature(text, token, before)
    if (
        follows is not None
        and place + 2 == len(tokens)
        and not text[follows.end :].strip(" .,!xX)(-")
        and follows.gap == " "
    ):
        return _is_signature(text, token, before) and (token.is_capital or is_listed) and (
            follows.is_surname or follows.is_capital or follows.is_unknown
        )  # fmt: skip
    if cues.NAMING_AFTER.match(text, token.end) and token.is_capital:
        return not token.is_known or (token.is_either and not token.needs_cue)
    return (
        bool(cues.INTRODUCED_AFTER.match(text, token.end))
        and token.starts
        and (token.is_capital or is_listed)
        and place < 3
    )


def _is_signature(text: str, token: Token, before: str) -> bool:
    if cues.SIGNED.search(before):
        is_from = bool(re.search(r"(?<!love )(?<!thanks )\b(?:from|best|ta|love)\s*$", before, re.IGNORECASE))
        if is_from and not re.search(r"(?:[.!?]|x|you|thanks|,)\s+from\s*$", before, re.IGNORECASE):
            return token.is_given
        return token.is_capital or token.is_given or token.is_either or token.is_unknown
    return (
        bool(cues.DASHED.search(before))
        and (token.is_capital or token.is_given)
        and (token.is_given or token.is_either or not token.is_known)
    )


def _is_kins_name(tokens: Sequence[Token], place: int, previous: Token, follows: Optional[Token]) -> bool:
    """ "my cousin Danny"; in small letters a word of no list only where somebody then does something."""
    token = tokens[place]
    gap = token.gap.strip()
    if token.is_given:
        return True
    acts = follows is None or follows.word in cues.DOING or bool(follows.gap.strip(" '"))
    if token.is_either:
        if token.is_capital:
            return token.word not in cues.MONTHS or acts
        return acts and gap != "," and token.word not in cues.SMALL_MODALS and follows is not None and follows.word in cues.DOING and follows.word not in ("me", "my", "him", "her", "the", "n")  # fmt: skip
    if token.is_capital and not token.is_upper:
        return not token.is_known or (token.is_surname and acts and not token.is_known)
    if gap or len(token.word) < 3 or not token.is_unknown or token.is_capital:
        return False
    owner = tokens[place - 2].word if place > 1 else ""
    is_verbal = token.word.endswith(("ing", "ed", "in", "es", "d", "t", "s")) and not token.is_surname
    return owner in cues.OWNERS_OF_ONE and not is_verbal and follows is not None and follows.word in cues.SURELY_DOING


def _either_is_name(tokens: Sequence[Token], place: int) -> bool:
    """Whether a name that is also a word is meant as a name, by its capital and what is around it."""
    token = tokens[place]
    follows = tokens[place + 1] if place + 1 < len(tokens) else None
    previous = tokens[place - 1] if place else None
    joined = follows is not None and follows.gap == " "
    if token.is_capital and follows is not None and joined and follows.is_capital and not follows.starts:
        if follows.is_surname and not follows.is_known:
            return True
        if not token.needs_cue and (follows.is_surname or follows.is_unknown):
            return not token.starts or not follows.is_known
    if not token.is_capital:
        return bool(
            follows and joined and follows.is_surname and not follows.is_known and token.word not in cues.MODALS
        )
    if token.is_upper:
        return False
    if token.starts:
        return (
            token.word in cues.AT_START
            and joined
            and follows is not None
            and follows.word in cues.SURELY_DOING | {"'s"}
        )
    if not token.needs_cue:
        return True
    if token.word in cues.MONTHS:
        return bool(previous and previous.word in ("with", "told") and follows and follows.word in cues.DOING)
    if previous is None or previous.gap is None:
        return False
    after_people = (
        previous.word in cues.WITH_PEOPLE
        and token.gap == " "
        and previous.word not in ("for", "about", "like", "by", "because", "and")
    )
    acts = follows is not None and joined and follows.word in cues.SURELY_DOING
    return (
        after_people
        or (acts and previous.word not in cues.BEFORE_PLACES and not token.word.endswith("y"))
        or (previous.is_name_taken)
    )


def _is_capital_name(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word with a capital that is in no list of names stands where a person would."""
    token = tokens[place]
    if not _is_open(token):
        return False
    previous = tokens[place - 1] if place else None
    follows = tokens[place + 1] if place + 1 < len(tokens) else None
    is_joined = follows is not None and follows.gap == " "
    if previous is not None and previous.is_name_taken and token.gap in (" ", "-"):
        return True
    if token.is_surname and (
        not token.starts or (is_joined and follows is not None and follows.word in cues.SURELY_DOING)
    ):
        return True
    if follows is not None and is_joined and follows.is_surname and follows.is_capital and not follows.is_known:
        return True
    if (
        follows is not None
        and is_joined
        and follows.word in cues.SURELY_DOING
        and follows.word not in ("and", "is", "was", "has", "does", "did")
    ):
        return True
    if previous is not None and not token.starts and previous.word in cues.WITH_PEOPLE and token.gap == " ":
        return previous.word not in ("for", "about", "like", "by", "because", "against", "see", "hate", "love", "loves", "between") and (
            previous.word != "and" or (place > 1 and tokens[place - 2].is_name_taken)
        )  # fmt: skip
    return False


def _is_place_here(tokens: Sequence[Token], place: int, text: str) -> bool:
    """Whether the word names a street, a station, a school, a law, a saint's place, or a town after "in"."""
    token = tokens[place]
    following = [each for each in tokens[place + 1 : place + 3] if not each.starts]
    if cues.LAW_AFTER.match(text, token.end):
        return True
    if following and following[0].gap in (" ", "'s ", "' ", "s ") and following[0].word in cues.STREETS:
        return not (following[0].word in ("way", "close", "walk", "place", "house", "home", "cross", "line", "green", "hill", "park", "lane", "church") and not following[0].is_capital)  # fmt: skip
    if (
        len(following) > 1
        and following[0].gap == " "
        and following[1].gap == " "
        and following[1].word in cues.STREETS
        and following[0].is_capital
        and following[1].is_capital
    ):
        return True
    previous = tokens[place - 1] if place else None
    if previous is not None and token.gap in (" ", ". ") and previous.word in cues.SAINTS:
        return previous.word not in ("lord", "lady") or not token.is_given
    if previous is None or token.gap != " " or (token.is_given and token.word not in cues.ALSO_PLACES):
        return False
    if previous.word in cues.BEFORE_PLACES:
        if previous.word in ("to", "from") and token.is_capital and not token.needs_cue:
            came_by = tokens[place - 2].word if place > 1 else ""
            return came_by not in cues.SENT and (previous.word == "from" or came_by in cues.GOING)
        return token.needs_cue or token.word in cues.ALSO_PLACES or (token.is_unknown and not token.is_surname)
    return previous.word == "the" and token.is_capital


def _to_its_end(text: str, tokens: Sequence[Token], place: int, is_cased: bool, due: bool) -> int:
    """The last word of a name: further given names and family names follow the first."""
    last = place
    while last + 1 < len(tokens) and last - place < 4:
        token = tokens[last + 1]
        if token.gap not in (" ", "-", "  ") or not token.word or token.word in cues.NO_SURNAME:
            if token.gap == ". " and len(tokens[last].word) == 1:
                pass
            else:
                break
        follows = tokens[last + 2] if last + 2 < len(tokens) else None
        ends = follows is None or bool(follows.gap.strip(" ")) or follows.word in cues.DOING
        if _goes_on(token, tokens[last], follows, ends, is_cased, due):
            last += 1
            continue
        if token.word in cues.PARTICLES and follows is not None and follows.gap in (" ", "-") and (
            (is_cased and follows.is_capital) or follows.is_surname
        ):  # fmt: skip
            last += 2
            continue
        break
    return last


def _goes_on(token: Token, first: Token, follows: Optional[Token], ends: bool, is_cased: bool, due: bool) -> bool:
    if token.is_given:
        return True
    if first.is_capital or (due and is_cased and token.is_capital):
        if token.is_capital and not token.is_upper:
            return token.is_surname or token.is_unknown or (token.is_either and not token.needs_cue)
        if token.is_capital and len(token.word) == 1 and token.word != "i":
            return True
    if token.is_capital and token.is_surname:
        return True
    if token.is_surname and not token.is_known:
        return True
    if (
        token.is_surname
        and ends
        and (due or follows is None or follows.word in cues.SURELY_DOING)
        and token.word not in cues.DOING
    ):
        return True
    return token.is_unknown and len(token.word) > 3 and not token.is_capital and (
        due or (follows is not None and follows.word in cues.SURELY_DOING)
    ) and not token.word.endswith(("ing", "ed")) and ends  # fmt: skip
