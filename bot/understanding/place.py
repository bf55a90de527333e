"""Where the person typing lives. Where the harm happened, where they work or pass through does not count.

Each place is tied to the words before it: a verb of living whose subject is the person typing, a home of theirs,
"I'm in" or "I'm from". A place that nothing ties to them does not count, and unsure is `UNKNOWN`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Callable, Optional, Sequence

from bot.signposting import Place
from bot.understanding import place_patterns as patterns
from bot.understanding.place_names import AROUND_LONDON, LONDON_ITSELF, UNITED_KINGDOM, Mention, find_mentions
from bot.understanding.text import plain, with_short_words

LIVES, IS_THERE, ANSWERS = 3, 2, 1
"""How much the words tell: "I live in"; "I'm in" or "I'm from"; nothing but the name."""

_LONDONERS = (Place.LONDON, Place.CITY_OF_LONDON)


@dataclass(frozen=True)
class _Claim:
    """What the words say of a place: `relation` is "in", "near", "outside" or "not in"."""

    weight: int
    relation: str = "in"


@dataclass(frozen=True)
class _Address:
    """Where an address in the text is, and whether it says that they do not live in London."""

    claim: _Claim
    first: Mention
    place: Place
    denies_london: bool = False

    @property
    def weight(self) -> int:
        """Where they do not live tells less than anything else."""
        return 0 if self.denies_london or self.claim.relation == "not in" else self.claim.weight


def read_place(text: str) -> Place:
    """Where the person typing says they live, or `UNKNOWN`.

    A message that is nothing but a place name is an answer, so it counts. Who denies living in London is never
    taken for a Londoner, whatever else they name.
    """
    words = patterns.respelt(with_short_words(plain(text)))
    mentions = find_mentions(words)
    heads = list(patterns.HEAD.finditer(words))
    told = _addresses(words, mentions, lambda mention: _claim(words, heads, mention)) or _answers(words, mentions)
    is_no_londoner = any(each.denies_london for each in told)
    counted = [
        each
        for each in told
        if not (each.first.name in UNITED_KINGDOM and each.place is Place.UNKNOWN)
        if not (is_no_londoner and each.place in _LONDONERS)
    ]
    most = max((each.weight for each in counted), default=0)
    return next((each.place for each in reversed(counted) if each.weight == most), Place.UNKNOWN)


def _addresses(
    words: str, mentions: Sequence[Mention], claim_of: Callable[[Mention], Optional[_Claim]]
) -> list[_Address]:
    """What the claims tie to the person typing. Names that follow each other are one address: "Perth, Australia"."""
    told: list[_Address] = []
    end = -1
    for mention in mentions:
        chain = patterns.CHAIN.fullmatch(words, end, mention.start) if end >= 0 else None
        if chain and not patterns.CHAIN_BREAKS.match(words, mention.end):
            last = told[-1]
            beside = bool(re.search("near|outside", chain["prep"]))
            is_denied, says_in = last.claim.relation == "not in", "in" in chain["prep"].split()
            if is_denied and last.claim.weight != ANSWERS and not says_in:
                pass  # "I don't live in Hackney, London" says nothing more
            elif last.claim.relation != "in":  # "outside London, in Watford"
                told.append(_address(replace(last.claim, relation="near" if beside else "in"), mention))
            elif not beside:
                told[-1] = replace(last, place=_narrowed(last, mention))
            end = mention.end
            continue
        claim = claim_of(mention)
        end = mention.end if claim else -1
        if claim:
            told.append(_address(claim, mention))
    return told


def _address(claim: _Claim, mention: Mention) -> _Address:
    """Near Leeds and outside it is in England; outside London is not in London, and near it may be anything."""
    if claim.relation in ("outside", "not in"):
        if mention.name in LONDON_ITSELF:
            return _Address(claim, mention, Place.ENGLAND_AND_WALES, denies_london=True)
        if mention.name in UNITED_KINGDOM:
            return _Address(claim, mention, Place.BEYOND)
    is_unsure = (
        claim.relation == "not in"
        or (claim.relation == "outside" and mention.place in _LONDONERS)
        or (claim.relation == "near" and mention.name in LONDON_ITSELF)
    )
    return _Address(claim, mention, Place.UNKNOWN if is_unsure else mention.place)


def _narrowed(address: _Address, then: Mention) -> Place:
    """Where the first name of an address is, now that another name follows it."""
    is_around = then.name in AROUND_LONDON
    if then.place is Place.BEYOND:
        return Place.BEYOND
    if address.place is Place.UNKNOWN and (not is_around or address.first.name in UNITED_KINGDOM):
        return then.place
    if address.place in _LONDONERS and then.place is Place.ENGLAND_AND_WALES and not is_around:
        return then.place
    return address.place


def _answers(words: str, mentions: Sequence[Mention]) -> list[_Address]:
    """The places in a message that holds nothing besides."""
    ends = [0, *(each.end for each in mentions)]
    around = {each: patterns.ANSWER.fullmatch(words, end, each.start) for end, each in zip(ends, mentions)}
    after = patterns.ANSWER.fullmatch(words, ends[-1])

    def claim(mention: Mention) -> Optional[_Claim]:
        match = around[mention]
        if match is None or (mention.is_abroad and re.search(r"\bfrom\b", match.group(0))):
            return None
        away = match["away"] and ("not in" if match["away"].startswith("not") else "outside")
        return _Claim(ANSWERS, away or ("near" if match["near"] else "in"))

    return _addresses(words, mentions, claim) if after and not after["away"] and all(around.values()) else []


def _claim(words: str, heads: Sequence[re.Match[str]], mention: Mention) -> Optional[_Claim]:
    """What ties this place to the person typing, if anything does."""
    begin = max(words.rfind(end, 0, mention.start) + 1 for end in ".!?;")
    before = words[begin : mention.start].lstrip()
    begin = mention.start - len(before)
    home = patterns.AFTER_HOME.match(words, mention.end)
    if home:
        return _Claim(LIVES, "not in" if home["no"] else "in")
    if patterns.I_AM_A.search(before) and patterns.AFTER_RESIDENT.match(words, mention.end):
        return _Claim(LIVES)
    for head in reversed([each for each in heads if begin <= each.start() and each.end() <= mention.start][-3:]):
        left, gap = words[max(begin, head.start() - 100) : head.start()], words[head.end() : mention.start]
        if head["verb"]:
            return _lives(head["verb"], left, gap, words[mention.end :])
        if head["be"] and patterns.NOT_NOW.search(left):
            return None
        claim = _home(gap) if head["home"] else _is_there(gap, words, mention) if head["be"] else _writes(gap)
        if claim:
            return claim
    loose = patterns.LOOSE.search(before)
    is_way = loose and loose["origin"] and (mention.is_abroad or words.startswith(" to ", mention.end))
    return _Claim(IS_THERE) if loose and not is_way else None


def _lives(verb: str, left: str, gap: str, after: str) -> Optional[_Claim]:
    """ "I live with my sister in": a verb of living, if the person typing is the one who lives there now."""
    with_me = patterns.WITH_ME.match(gap)
    subject = next((who.search(left) for verbs, who in patterns.SUBJECTS if verbs.fullmatch(verb)), None)
    if not (with_me or (subject and _is_own(subject, left))) or (verb == "lived" and patterns.NO_MORE.match(after)):
        return None
    if verb.startswith("stay") and patterns.ON_A_VISIT.match(after):
        return None
    relation: Optional[str]
    if patterns.MOVES.match(verb):
        move = patterns.MOVE_GAP.match(gap)
        if move is None:
            return None
        relation = "not in" if move["left"] else _relation(gap[move.end() :])
    else:
        relation = _relation(gap[with_me.end() :] if with_me else gap)
    if relation and subject and subject.groupdict().get("no"):
        relation = "not in" if relation == "in" else None
    return _Claim(LIVES, relation) if relation else None


def _is_own(subject: re.Match[str], left: str) -> bool:
    """Whether a verb that has no subject of its own goes on with what the person typing said of themselves."""
    if subject.groupdict().get("open") is None:
        return True
    earlier = left[: subject.start("open")]
    last = patterns.LAST_SUBJECT.match(earlier)
    return bool(last["own"]) if last else patterns.ANSWER.fullmatch(earlier) is not None


def _goes_on(tokens: list[str]) -> bool:
    """Whether these words still belong to the verb before them, and begin nothing else."""
    for index, token in enumerate(tokens):
        later = tokens[index + 1 :]
        if token in patterns.OTHER_CLAUSE:
            return False
        is_list = "with" in tokens[:index] and (token == "and" or "and" in later[1:])  # "with my mum, dad and sister"
        is_stop = token == "," and tokens[index - 1] not in patterns.STREETS and patterns.TIES.isdisjoint(later[:1])
        if (is_stop or token == "and") and not is_list:
            return False
    return len(tokens) <= 12


def _relation(gap: str) -> Optional[str]:
    """How the words between tie a place to the verb before them; None where they do not."""
    tokens = re.findall(r"[\w'/]+|,", gap)
    while tokens and tokens[-1] in patterns.THE:
        tokens.pop()
    if not _goes_on(tokens):
        return None
    if not tokens or tokens[-1] in patterns.INSIDE | patterns.STREETS | {","}:
        return "in"
    before, last = tokens[-2] if len(tokens) > 1 else "", tokens[-1]
    if last == "outside" or before in ("out", "outside") or (before, last) == ("nowhere", "near"):
        return "outside"
    if last == "of":
        return "near" if before in patterns.EDGES else "in"
    if last in ("from", "to") and not patterns.DISTANCES & set(tokens):
        return None
    return "near" if last in patterns.BESIDE else None


def _home(gap: str) -> Optional[_Claim]:
    """ "my flat is in"."""
    home = patterns.HOME_GAP.match(gap)
    relation = _relation(gap[home.end() :]) if home else None
    if home and home["no"]:
        relation = "not in" if relation == "in" else None
    return _Claim(LIVES, relation) if relation else None


def _is_there(gap: str, words: str, mention: Mention) -> Optional[_Claim]:
    """ "I'm in", "I'm from": where people are from abroad is where they were born, and a visit is no home."""
    match = patterns.BE_GAP.match(gap)
    if match is None:
        return None
    if match["prep"] == "from":
        return None if match["no"] or match["way"] or mention.is_abroad else _Claim(IS_THERE)
    if match["works"] or patterns.ON_A_VISIT.match(words, mention.end):
        return None
    if match["prep"] == "in":
        return _Claim(IS_THERE, "not in" if match["no"] else "in")
    return _Claim(IS_THERE, "outside") if mention.name in LONDON_ITSELF and not match["no"] else None


def _writes(gap: str) -> Optional[_Claim]:
    """ "I'm writing from"."""
    return _Claim(IS_THERE) if patterns.WRITE_GAP.match(gap) else None
