"""The words the grammar knows, one list for each meaning. General words only: a word joins a list for what it means.

Verbs stand in their base form; `base_form` finds them in any form. Nouns stand in the singular.
"""

from __future__ import annotations

_IRREGULAR = """
beat beaten|bite bit bitten|bleed bled|break broke broken|bring brought|burn burnt|buy bought|catch caught|choose chose chosen|
come came|cut cut|die died dying|do did done does|drive drove driven|fall fell fallen|feel felt|fight fought|find found|get got gotten|
give gave given|go went gone goes|hang hung|have had has|hear heard|hide hid hidden|hit hit|hold held|hurt hurt|keep kept|know knew known|
lean leant|leave left|let let|lie lay lain lying|light lit|lose lost|make made|pay paid|put put|read read|ring rang rung|run ran|say said|
see saw seen|sell sold|send sent|set set|shake shook shaken|shoot shot|shut shut|sit sat|sleep slept|slit slit|speak spoke spoken|
spit spat|stand stood|steal stole stolen|stick stuck|swing swung|take took taken|tear tore torn|tell told|think thought|throw threw thrown|
tie tied tying|wake woke woken|write wrote written|be is are was were been being am 's 're 'm
"""


def _forms(verb: str) -> set[str]:
    """Every regular form of the verb, "-in" for "-ing" too."""
    stems = {verb}
    if verb.endswith("e") and not verb.endswith("ee"):
        stems.add(verb[:-1])
    if len(verb) > 2 and verb[-1] in "bdgklmnprt" and verb[-2] in "aeiou":
        stems.add(verb + verb[-1])
    forms = {stem + ending for stem in stems for ending in ("ing", "in", "ed")} | {verb, verb + "s", verb + "es"}
    return forms | ({verb[:-1] + "ies", verb[:-1] + "ied"} if verb.endswith("y") else set())


def listed(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split())


HURTING = listed(
    "hit punch kick slap smack thump beat batter attack assault strangle choke throttle stab slash shoot burn bite spit shove push grab "
    "drag hurt harm kill murder rape drown smother stamp kneel pin whip bottle knife headbutt touch grope molest strip undress "
    "tie gag jump abuse bully torture bash ram pull yank fight squeeze poison spike drug kidnap snatch mug"
)
"""What one person does to another's body."""
FORCING = listed(
    "break smash bang kick hammer batter pound ram force climb bash rattle throw lob chuck pour light burn burgle rob loot swing cut "
    "wave point aim fire"
)
"""What is done to doors, windows and things, and with weapons."""
THREATENING = listed(
    "threaten blackmail scream shout yell swear bully harass intimidate stalk insult humiliate control groom follow message"
)
FOLLOWING = listed("follow chase surround corner circle stalk trail")
SHUTTING_IN = listed(
    "lock trap tie bolt chain padlock barricade wedge block hold pin shut corner handcuff imprison surround"
)
TAKING = listed(
    "take steal nick rob snatch swipe pinch burgle scam hack con trick defraud rip clone drain empty break smash damage key slash ruin cut "
    "wreck destroy vandalise scratch burn share post leak use open"
)
"""What is done to a thing somebody owns."""
COMING = listed("come return approach climb run walk enter get chase head drive")
BEING_AT = listed("be stand sit wait lurk park loiter hang lie stay hide crouch pace prowl")
SAYING = listed(
    "say tell ask text message ring call write threaten promise swear reckon warn shout scream claim announce joke"
)
THINKING = listed(
    "think plan consider imagine picture decide intend mean try go want wish need hope feel keep start begin"
)
PERCEIVING = listed("hear see watch smell film")
WISHING = listed("want wish need hope pray like love prefer long ready")
SLEEPING = listed("sleep wake")

WEAPONS = listed(
    "knife blade machete gun pistol shotgun rifle bat axe hammer acid petrol needle syringe crossbow sword pole crowbar plank screwdriver "
    "scissors shank weapon brick taser chain sledgehammer razor gunshot explosion bomb"
)
HOMES = listed(
    "door window house flat room bedroom kitchen stairs landing hall hallway garden gate porch balcony building corridor loft garage "
    "drive driveway shed roof car van lift toilet loo bathroom cubicle fence letterbox doorbell lobby yard bed wardrobe home basement cellar boot"
)
FIRE = listed("fire smoke flame gas alight fume")
BODY = listed(
    "arm leg wrist thigh skin stomach body face head neck throat hand finger foot chest eye nose mouth hair ear tooth rib back"
)
PILLS = listed("pill tablet paracetamol med medication sleeper dose overdose aspirin ibuprofen antidepressant insulin")
HEIGHTS = listed("bridge roof ledge platform cliff balcony window rail track train edge railway")
ROPES = listed("rope noose razor blade ligature bleach knife")

