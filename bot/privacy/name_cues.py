"""The words and wordings by which names are told. The longer lists are in name_words.yml."""

from __future__ import annotations

import re

from bot.privacy.lexicon import phrases, word_set

KIN, TITLES, WEAK_TITLES = word_set("kin"), word_set("titles"), word_set("weak_titles")
DOING, GREETINGS, THANKS, STREETS = (
    word_set("doing"),
    word_set("greetings"),
    word_set("thanks"),
    word_set("streets"),
)
PHRASES = re.compile(r"\b(?:" + "|".join(re.escape(each) for each in phrases()) + r")\b", re.IGNORECASE)
OWNERS = frozenset(
    [
        "my",
        "his",
        "her",
        "our",
        "their",
        "your",
        "ur",
        "the",
        "a",
        "me",
        "this",
        "that",
        "mi",
        "is",
        "an",
        "some",
        "n",
        "and",
    ]
)
BEFORE_PLACES = frozenset(
    ["in", "at", "near", "from", "to", "around", "of", "outside", "inside", "via", "towards", "visiting", "visit"]
)
WITH_PEOPLE = frozenset(
    [
        "with",
        "told",
        "tell",
        "met",
        "dating",
        "and",
        "by",
        "about",
        "like",
        "seeing",
        "saw",
        "see",
        "called",
        "texted",
        "messaged",
        "rang",
        "ring",
        "call",
        "asked",
        "ask",
        "hates",
        "hate",
        "love",
        "loves",
        "loved",
        "hit",
        "know",
        "knows",
        "knew",
        "blame",
        "blames",
        "against",
        "n",
        "miss",
        "misses",
        "named",
        "for",
        "between",
        "because",
    ]
)
SAINTS = frozenset(["st", "saint", "king", "queen", "prince", "princess", "lord", "lady", "mount", "port", "fort"])
NO_SURNAME = frozenset(
    ["and", "or", "but", "is", "was", "the", "a", "i", "me", "my", "he", "she", "they", "x", "xx", "xxx"]
)
PARTICLES = frozenset(
    [
        "de",
        "da",
        "van",
        "von",
        "der",
        "bin",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "del",
        "di",
        "du",
        "st",
        "mac",
        "mc",
        "ter",
        "dos",
    ]
)
STARTS_NAME = re.compile(
    r"\b(?:(?:my|his|her|their|our|the|your|whose|ur|its|it's|dads|mums|ex's|boyfriend's|boyfriends|partner's|partners|husband's|husbands|full|real|first|last|middle|sur|birth|maiden|legal|user's|child's|kid's|son's|daughter's|sons|daughters|childs|victim's|abuser's|offender's|guys|guy's|man's|mans|girl's|girls|boy's|boys|brother's|brothers|friend's|friends|boss's|attacker's)\s+)?"
    r"(?:full |real |first |last |sur|given |middle |birth |legal )?(?P<cue>name(?: (?:is|was|be|would be|has been|iz))?|name's|names|nam is|surname(?: is)?|forename(?: is)?|nickname(?: is)?|maiden name(?: is)?|initials are)(?:\s+(?:actually|just|also|really|called|def|definitely|still))?\s*[:=-]?\s*$",
    re.IGNORECASE,
)
INITIALS = re.compile(r"(?:^|[\s,(-])(?P<name>(?:[A-Z]\. ?){1,3}|[B-HJ-Z] )$")
AFTER_INITIAL = re.compile(r"(?:^|[\s,(-])[A-Z]\. ?$")
CALL_ME = re.compile(
    r"(?:(?:^|[.,!?]\s*|\b(?:can|just|please|pls|to|and) )call me|\b(?:everyone|everybody|people|friends|mates|family|they all) (?:just )?calls? me)\s+$",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"(?:\b(?:called|named|name of|names of|goes by|go by|going by|known as|calls himself|calls herself|call himself|call herself|nicknamed|aka|a\.k\.a\.?|signed|i am called|im called|i'm called|known to me as|answers to|by the name|under the name|name:)(?: (?:of|the name|the name of|himself|herself|is))?)\s*[\"':(]?\s*$",
    re.IGNORECASE,
)
THIS_IS = re.compile(
    r"(?:^|[.!?,\n]\s*|\b(?:hi|hello|hey|hiya|morning|afternoon|evening|yes|ok|there|yeah)[,.!]?\s+)(?:this is|its|it's|it is|i am|i'm|im|am|me llamo|je suis)\s+$",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"(?:^|[\s.,!?])(?:thanks|thank you|thank u|thankyou|thx|ty|tysm|cheers|regards|wishes|sincerely|faithfully|yours|ta|love|love from|best|respectfully|gratefully|from|signed)(?: (?:so much|very much|again|in advance|a lot|for your help|for listening|for any help|from|for reading|all))?\s*[,.!\-:;]*\s*$",
    re.IGNORECASE,
)
DASHED = re.compile(r"[.!?]\s*-+\s*$|\s-+\s*$")
INTRODUCED_AFTER = re.compile(r"\s*(?:here\b(?! (?:is|are|and|in|we|i)\b)|speaking\b|again here\b)", re.IGNORECASE)
NAMING_AFTER = re.compile(r"\s*(?:,|\()?\s*(?:is|was) (?:my|his|her|our) (?:\w+ )?(?:name|ex|cousin|friend|mate|brother|sister|boyfriend|girlfriend|partner|husband|wife|neighbour|boss|manager|dad|mum|son|daughter|uncle|teacher|flatmate|landlord)\b", re.IGNORECASE)  # fmt: skip
LAW_AFTER = re.compile(
    r"'?s? (?:law|rule|syndrome|disease|palsy|test|witch|day|place|bar|cafe|accessories|kebab|chicken|army)\b",
    re.IGNORECASE,
)
SMALL_MODALS = frozenset(["will", "may", "can", "might", "could", "should", "would", "must", "do", "does", "did", "shall", "chase", "sue", "nan", "nana", "guy", "baby", "angel", "star", "love", "honey", "hope"])  # fmt: skip
WORD_ENDS = (
    "ly",
    "ship",
    "ist",
    "tion",
    "ness",
    "ment",
    "ing",
    "ed",
    "ism",
    "ity",
    "ers",
    "ors",
    "ful",
    "less",
    "able",
    "ous",
    "ies",
)
"""Ends that few names have: a word of the language that stands first in its sentence."""
MONTHS = frozenset(["may", "april", "june", "august"])
PERSON_CALLED = re.compile(
    r"\b(?:man|boy|girl|guy|lad|woman|someone|somebody|bloke|kid) (?:called|named)\W*$", re.IGNORECASE
)
AT_START = word_set("also_at_the_start")
MODALS = frozenset(["will", "may", "can", "might", "would"])
OWNERS_OF_ONE = frozenset(["my", "his", "her", "our", "their", "ex", "best", "step"])
SURELY_DOING = frozenset(["took", "stole", "kicked", "pushed", "robbed", "grabbed", "slapped", "raped", "stabbed", "owes", "threw", "is", "was", "has", "keeps", "said", "says", "hit", "hits", "and", "who", "hurt", "hurts", "wont", "won't", "would", "came", "comes", "did", "does", "told", "tells", "threatened", "punched"])  # fmt: skip
SENT = frozenset(
    [
        "text",
        "texts",
        "message",
        "messages",
        "call",
        "calls",
        "letter",
        "letters",
        "email",
        "emails",
        "note",
        "notes",
        "threats",
        "voicemail",
        "present",
        "money",
    ]
)
GOING = frozenset(["go", "goes", "went", "going", "gone", "come", "came", "coming", "move", "moved", "moving", "travel", "travelled", "get", "got", "fly", "flew", "drive", "drove", "trip", "way", "back", "returned", "return", "been", "train", "bus", "flight", "next", "close"])  # fmt: skip
ALSO_PLACES = frozenset(
    [
        "barry",
        "bruce",
        "carolina",
        "harold",
        "lynn",
        "skye",
        "trent",
        "dudley",
        "sydney",
        "chester",
        "lincoln",
        "stafford",
        "hayden",
        "kent",
        "heath",
        "lee",
    ]
)
