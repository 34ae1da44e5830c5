"""`requestid`: the second call with an id gets the stored answer of the first (docs/quickbooks.md 2.3)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from quickbooks_simulator.faults.refusals import refusal

_LONGEST = 50


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer of the application layer, ready to be sent again."""

    status: int
    content: bytes
    stored_at: datetime


@dataclass(slots=True)
class ReplayStore:
    """Answers by company and request id. How long Intuit keeps them is unknown: `retention` None means for ever.

    `unkept` names those that came since the last were written to disk.
    """

    retention: timedelta | None = None
    answers: dict[tuple[str, str], StoredAnswer] = field(default_factory=dict)
    unkept: dict[tuple[str, str], None] = field(default_factory=dict)

    def find(self, realm: str, request_id: str, now: datetime) -> StoredAnswer | None:
        """The stored answer, whatever body comes with the repeated id."""
        answer = self.answers.get((realm, request_id))
        if answer is None or (self.retention is not None and now - answer.stored_at > self.retention):
            return None
        return answer

    def keep(self, realm: str, request_id: str, answer: StoredAnswer) -> None:
        """Store the answer to a first call."""
        self.answers[realm, request_id] = answer
        self.unkept[realm, request_id] = None


def check_request_id(request_id: str) -> None:
    """Refuse an id that is too long or empty (2130)."""
    if not 1 <= len(request_id) <= _LONGEST:
        raise refusal("2130", f"requestid has {len(request_id)} characters, 1 to {_LONGEST} are supported", "requestid")