CHILDREN = listed(
    "son daughter kid child children baby toddler boy girl grandson granddaughter grandchild nephew niece pupil stepson stepdaughter "
    "schoolgirl schoolboy teen teenager teenage ds dd youngest eldest infant newborn"
)
PARTNERS = listed(
    "husband hubby wife wifey missus partner boyfriend girlfriend ex fiance fiancé fiancee fiancée spouse exhusband bf gf hubsand husbend"
)
KIN = listed(
    "mum mam mom mother mummy ma dad father daddy nan nana gran grandma granny grandad granddad grandmother grandfather parent aunt auntie uncle brother "
    "sister cousin stepdad stepmum stepfather stepmother stepbrother stepsister family relative bro sis brudda sibling mil fil bil sil in-law"
)
OTHERS = listed(
    "man men woman women guy bloke lad fella dude person people someone somebody anyone everyone sum1 some1 group gang crowd mob neighbour neighbor stranger "
    "friend mate bestie colleague coworker boss manager driver landlord landlady teacher customer client resident tenant patient carer nurse thug "
    "burglar robber mugger scammer stalker youth worker attacker intruder bouncer doorman bully one two three four five six guest lodger flatmate "
    "housemate roommate lady gentleman chap geezer mandem student employee employer coach pimp dealer passenger cyclist pensioner passer-by victim member staff "
    "shooter gunman soldier priest vicar imam owner fellow folk"
)
YOUNG_FRIENDS = listed("friend mate bestie cousin classmate")
FEMALE = listed(
    "she her herself daughter girl granddaughter niece stepdaughter schoolgirl dd wife wifey missus girlfriend gf fiancee mum mam mom mother mummy nan nana gran "
    "grandma granny grandmother aunt auntie sister stepmum stepmother stepsister sis woman women lady landlady mil sil"
)
MALE = listed(
    "he him himself son boy grandson nephew stepson schoolboy ds husband hubby boyfriend bf dad father daddy grandad granddad grandfather uncle brother stepdad "
    "stepfather stepbrother bro man men guy bloke lad fella dude gentleman chap geezer doorman fil bil landlord"
)
WRITER_WORDS = listed("i me my mine myself meself we us our ours ourselves ourself ive im")
READER_WORDS = listed("you your yours yourself u ur ya")
THIRD_PERSON = listed("he she him her his hers himself herself they them their themselves themself em")
NEGATORS = listed("not n't nt never no nobody none without nor hardly neither")

STORIES = listed(
    "film movie episode novel story book series netflix game minecraft fortnite gta essay homework coursework dissertation podcast documentary dream "
    "nightmare lyric song poem drama character scene plot chapter author sims roblox skyrim screenplay anime manga panto musical album quiz "
    "thesis exam lesson lecture module painting headline"
)
JOKES = listed("lol lmao haha hahaha jk joking kidding literally rofl lool 😂 🤣 💀")
LAW = listed(
    "court trial hearing statement solicitor lawyer injunction sentence bail witness claim appeal law legal legally rights entitled compensation "
    "charge tribunal inquest probation parole insurance council complaint cps refuge"
)

_VERBS = (
    HURTING | FORCING | THREATENING | FOLLOWING | SHUTTING_IN | TAKING | COMING | BEING_AT | SAYING | THINKING | PERCEIVING | WISHING
    | SLEEPING | listed(
        "cancel sort settle clear label clean delete tidy pack write line lay collect step prepare choose relapse fling exist turn hurry foam seem become look eat cry cope face continue vanish force handcuff "
        "breathe bleed faint collapse fit respond move drown starve scratch hang overdose swallow end finish slit cut jump live exist die "
        "disappear carry leave let stop miss notice happen send help hurry answer give buy save count make pay lose need know find turn do have"
    )
)  # fmt: skip
_BASE: dict[str, str] = {form: verb for verb in sorted(_VERBS) for form in _forms(verb)}
for _line in _IRREGULAR.replace("\n", "").split("|"):
    _verb, *_others = _line.split()
    _BASE.update(dict.fromkeys(_others, _verb) | {_verb: _verb})
    for _form in _forms(_verb):
        _BASE.setdefault(_form, _verb)

_NOUNS = (
    WEAPONS | HOMES | FIRE | BODY | PILLS | HEIGHTS | ROPES | CHILDREN | PARTNERS | KIN | OTHERS | STORIES | LAW | YOUNG_FRIENDS
)  # fmt: skip
_SINGULAR: dict[str, str] = {
    "knives": "knife",
    "families": "family",
    "men": "man",
    "women": "woman",
    "children": "child",
}
_SINGULAR |= {"feet": "foot", "babies": "baby", "wives": "wife", "teeth": "tooth", "bodies": "body", "ladies": "lady"}
for _noun in _NOUNS:
    _SINGULAR.setdefault(_noun + "s", _noun)
    _SINGULAR.setdefault(_noun + "es", _noun)


def base_form(word: str) -> str:
    """The verb a form belongs to: "hitting" → "hit"; a word it does not know stays as it is."""
    return _BASE.get(word, word)


def singular(word: str) -> str:
    """One of what a plural names: "knives" → "knife"; a word it does not know stays as it is."""
    return _SINGULAR.get(word, word)
