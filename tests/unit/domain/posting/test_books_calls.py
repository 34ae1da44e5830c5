"""When a call without an answer can be looked up: five minutes after it was last sent, whatever came before."""

from datetime import UTC, datetime, timedelta

from daybook.domain.posting.books_calls import LOOK_UP_AFTER, Intent
from daybook.domain.posting.documents import DocumentKind

SENT_AT = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
INTENT = Intent(DocumentKind.INVOICE, 1, "id", "TL-1", "figures", "bytes", SENT_AT)
LONGEST_REQUEST = timedelta(seconds=120)  # docs/quickbooks.md 2.8


def test_a_call_is_looked_up_when_no_send_of_it_can_be_under_way():
    assert INTENT.may_be_looked_up_at - SENT_AT == LOOK_UP_AFTER > 2 * LONGEST_REQUEST


def test_a_repeat_is_waited_for_like_the_first_send():
    again_at = SENT_AT + timedelta(hours=3)
    repeated = Intent(DocumentKind.INVOICE, 1, "id", "TL-1", "figures", "bytes", SENT_AT, last_sent_at=again_at)

    assert repeated.may_be_looked_up_at == again_at + LOOK_UP_AFTER
