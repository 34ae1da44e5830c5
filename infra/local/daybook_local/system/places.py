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
AWS_PORT = 4566

_HOST = "127.0.0.1"
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


def port_from(first: int, taken: frozenset[int] = frozenset()) -> int:
    """The first free port of loopback from `first` on, leaving out `taken`.

    Raises:
        OSError: fifty ports in a row are in use.
    """
    for port in range(first, first + _PORTS_TRIED):
        if port not in taken and _is_free(port):
            return port
    raise OSError(f"ports {first} to {first + _PORTS_TRIED - 1} of {_HOST} are all in use: stop what listens there")


def tail(log: Path) -> str:
    """The last lines of a log, for an error that points at it."""
    lines = log.read_text("utf-8", errors="replace").splitlines() if log.exists() else []
    return "\n".join([f"log: {log}", *lines[-_LINES_OF_A_LOG:]])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # Ports of a run that ended a moment ago may be used again; those of a listener may not.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError:
            return False
    return True
