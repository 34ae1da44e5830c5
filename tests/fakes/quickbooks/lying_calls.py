"""A company whose answers say something else than what was sent: wraps the calls of a ledger."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from daybook.application.ports import PreparedCall
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.posted_documents import PostedDocument
from fakes.quickbooks.ledger import FakeLedger

Lie = Callable[[PostedDocument | None], Exception]


@dataclass
class LyingCall:
    """Carries a call out, then raises what a test makes of the answer."""

    honest: PreparedCall
    lie: Lie

    @property
    def payload_hash(self) -> str:
        return self.honest.payload_hash

    @property
    def answers_within(self) -> timedelta:
        return self.honest.answers_within

    def send(self, request_id: str) -> PostedDocument:
        raise self.lie(self.honest.send(request_id))


def lie_about(
    monkeypatch: pytest.MonkeyPatch,
    ledger: FakeLedger,
    action: CallAction,
    lie: Lie,
    *,
    times: int = 99,
) -> None:
    """From now on the answer to every call of an action is what `lie` makes of what was stored; `times` at most."""
    honest, left = ledger.prepare, [times]

    def prepare(call: BooksCall, references: CompanyReferences) -> PreparedCall:
        ready = honest(call, references)
        if call.action is not action or not left[0]:
            return ready
        left[0] -= 1
        return LyingCall(ready, lie)

    monkeypatch.setattr(ledger, "prepare", prepare)
