"""A company whose answers say something else than what was sent: wraps the calls of a ledger."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.posted_documents import PostedDocument


@dataclass
class LyingCall:
    """Carries a call out, then raises what a test makes of the answer."""

    honest: Any
    lie: Callable[[PostedDocument], Exception]

    @property
    def payload_hash(self):
        return self.honest.payload_hash

    @property
    def answers_within(self):
        return self.honest.answers_within

    def send(self, request_id):
        raise self.lie(self.honest.send(request_id))


def lie_about(monkeypatch, ledger, action: CallAction, lie: Callable[[PostedDocument], Exception], *, times: int = 99):
    """From now on the answer to every call of an action is what `lie` makes of what was stored; `times` at most."""
    honest, left = ledger.prepare, [times]

    def prepare(call: BooksCall, references):
        ready = honest(call, references)
        if call.action is not action or not left[0]:
            return ready
        left[0] -= 1
        return LyingCall(ready, lie)

    monkeypatch.setattr(ledger, "prepare", prepare)
