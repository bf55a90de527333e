"""The rules: from a situation to a signpost. Pure values in, pure values out; standard library only."""

from bot.signposting.decide import ShownService, Signpost, UnknownService, decide
from bot.signposting.questions import Question, questions_left, settled_harm
from bot.signposting.routing import ROUTES, Route
from bot.signposting.service import Contact, ContactKind, Service
from bot.signposting.situation import HARMS, AgeGroup, Harm, Place, Situation, Subject, situation_from, value_of
from bot.signposting.told import Told, told
from bot.signposting.wording import REPLIES, reply_to

__all__ = [
    "HARMS",
    "REPLIES",
    "ROUTES",
    "AgeGroup",
    "Contact",
    "ContactKind",
    "Harm",
    "Place",
    "Question",
    "Route",
    "Service",
    "ShownService",
    "Signpost",
    "Situation",
    "Subject",
    "Told",
    "UnknownService",
    "decide",
    "questions_left",
    "reply_to",
    "settled_harm",
    "situation_from",
    "told",
    "value_of",
]
