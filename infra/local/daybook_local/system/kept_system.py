"""A local system that is kept in a folder: whose it is, where its parts listen, and how far its story has come.

Addresses stay as they are: queues, redirect URIs and links in mails name them.
"""

import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from loopback_service import StateFile, text_of, value_of

_FILE = "system.state"
_OF, _PORTS, _STORY = "of", "ports", "story/"
# What belongs to a system that had not come up when it was killed: nothing had happened in it.
_PARTS = ("quickbooks.state", "talech.state", "aws", "clock")


class OtherStoryError(ValueError):
    """The folder keeps another system than the one asked for."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the parts listen."""

    gateway: int
    aws: int
    talech: int
    quickbooks: int


class KeptSystem:
    """One folder. `is_taken_up` where a system had come up in it before; `ports` are where its parts listen."""

    def __init__(self, folder: Path, of: Mapping[str, str]) -> None:
        """Open it; `of` says in words what runs on it, such as its merchant folder.

        Raises:
            UnreadableStateError: it is damaged, of another kind or version, or in use.
            OtherStoryError: something else runs on it.
        """
        self.folder = folder
        self._file = StateFile(folder / _FILE, "local system")
        self._parts = self._file.read()
        kept = value_of(self._parts[_OF]) if _OF in self._parts else dict(of)
        if kept != dict(of):
            self._file.close()
            raise OtherStoryError(
                f"{folder} keeps {_told(kept)}; asked for was {_told(of)}: ask for the same, or name another folder"
            )
        self.is_taken_up = self.ports is not None
        if not self.is_taken_up:
            for name in _PARTS:
                _remove(folder / name)
        self._keep(_OF, text_of(dict(of)))

    @property
    def ports(self) -> Ports | None:
        """Where the parts listened."""
        return Ports(**value_of(self._parts[_PORTS])) if _PORTS in self._parts else None

    def keep_ports(self, ports: Ports) -> None:
        """The system is up; from now on it is taken up."""
        self._keep(_PORTS, text_of(asdict(ports)))

    def step(self, name: str) -> dict[str, int] | None:
        """What a step of the story ended with, None before it ended."""
        text = self._parts.get(f"{_STORY}{name}")
        figures: dict[str, int] | None = value_of(text) if text else None
        return figures

    def keep_step(self, name: str, figures: Mapping[str, int]) -> None:
        """A step of the story is over."""
        self._keep(f"{_STORY}{name}", text_of(dict(figures)))

    def close(self) -> None:
        """Let others open it."""
        self._file.close()

    def _keep(self, name: str, text: str) -> None:
        self._file.keep({name: text})
        self._parts[name] = text


def _told(of: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in of.items())


def _remove(path: Path) -> None:
    for each in (path, *(path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-journal"))):
        if each.is_dir():
            shutil.rmtree(each)
        else:
            each.unlink(missing_ok=True)
