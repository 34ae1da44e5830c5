"""Where things are: the checkout that is deployed, and the folder for logs and what is running."""

import socket
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[4]
TEMPLATE = CHECKOUT / "template.yaml"
SAMPLES = Path(__file__).resolve().parents[1] / "samples"
DEFAULT_MERCHANT = SAMPLES / "restaurant-us"

GATEWAY_PORT = 8080
TALECH_PORT = 8081
QUICKBOOKS_PORT = 8082
HOST = "127.0.0.1"
_PORTS_TRIED = 50
_LINES_OF_A_LOG = 20


@dataclass(frozen=True, slots=True)
class WorkFolder:
    """Logs of the running parts, and the file that tells `daybook-local env` what runs."""

    root: Path = CHECKOUT / ".local"

    def log(self, part: str) -> Path:
        """The log of one part: `aws`, `talech` or `quickbooks`."""
        return self.root / "logs" / f"{part}.log"

    @property
    def running(self) -> Path:
        """The file that is there while a system is up."""
        return self.root / "running.json"


class HeldPort:
    """A port of loopback that nobody else gets between choosing and using it: something listens there meanwhile."""

    def __init__(self, first: int) -> None:
        """Hold the first free port from `first` on.

        Raises:
            OSError: fifty ports in a row are in use.
        """
        for port in ports_from(first):
            try:
                self._listener = socket.create_server((HOST, port))
            except OSError:
                continue
            self.number = port
            return
        raise ports_in_use(first)

    def release(self) -> int:
        """Let go, for the one who listens there next; the port."""
        self._listener.close()
        return self.number


def ports_from(first: int) -> range:
    """A documented port and those to try when it is taken."""
    return range(first, first + _PORTS_TRIED)


def ports_in_use(first: int) -> OSError:
    """The error when none of them is free."""
    return OSError(f"ports {first} to {first + _PORTS_TRIED - 1} of {HOST} are all in use: stop what listens there")


def tail(log: Path) -> str:
    """The last lines of a log, for an error that points at it."""
    lines = log.read_text("utf-8", errors="replace").splitlines() if log.exists() else []
    return "\n".join([f"log: {log}", *lines[-_LINES_OF_A_LOG:]])
