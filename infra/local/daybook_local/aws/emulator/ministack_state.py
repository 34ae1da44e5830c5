"""Keeps the emulator's state while it runs: all services of one instant, again and again, in one file.

ministack itself writes one file per service, and only when it is asked to stop: a kill loses everything, or leaves
services of two instants beside each other, a message deleted whose work was not done. It must be the version named in
``ministack_repairs``; on an upgrade read ``_load_persisted_state``, ``_build_persistence_save_dict`` and ``save_all``
of its ``app`` and what its ``core.persistence`` makes of JSON.
"""

from __future__ import annotations

import asyncio
import copy
import importlib
import json
import logging
import threading
import time
from typing import TYPE_CHECKING, Any

from loopback_service import StateFile, UnreadableStateError

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "aws.state"
KEPT_AT = "kept-at"
"""A file beside the state: the machine's time at which what is on the disk was copied, in seconds."""
_LOG = logging.getLogger(__name__)
_EVERY_SECONDS = 0.5
# Taking a copy holds every call up, so copies take at most a tenth of the time.
_REST = 9
# A message goes when its work is done, so the queues are copied before the tables: work that is done twice does no
# harm, work that is lost does.
_FIRST = "sqs"
_MAILS = "sent mails"
_COPIED_AT = "copied at"


class KeptState:
    """The kept state of one emulator in a folder."""

    def __init__(self, folder: Path) -> None:
        """Open what is kept there, if anything is.

        Raises:
            UnreadableStateError: it is damaged, of another kind or version, or in use.
        """
        self._file = StateFile(folder / _FILE, "local AWS")
        self._kept_at = folder / KEPT_AT
        self._last: dict[str, str] = {}
        # At the end the last copy may meet one that is being written.
        self._writing = threading.Lock()
        self._app: Any = importlib.import_module("ministack.app")
        self._persistence: Any = importlib.import_module("ministack.core.persistence")

    def apply(self) -> None:
        """Let the emulator take up what is kept when it starts, and keep what it has while it runs."""
        self._app._load_persisted_state = self._begin  # noqa: SLF001
        self._app.save_all = lambda _services: self._write(self._copied())

    def _begin(self) -> None:
        """Called in the emulator's loop before it answers anything."""
        self._take_up()
        self._keeping = asyncio.get_running_loop().create_task(self._keep_on())

    def _take_up(self) -> None:
        self._last = self._file.read()
        for name, text in self._last.items():
            state = json.loads(text, object_hook=self._persistence._json_object_hook)  # noqa: SLF001
            if name == _MAILS:
                self._mails().update(state["mails"])
            else:
                module = self._app._state_map.get(name)  # noqa: SLF001
                if module is None:
                    raise UnreadableStateError(f"the local AWS has no service {name}, whose state is kept")
                self._app._get_module(module).load_persisted_state(state)  # noqa: SLF001
        self._end_deployments()

    def _end_deployments(self) -> None:
        # What was under way ended with the process: it may be deployed again.
        stacks: Any = importlib.import_module("ministack.services.cloudformation")
        for stack in stacks._stacks._data.values():  # noqa: SLF001
            if stack["StackStatus"].endswith("_IN_PROGRESS"):
                made = stack["StackStatus"].startswith("UPDATE")
                stack["StackStatus"] = "UPDATE_ROLLBACK_COMPLETE" if made else "CREATE_FAILED"

    async def _keep_on(self) -> None:
        while True:
            began = time.monotonic()
            try:
                copied = self._copied()
                held_up = time.monotonic() - began
                await asyncio.to_thread(self._write, copied)
            except Exception:  # noqa: BLE001  logged whole; a loop that died of it would keep nothing any more
                _LOG.exception("the state could not be kept; the next copy is tried")
                held_up = time.monotonic() - began
            await asyncio.sleep(max(_EVERY_SECONDS, held_up * _REST))

    def _copied(self) -> dict[str, Any]:
        """Every service as it is now: calls are answered in this loop, so none comes between."""
        services: dict[str, Any] = self._app._build_persistence_save_dict()  # noqa: SLF001
        copied_at = time.time()
        in_order = sorted(services, key=lambda name: name != _FIRST)
        copied = {name: services[name]() for name in in_order}
        copied[_MAILS] = {"mails": copy.deepcopy(self._mails())}
        return {name: state for name, state in copied.items() if state is not None} | {_COPIED_AT: copied_at}

    def _write(self, copied: dict[str, Any]) -> None:
        copied_at = copied.pop(_COPIED_AT)
        to_json = self._persistence._json_default  # noqa: SLF001
        texts = {name: json.dumps(state, default=to_json) for name, state in copied.items()}
        with self._writing:
            changed = {name: text for name, text in texts.items() if self._last.get(name) != text}
            self._file.keep(changed)
            self._last |= changed
            aside = self._kept_at.with_suffix(".new")
            aside.write_text(str(copied_at))
            aside.replace(self._kept_at)

    def _mails(self) -> Any:
        return self._app._get_module("ses")._sent_emails  # noqa: SLF001
