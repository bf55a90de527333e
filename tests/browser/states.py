"""Every state of the widget that has a picture: what it is called, what the picture shows, how one gets there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable

from playwright.sync_api import expect

from bot.channel.problems import Problem
from bot.signposting import AgeGroup, Harm, Situation
from tests.browser.chat import Chat
from tests.browser.replies import out_of_service, said, signposted
from tests.browser.stub import Behaviour, Stub

ENOUGH = 3600.0
"""Seconds of delay: longer than all pictures take."""

ADULT, CHILD = AgeGroup.EIGHTEEN_OR_OVER, AgeGroup.UNDER_18


@dataclass(frozen=True)
class Scene:
    """A page in front of the stub."""

    chat: Chat
    stub: Stub

    def open(self, demo: str = "council") -> Chat:
        """A demo page, with the chat not yet begun."""
        self.stub.next.clear()
        return self.chat.open(f"{self.stub.base}/demo/{demo}")

    def begin(self, demo: str = "council") -> Chat:
        """The greeting is there."""
        chat = self.open(demo)
        self.replies(said("restart"))
        return chat.start()

    def replies(self, *messages: Any) -> None:
        """What the bot answers next."""
        self.stub.next.append(Behaviour(messages=list(messages)))

    def fails(self, behaviour: Behaviour, words: str = "someone followed me home") -> None:
        """A message meets a bot that behaves like this."""
        chat = self.begin()
        self.stub.next.append(behaviour)
        chat.say(words)


@dataclass(frozen=True)
class State:
    """One state; `looks` are the special looks it is also pictured in."""

    name: str
    caption: str
    reach: Callable[[Scene], Any]
    looks: tuple[str, ...] = ()
    scripts: bool = True


def _opened(title: str) -> Callable[[Scene], None]:
    return lambda scene: scene.open().page.get_by_text(title, exact=True).click()


def _ask_age(
    scene: Scene, demo: str = "council", words: str = "my boyfriend goes through my phone and grabbed me"
) -> Chat:
    chat = scene.begin(demo)
    scene.replies(said("ask_age_group"))
    return chat.say(words)


def _shown(scene: Scene, harm: Harm, age: AgeGroup, words: str, demo: str = "council") -> Chat:
    chat = _ask_age(scene, demo, words)
    scene.replies(signposted(Situation(age_group=age, harm=harm)))
    return chat.choose("18 or over" if age is ADULT else "Under 18")


def _not_what_i_meant(scene: Scene) -> None:
    chat = _shown(scene, Harm.ACQUISITIVE_CRIME, ADULT, "someone took my bag")
    scene.replies(said("harm_menu"))
    chat.choose("That is not what I meant")


def _danger(scene: Scene) -> None:
    chat = scene.begin()
    scene.replies(said("danger_now"), said("ask_age_group", danger_now=True))
    chat.say("he is banging on the door")


def _self_harm(scene: Scene) -> None:
    chat = scene.begin()
    scene.replies(said("self_harm"), said("ask_age_group", self_harm=True))
    chat.say("i do not want to be here any more")


def _aside(scene: Scene) -> None:
    chat = scene.begin()
    scene.replies(said("confidential"), said("ask_harm"))
    chat.say("will anyone find out if i talk to you")


def _change(scene: Scene) -> None:
    chat = _ask_age(scene)
    scene.replies(said("why"))
    chat.choose("I would rather not say")
    chat.page.get_by_role("button", name="Change my answer").scroll_into_view_if_needed()


def _changing(scene: Scene) -> None:
    _change(scene)
    scene.chat.page.get_by_role("button", name="Change my answer").click()


def _waiting(milliseconds: int, seen: str) -> Callable[[Scene], None]:
    def reach(scene: Scene) -> None:
        clock = (
            scene.chat.page.clock
        )  # the page's clock stands still, so that the picture is the same on a slow machine
        clock.install()
        chat = scene.begin()
        scene.stub.next.append(Behaviour(delay=ENOUGH))
        chat.box.fill("someone took my bag")
        chat.box.press("Enter")
        clock.run_for(milliseconds)
        expect(chat.page.get_by_text(seen).first).to_be_visible()

    return reach


def _unreachable_at_once(scene: Scene) -> None:
    chat = scene.open()
    scene.stub.next.append(Behaviour(drops=True))
    chat.page.get_by_role("button", name="Start the chat").click()
    expect(chat.log.locator(".notice")).to_be_visible()


def _offline(scene: Scene) -> None:
    chat = scene.begin()
    chat.page.context.set_offline(True)
    expect(chat.log.locator(".notice")).to_be_visible()


def _forgotten(scene: Scene) -> None:
    chat = _ask_age(scene)
    chat.page.get_by_role("button", name="Forget this chat").click()
    expect(chat.log.get_by_role("button", name="Start a new chat")).to_be_visible()


def _not_forgotten(scene: Scene) -> None:
    chat = _ask_age(scene)
    scene.stub.next.append(Behaviour(status=503, problem=out_of_service()))
    chat.page.get_by_role("button", name="Forget this chat").click()
    expect(chat.log.locator(".notice")).to_be_visible()


def _too_long(scene: Scene) -> None:
    chat = scene.begin()
    chat.box.fill(("It went on for weeks. " * 100)[:2040].strip())
    chat.box.press("Enter")


def _launcher_open(scene: Scene) -> None:
    chat = scene.chat
    scene.stub.next.clear()
    chat.page.goto(f"{scene.stub.base}/demo/launcher")
    chat.page.get_by_role("button", name="Find who can help").click()


def _launcher_chat(scene: Scene) -> None:
    _launcher_open(scene)
    scene.replies(said("restart"))
    scene.chat.start()
    scene.replies(said("ask_age_group"))
    scene.chat.say("someone put something in my drink")


def _page(name: str, last: bool = False) -> Callable[[Scene], None]:
    def reach(scene: Scene) -> None:
        scene.chat.page.goto(f"{scene.stub.base}/demo/{name}")
        scene.chat.page.wait_for_load_state("networkidle")  # texts of the site's own may come late
        if last:
            scene.chat.host.last.scroll_into_view_if_needed()

    return reach


def _in_arabic(scene: Scene) -> None:
    page = scene.chat.page
    page.goto(f"{scene.stub.base}/demo/rtl")
    scene.replies(said("restart"))
    page.get_by_role("button", name="ابدأ الدردشة").click()
    expect(scene.chat.log.locator(".guide")).to_be_visible()
    scene.replies(signposted(Situation(age_group=ADULT, harm=Harm.ACQUISITIVE_CRIME)))
    page.get_by_label("رسالتك").fill("someone took my bag")
    page.keyboard.press("Enter")
    expect(scene.chat.log.locator(".services")).to_be_visible()


def _end_of_cards(scene: Scene) -> None:
    chat = _shown(scene, Harm.DOMESTIC_ABUSE, CHILD, "my dad hits me")
    chat.page.get_by_role("button", name="That is not what I meant").scroll_into_view_if_needed()


ENDED = Behaviour(status=401, problem=Problem("no_token").body())
DOWN = Behaviour(status=503, problem=out_of_service(), headers={"Retry-After": "5"})
BUSY = Behaviour(status=429, problem=Problem("too_many").body(), headers={"Retry-After": "12"})
EVERY_LOOK = ("dark", "forced")

GROUPS: dict[str, tuple[State, ...]] = {
    "Before the chat": (
        State("intro", "What the chat is, before anything is asked", lambda scene: scene.open(), EVERY_LOOK),
        State("intro-exit", "What leaving hides, and what it does not", _opened("If someone may look at this screen")),
        State("intro-kept", "What is kept, and who can see it", _opened("What is kept, and who can see it")),
        State("no-script", "Without JavaScript: the lines, the exit link and a way to the same help", _page("council"), scripts=False),
    ),
    "The conversation": (
        State("greeting", "The greeting", lambda scene: scene.begin(), EVERY_LOOK),
        State("question", "A question with choices; writing is always possible too", _ask_age, EVERY_LOOK),
        State("cards-under-18", "Under 18: who can help after abuse at home", lambda scene: _shown(scene, Harm.DOMESTIC_ABUSE, CHILD, "my dad hits me")),
        State("cards-under-18-end", "The same, scrolled to its end", _end_of_cards),
        State("cards-adult", "18 or over: who can help after abuse at home", lambda scene: _shown(scene, Harm.DOMESTIC_ABUSE, ADULT, "my husband will not let me see anyone"), (*EVERY_LOOK, "zoomed")),
        State("nuisance", "18 or over: noise and nuisance", lambda scene: _shown(scene, Harm.ANTI_SOCIAL_BEHAVIOUR, ADULT, "the flat above plays music all night")),
        State("danger", "Danger now: 999 before anything else", _danger, (*EVERY_LOOK, "zoomed")),
        State("self-harm", "Thoughts of suicide: people to talk to, day and night", _self_harm),
        State("answer", "A question of the person’s own is answered", _aside),
        State("change", "After a choice: “Change my answer”", _change),
        State("changing", "“Change my answer” pressed: the choices are back", _changing),
        State("menu", "“That is not what I meant” pressed", _not_what_i_meant),
        State("typing", "The guide is writing", _waiting(1_000, "The guide is writing")),
        State("forgotten", "“Forget this chat” pressed", _forgotten),
    ),
    "When something goes wrong": (
        State("slow", "A reply is slow in coming: the lines are shown after two and a half seconds", _waiting(3_000, "This is taking longer")),
        State("down", "The bot is not working: the lines at once, and a way to try again", lambda scene: scene.fails(DOWN), EVERY_LOOK),
        State("unreachable", "The bot cannot be reached from the first moment", _unreachable_at_once),
        State("offline", "The device is offline", _offline),
        State("busy", "Too many messages at once", lambda scene: scene.fails(BUSY)),
        State("ended", "The chat has ended, because nothing was written for a while", lambda scene: scene.fails(ENDED)),
        State("not-forgotten", "The server could not delete the chat yet", _not_forgotten),
        State("too-long", "A message is too long: nothing is lost, and how much too long it is stands above the box", _too_long),
    ),
    "On a page": (
        State("page-council", "A council’s page", _page("council"), ("dark",)),
        State("page-inline", "In a narrow column beside the text", _page("inline")),
        State("inline-cards", "In a narrow column: services", lambda scene: _shown(scene, Harm.ANTI_SOCIAL_BEHAVIOUR, ADULT, "they shout at me", "inline")),
        State("page-launcher", "Behind a button, closed", _page("launcher")),
        State("launcher-open", "Behind a button, open", _launcher_open),
        State("launcher-chat", "Behind a button, in a conversation", _launcher_chat, ("dark",)),
        State("page-hostile", "A page whose styles fight the chat", _page("hostile")),
        State("hostile-cards", "The same page: services", lambda scene: _shown(scene, Harm.ACQUISITIVE_CRIME, ADULT, "someone took my bag", "hostile")),
        State("page-strict", "A page with a strict security policy", _page("strict")),
        State("page-dark", "A page that is always dark", _page("dark")),
        State("page-rtl", "A page in Arabic, from right to left", _page("rtl")),
        State("rtl-cards", "In Arabic: services; the bot itself answers in English", _in_arabic),
        State("page-own-colours", "The colours of the site", _page("own-colours"), ("dark",)),
        State("colours-refused", "Colours that nobody could read: the chat keeps its own", _page("own-colours", last=True)),
        State("page-gallery", "The list of all demonstrations", _page("gallery")),
    ),
}  # fmt: skip


def every_state() -> list[State]:
    """All states, in their order."""
    return [state for states in GROUPS.values() for state in states]
