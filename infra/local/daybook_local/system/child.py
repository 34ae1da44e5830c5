"""A part of the system in a process of its own: it says when it is ready, and ends when we do."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from daybook_local.system.places import tail

_READY_WITHIN_SECONDS = 60.0
_STOPPED_WITHIN_SECONDS = 5.0


class StartupError(RuntimeError):
    """A part of the local system did not start; the text ends with the path and the tail of its log."""


class Child:
    """A module of ours running as `python -m`. `start` returns at once; `ready` waits for its first line, JSON.

    `environment` is what it has beside ours.
    """

    def __init__(
        self, name: str, module: str, arguments: Sequence[str], log: Path, *, environment: Mapping[str, str]
    ) -> None:
        self._name = name
        self._command = [sys.executable, "-m", module, *arguments]
        self._log = log
        self._environment = environment
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it; its errors go to the log."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("wb") as log:
            # Standard input is the string that ties it to us: when we go, however we go, it reads end of file.
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, **self._environment},
            )

    def ready(self) -> dict[str, Any]:
        """What it says of itself once it serves.

        Raises:
            StartupError: it ended, or said nothing in time.
        """
        process = self._process
        if process is None or process.stdout is None:
            raise StartupError(f"{self._name} was not started")
        line = _first_line(process.stdout)
        if not line:
            raise StartupError(f"{self._name} did not start.\n{tail(self._log)}")
        told: dict[str, Any] = json.loads(line)
        return told

    def stop(self) -> None:
        """End it; the second call does nothing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_STOPPED_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


def _first_line(stream: IO[str]) -> str:
    """The first line of a pipe, empty when none comes in time."""
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.append(stream.readline()), daemon=True)
    reader.start()
    reader.join(_READY_WITHIN_SECONDS)
    return lines[0] if lines else ""
