"""What the simulated QuickBooks tells its webhook is what we read there: signature, kinds, ids, companies."""

import http.server
import queue
import threading
from datetime import UTC, datetime, timedelta

import pytest

from contract.quickbooks_adapter.conftest import entry
from daybook.adapters.quickbooks.webhook_events import is_signed, read_body
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.changes import ChangeVerb, CompanyEntity
from daybook.domain.posting.books_calls import BooksCall, CallAction

pytestmark = pytest.mark.loopback

TOKEN = "a verifier token"
ENTRY = CompanyEntity.JOURNAL_ENTRY


class _Receiver(http.server.BaseHTTPRequestHandler):
    received: queue.Queue

    def do_POST(self):
        raw = self.rfile.read(int(self.headers["content-length"]))
        self.received.put((raw, self.headers["intuit-signature"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def told(books):
    """`told(number)`: the next so many changes that arrive at the webhook, every body checked and read."""

    class Receiver(_Receiver):
        received = queue.Queue()

    with http.server.HTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        webhooks = books.simulator.state.webhooks
        webhooks.url, webhooks.verifier_token = f"http://127.0.0.1:{server.server_port}/hook", TOKEN

        class Read:
            bodies = 0

            def __call__(self, number):
                notices = []
                while len(notices) < number:
                    raw, signature = Receiver.received.get(timeout=5)
                    assert is_signed(raw, signature, TOKEN)
                    assert not is_signed(raw, signature, "another token")
                    body = read_body(raw, datetime.now(UTC))
                    assert body.unreadable == ()
                    notices += body.notices
                    self.bodies += 1
                return notices

        yield Read()
        webhooks.url = None
        server.shutdown()
        thread.join()


def sent(books, call, request_id):
    return books.writer().prepare(call, CompanyReferences()).send(request_id)


def seen(notices):
    return [(notice.entity, notice.id, notice.verb) for notice in notices]


def test_the_life_of_an_entry_of_ours_is_told_from_the_first_write_to_its_removal(books, told):
    posted = sent(books, BooksCall(CallAction.POST, entry(books)), "request-1")
    amended = sent(books, BooksCall(CallAction.AMEND, entry(books, minor=20000), posted), "request-2")
    sent(books, BooksCall(CallAction.REMOVE, None, amended), "request-3")

    notices = told(3)

    assert seen(notices) == [
        (ENTRY, posted.id, ChangeVerb.CREATED),
        (ENTRY, posted.id, ChangeVerb.UPDATED),
        (ENTRY, posted.id, ChangeVerb.DELETED),
    ]
    assert {notice.realm_id for notice in notices} == {books.company.realm}
    assert len({notice.notice_id for notice in notices}) == 3


def test_an_instant_is_that_of_the_change_by_quickbooks_clock(books, told):
    books.simulator.clock.advance(timedelta(days=2))

    sent(books, BooksCall(CallAction.POST, entry(books)), "request-1")

    (notice,) = told(1)
    assert abs(notice.at - books.simulator.clock.now()) < timedelta(minutes=1)


def test_what_a_person_does_on_the_screens_is_told_with_its_kind(books, told):
    """Renaming an account, closing the books, switching a setting."""
    cash, state = books.account("Chequing"), books.simulator.state
    with state.lock:
        state.webhooks.notify(books.company.realm, "Account", cash, "update")
        state.webhooks.notify(books.company.realm, "PaymentMethod", "3", "delete")
        state.webhooks.notify(books.company.realm, "Preferences", "1", "update")

    assert seen(told(3)) == [
        (CompanyEntity.ACCOUNT, cash, ChangeVerb.UPDATED),
        (CompanyEntity.PAYMENT_METHOD, "3", ChangeVerb.DELETED),
        (CompanyEntity.PREFERENCES, "1", ChangeVerb.UPDATED),
    ]


def test_changes_of_one_moment_travel_in_one_body(books, told):
    with books.simulator.state.lock:
        for number in range(7):
            books.simulator.state.webhooks.notify(books.company.realm, "Item", str(number), "update")

    assert len(told(7)) == 7
    assert told.bodies == 1
