"""Custom actions in this process answer as an action server would."""

import asyncio
import threading

import pytest

pytestmark = pytest.mark.rasa


def _call(action: str, slots: dict[str, object]) -> dict[str, object]:
    return {
        "next_action": action,
        "sender_id": "one",
        "tracker": {"sender_id": "one", "slots": slots, "latest_message": {}, "events": [], "paused": False,
                    "followup_action": None, "active_loop": {}, "latest_action_name": None},
        "domain": {},
    }  # fmt: skip


async def test_an_action_is_run_and_its_responses_come_back() -> None:
    from bot.rasa_adapters.in_process import InProcessActions

    answer = await InProcessActions().request(json=_call("action_signpost", {"age_group": "under_18"}))
    shown = [each["id"] for each in answer["responses"][0]["custom"]["services"]]
    assert "victim_support_live_chat_under_18" in shown
    assert "victim_support_live_chat_18_or_over" not in shown


async def test_every_action_of_the_domain_is_registered() -> None:
    import yaml

    from bot.rasa_adapters.in_process import InProcessActions
    from bot.settings import ROOT

    named = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["actions"]
    assert set(named) <= set(InProcessActions().executor.actions)


async def test_actions_that_hang_for_ever_do_not_keep_the_next_ones_from_running() -> None:
    from bot.rasa_adapters.in_process import InProcessActions

    let_go, actions = threading.Event(), InProcessActions()

    def hang(dispatcher: object, tracker: object, domain: object) -> None:
        let_go.wait(60)

    whole = dict(actions.executor.actions)
    actions.executor.actions = {**whole, "action_signpost": hang}
    call = _call("action_signpost", {"age_group": "under_18"})
    try:
        for _ in range(9):
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(actions.request(json=call), 0.1)
        actions.executor.actions = whole
        answer = await asyncio.wait_for(actions.request(json=call), 5)
        assert answer["responses"]  # type: ignore[index]
    finally:
        let_go.set()
