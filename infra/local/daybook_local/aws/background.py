"""A thread that does one thing again and again until it is told to stop."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

_LOG = logging.getLogger(__name__)


class BackgroundLoop:
    """Calls ``step`` every ``every`` seconds. A step that raises is logged with its traceback; the next one runs."""

    def __init__(self, name: str, step: Callable[[], object], *, every: float) -> None:
        self._name = name
        self._step = step
        self._every = every
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> Self:
        """Start; the first step runs at once."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop after the step that is running."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._step()
            except Exception:  # noqa: BLE001  logged whole; a loop that died of it would hide every later step
                _LOG.exception("%s: a step failed", self._name)
            self._stopping.wait(self._every)
