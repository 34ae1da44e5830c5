"""Where things are: the checkout that is deployed, and the folder for logs and what is running."""

from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[4]
TEMPLATE = CHECKOUT / "template.yaml"
SAMPLES = Path(__file__).resolve().parents[1] / "samples"
DEFAULT_MERCHANT = SAMPLES / "restaurant-us"

GATEWAY_PORT = 8080
TALECH_PORT = 8081
QUICKBOOKS_PORT = 8082
_LINES_OF_A_LOG = 20


@dataclass(frozen=True, slots=True)
class WorkFolder:
    """Logs of the running parts, and the file that tells `daybook-local env` what runs."""

    root: Path = CHECKOUT / ".local"
    state: Path | None = None
    """Where everything is kept, so that it outlives a stop or a kill; None keeps it in memory."""

    def log(self, part: str) -> Path:
        """The log of one part: `aws`, `talech` or `quickbooks`."""
        return self.root / "logs" / f"{part}.log"

    @property
    def clock(self) -> Path:
        """The file by which every process of the system knows what time it is."""
        return (self.state or self.root) / "clock"

    @property
    def aws_state(self) -> Path | None:
        """The folder in which the local AWS is kept, if anything is."""
        return self.state / "aws" if self.state else None

    @property
    def running(self) -> Path:
        """The file that is there while a system is up."""
        return self.root / "running.json"


def tail(log: Path) -> str:
    """The last lines of a log, for an error that points at it."""
    lines = log.read_text("utf-8", errors="replace").splitlines() if log.exists() else []
    return "\n".join([f"log: {log}", *lines[-_LINES_OF_A_LOG:]])
