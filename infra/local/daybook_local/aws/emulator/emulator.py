"""Starts and stops the emulator as a child process, so that nothing of it runs inside ours."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from daybook_local.aws.deployment import used_rights
from loopback_service import HOST

if TYPE_CHECKING:
    from types import TracebackType
    from typing import BinaryIO

_READY_WITHIN_SECONDS = 30.0
_STOPPED_WITHIN_SECONDS = 10.0
# One that was killed a moment ago may still be writing its last.
_FREED_WITHIN_SECONDS = 15.0
_LOG_LINES_SHOWN = 20


class EmulatorError(RuntimeError):
    """The emulator did not start. The message ends with the last lines it wrote."""


def free_port() -> int:
    """A port of the loopback interface on which no process listens now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


class Emulator:
    """A running local AWS, which enforces roles. Use it as a context manager, or call ``start`` and ``stop``."""

    def __init__(
        self,
        log_file: Path,
        *,
        port: int | None = None,
        state: Path | None = None,
        sdk_endpoint: str | None = None,
        clock: Path | None = None,
    ) -> None:
        """Prepare an emulator that writes to ``log_file`` and listens on ``port`` (any free one if None).

        ``state`` is a folder that keeps everything over restarts, ``sdk_endpoint`` sends the calls of the functions
        elsewhere first, for example through a fault proxy, which keeps what they sign: host and body.
        ``clock`` is the file of a ``SharedClock``: functions and queues follow it.
        """
        self.port = port or free_port()
        self.endpoint = f"http://{HOST}:{self.port}"
        self.log_file = log_file
        self._takes_up = state is not None
        self._options = [
            *(["--state", str(state)] if state else []),
            *(["--sdk-endpoint", sdk_endpoint] if sdk_endpoint else []),
            *(["--clock", str(clock)] if clock else []),
            *(["--rights", os.environ[used_rights.FOLDER]] if used_rights.FOLDER in os.environ else []),
        ]
        self._process: subprocess.Popen[bytes] | None = None
        self._log: BinaryIO | None = None

    def start(self) -> Self:
        """Start and wait until it answers.

        Raises:
            EmulatorError: the port is taken, the version is wrong, or it was not ready in time.
        """
        freed_until = time.monotonic() + (_FREED_WITHIN_SECONDS if self._takes_up else 0)
        while _listens(self.port) and time.monotonic() < freed_until:
            time.sleep(0.1)
        if _listens(self.port):
            raise EmulatorError(f"Port {self.port} is taken; stop what listens there, or choose another port.")
        self.log_file.parent.mkdir(parents=True, exist_ok=True)
        self._log = self.log_file.open("wb")
        module = "daybook_local.aws.emulator.emulator_process"
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            [sys.executable, "-m", module, "--port", str(self.port), "--with-parent", *self._options],
            stdin=subprocess.PIPE,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        try:
            self._wait_until_ready(self._process)
        except EmulatorError:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Stop it and every function it runs; the second call does nothing."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            try:
                process.wait(_STOPPED_WITHIN_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdin:
                process.stdin.close()
        if self._log is not None:
            self._log.close()
            self._log = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _READY_WITHIN_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise EmulatorError(f"The local AWS stopped while starting. {self._last_lines()}")
            if self._answers():
                return
            time.sleep(0.02)
        raise EmulatorError(
            f"The local AWS did not answer on {self.endpoint} within {_READY_WITHIN_SECONDS:.0f} s. "
            f"{self._last_lines()}"
        )

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=2)
        try:
            connection.request("GET", "/_ministack/health")
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()

    def _last_lines(self) -> str:
        lines = Path(self.log_file).read_text("utf-8", errors="replace").splitlines()
        return "\n".join([f"Its log, {self.log_file}, ends with:", *lines[-_LOG_LINES_SHOWN:]])
