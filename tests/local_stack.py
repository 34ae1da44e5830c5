"""Building blocks for session fixtures that need the local AWS: start it, deploy a template, clean everything up.

    @pytest.fixture(scope="session")
    def stack(tmp_path_factory):
        with running_stack(tmp_path_factory.mktemp("stack"), TEMPLATE, parameters={...}) as stack:
            yield stack

A test that uses such a fixture carries ``@pytest.mark.loopback`` or ``stack``.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import pytest_socket

from daybook_local.aws.clients import LocalAws
from daybook_local.aws.deployment.artifacts import LayerSource
from daybook_local.aws.deployment.deployment import Deployment, deploy
from daybook_local.aws.emulator.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

T = TypeVar("T")
LOOPBACK = ["127.0.0.1", "localhost", "::1"]


@dataclass(frozen=True)
class Stack:
    """A deployed template."""

    aws: LocalAws
    deployment: Deployment

    @property
    def endpoint(self) -> str:
        return self.aws.endpoint

    @property
    def outputs(self) -> dict[str, str]:
        return self.deployment.outputs


@contextlib.contextmanager
def running_aws(folder: Path) -> Iterator[LocalAws]:
    """An empty local AWS whose log is ``folder / "emulator.log"``."""
    # A session fixture is set up before the marks of its first test have opened the sockets.
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(LOOPBACK, allow_unix_socket=True)
    with Emulator(folder / "emulator.log") as emulator, contextlib.closing(LocalAws(emulator.endpoint)) as aws:
        yield aws


@contextlib.contextmanager
def running_stack(
    folder: Path,
    template: Path,
    *,
    parameters: Mapping[str, str] | None = None,
    layers: LayerSource = LayerSource.WORKING_TREE,
) -> Iterator[Stack]:
    """A local AWS with ``template`` deployed on it."""
    with running_aws(folder) as aws:
        yield Stack(aws, deploy(aws, template, parameters=parameters, layers=layers))


def eventually(read: Callable[[], T], *, within: float = 10.0) -> T:
    """The first true value that ``read`` gives; its last value when there was none in time (seconds)."""
    deadline = time.monotonic() + within
    while not (value := read()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return value
