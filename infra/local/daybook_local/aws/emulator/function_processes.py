"""Functions of the working tree begin as copies of one process that has libraries and Daybook loaded.

A function's own process spends most of its start on importing what every function imports. Its folder, its layers
and its environment are still its own, and so is everything that it changes. A function whose layers carry their code
(`sam build`), or whose sources were edited since the first function began, begins as on AWS: from nothing. Where
Python is to look in more folders than here, the copy runs what Python would have run of them as it starts.
"""

from __future__ import annotations

import importlib
import os
import runpy
import subprocess
import sys
from multiprocessing import get_context
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from multiprocessing.context import ForkServerContext, ForkServerProcess

# What takes longest to import; a function may need more, or less.
_LOADED = (
    "botocore.auth",
    "botocore.endpoint",
    "botocore.handlers",
    "botocore.session",
    "daybook.bootstrap.functions.connecting",
    "daybook.bootstrap.functions.planning",
    "daybook.bootstrap.functions.portal",
    "daybook.bootstrap.functions.portal_api",
    "daybook.bootstrap.functions.posting",
    "daybook.bootstrap.functions.replaying",
    "daybook.bootstrap.functions.watching",
    "daybook.bootstrap.functions.webhooks",
)
_LAYERS = "_LAMBDA_LAYERS_DIRS"
# What Python reads as it starts, before anything of a function.
_PYTHON_LOOKS_IN = "PYTHONPATH"
_AT_START = "sitecustomize.py"
_IN_PLACE = "python/working-tree.sha256"
_STANDARD_STREAMS = 3


class FunctionProcesses:
    """Stands in for the module ``subprocess`` where ministack starts functions."""

    def __init__(self) -> None:
        """Start nothing yet: the process to copy comes with the first function."""
        self._context: ForkServerContext = get_context("forkserver")
        self._context.set_forkserver_preload([__name__, *_LOADED])
        self._sources: frozenset[bytes] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(subprocess, name)

    def Popen(self, command: Sequence[str], *, cwd: str, env: Mapping[str, str], **streams: Any) -> Any:  # noqa: N802
        """The process of a function, with its three streams."""
        more = _folders_before_ours(env)
        if command[0] == sys.executable and more is not None and self._are_loaded(_sources_in_place(env)):
            return CopiedProcess(self._context, command[1], cwd, env, more)
        return subprocess.Popen(command, cwd=cwd, env=env, **streams)  # noqa: S603 - ministack's own command

    def _are_loaded(self, sources: frozenset[bytes]) -> bool:
        self._sources = self._sources or sources
        return bool(sources) and sources <= self._sources


def _sources_in_place(environment: Mapping[str, str]) -> frozenset[bytes]:
    """The digests of a function's layers; none unless all of them point into the working tree."""
    folders = [Path(folder) for folder in environment.get(_LAYERS, "").split(os.pathsep) if folder]
    if not all((folder / _IN_PLACE).exists() for folder in folders):
        return frozenset()
    return frozenset((folder / _IN_PLACE).read_bytes() for folder in folders)


def _folders_before_ours(environment: Mapping[str, str]) -> tuple[str, ...] | None:
    """Where its Python looks before it looks where ours does; None if it does not look there."""
    ours, its = (
        [folder for folder in known.get(_PYTHON_LOOKS_IN, "").split(os.pathsep) if folder]
        for known in (os.environ, environment)
    )
    before = len(its) - len(ours)
    return tuple(its[:before]) if before >= 0 and its[before:] == ours else None


class CopiedProcess:
    """What ministack asks of a function's ``Popen``: its streams as text, whether it lives, its end."""

    def __init__(
        self,
        context: ForkServerContext,
        script: str,
        cwd: str,
        environment: Mapping[str, str],
        more_folders: Sequence[str] = (),
    ) -> None:
        pipes = [os.pipe() for _ in range(_STANDARD_STREAMS)]
        (its_input, ours), (output, its_output), (errors, its_errors) = pipes
        its_own = (its_input, its_output, its_errors)
        self._process: ForkServerProcess = context.Process(
            target=_become, args=(script, cwd, dict(environment), more_folders, _Streams(its_own)), daemon=True
        )
        self._process.start()
        for descriptor in its_own:
            os.close(descriptor)
        self.stdin = os.fdopen(ours, "w", buffering=1, encoding="utf-8")
        self.stdout = os.fdopen(output, encoding="utf-8")
        self.stderr = os.fdopen(errors, encoding="utf-8")

    @property
    def pid(self) -> int | None:
        """The number by which the machine knows it."""
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """How it ended; None while it lives."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """How it ended; None while it lives."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end.

        Raises:
            subprocess.TimeoutExpired: it lives on.
        """
        self._process.join(timeout)
        if (ended := self._process.exitcode) is None:
            raise subprocess.TimeoutExpired("a function", timeout or 0)
        return ended

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it."""
        self._process.kill()


class _Streams:
    """Descriptors on their way into a process that is being copied."""

    def __init__(self, descriptors: Sequence[int]) -> None:
        self._descriptors = descriptors

    def __getstate__(self) -> list[Any]:
        return [DupFd(descriptor) for descriptor in self._descriptors]

    def __setstate__(self, sent: list[Any]) -> None:
        self._descriptors = [each.detach() for each in sent]

    def become_standard(self) -> None:
        """Put them where a program expects its input, output and errors."""
        for place, descriptor in enumerate(self._descriptors):
            os.dup2(descriptor, place)
            os.close(descriptor)
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout = os.fdopen(1, "w", buffering=1, encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", closefd=False)


def _become(
    script: str, cwd: str, environment: Mapping[str, str], more_folders: Sequence[str], streams: _Streams
) -> None:
    streams.become_standard()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    importlib.invalidate_caches()
    sys.path[:0] = [str(Path(script).parent), *more_folders]
    for at_start in (Path(folder, _AT_START) for folder in more_folders):
        if at_start.exists():  # Python knows one module of this name: the first
            runpy.run_path(str(at_start))
            break
    runpy.run_path(script, run_name="__main__")
