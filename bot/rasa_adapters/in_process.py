"""Custom actions in this process: no second server, no hop, no 300-second timeout."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
from typing import Any, Optional, Set

from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

logger = logging.getLogger(__name__)

_THREADS = 4
_MOST_STUCK = 32


def trust_own_answers() -> None:
    """Let Rasa take the answers of actions in this process as they are.

    It checks each against a JSON schema, and that schema against its own schema, every time: 38 of 65 ms a turn
    when profiled. rasa_sdk made the answer a moment ago in the same process. Rasa has no setting for it and no
    class to derive from (it makes its `RemoteAction` itself), so the method is replaced.
    """
    RemoteAction._validate_action_result = lambda self, result: True


class InProcessActions(EndpointConfig):
    """Answers Rasa's action requests with rasa_sdk's own executor instead of an HTTP call.

    Actions run in threads, so that one that hangs holds up its own conversation only; the channel's
    time limit then writes the fallback. A thread cannot be ended from outside: when all of them hang, new ones
    take their place, so that the actions work again as soon as the cause is gone.
    """

    def __init__(self, package: str = "actions") -> None:
        super().__init__(url=f"in-process:{package}")
        trust_own_answers()
        self.executor = ActionExecutor()
        self.executor.register_package(package)
        self._threads = _new_threads()
        self._hanging: Set[concurrent.futures.Future[Any]] = set()
        """The actions for which nobody waits any more."""

    async def request(
        self,
        method: str = "post",
        subpath: Optional[str] = None,
        content_type: Optional[str] = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Optional[Any]:
        """Run the action that the request's `json` names; the answer is what an action server would send."""
        running = self._threads.submit(self._run, kwargs["json"])
        try:
            return await asyncio.wrap_future(running)
        except asyncio.CancelledError:
            self._give_up(running)
            raise
        except ActionExecutionRejection as rejection:
            body = f'{{"action_name": "{rejection.action_name}", "error": "rejected"}}'
            raise ClientResponseError(400, "rejected", body) from rejection

    def _give_up(self, running: concurrent.futures.Future[Any]) -> None:
        """Nobody waits for this action any more. If it hangs and so do all others, go on with new threads."""
        if running.cancel() or running.done():  # it had not begun, or has just ended
            return
        self._hanging.add(running)
        running.add_done_callback(self._hanging.discard)
        if len(self._hanging) % _THREADS == 0 and len(self._hanging) <= _MOST_STUCK:
            logger.error("%s actions hang; new threads take the next ones.", len(self._hanging))
            self._threads.shutdown(wait=False)
            self._threads = _new_threads()

    def _run(self, call: dict[str, Any]) -> Optional[Any]:
        return asyncio.run(self.executor.run(call))


def _new_threads() -> concurrent.futures.ThreadPoolExecutor:
    return concurrent.futures.ThreadPoolExecutor(_THREADS, thread_name_prefix="actions")
