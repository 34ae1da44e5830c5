"""Whatever an answer of QuickBooks looks like, the call ends well or in a named condition: no traceback, no wrong day.

Every call of the adapter is recorded against the simulator once, then replayed with one answer altered.
"""

from dataclasses import dataclass
from functools import partial
from itertools import count

import pytest

from altered_answers import WHOLE, Recorder, Replay, alteration
from contract.quickbooks_adapter.conftest import CALLBACK
from contract.quickbooks_adapter.every_ledger.two_ledgers import Calls, Simulated
from contract.quickbooks_adapter.shop_days import NUMBER, corrected, day
from daybook.adapters.quickbooks.documents.document_writer import QuickBooksDocuments
from daybook.adapters.quickbooks.ledger import QuickBooksLedger
from daybook.adapters.quickbooks.lists.tracking import QuickBooksTracking
from daybook.domain.chart.accounts import AccountType, NewAccount
from daybook.domain.chart.references import CompanyReferences, ReferenceNeeds
from daybook.domain.errors import DaybookError
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.documents import DocumentKind
from quickbooks_simulator import QuickBooksSimulator

pytestmark = pytest.mark.loopback

EXAMPLES = 400
NEEDS = ReferenceNeeds(items={"1": "Sales"}, payment_methods=frozenset({"tender:CASH"}), customer=True)


@dataclass(frozen=True)
class Recorded:
    """One call: what it asks of a client, what was answered, and the client that asks."""

    call: object
    answers: dict
    client_over: object
    expected: object


def calls_on(books):
    """Every call that the adapter makes, by name."""
    calls = {
        "company": lambda ledger: ledger.company(),
        "chart": lambda ledger: ledger.chart_of_accounts(),
        "tax codes": lambda ledger: ledger.tax_codes(),
        "new accounts": lambda ledger: ledger.create_accounts(
            [NewAccount("POS new", AccountType.INCOME, "SalesOfProductIncome", "")]
        ),
        "references": lambda ledger: ledger.complete_references(NEEDS, CompanyReferences()),
        "items": lambda ledger: ledger.accounts_of_items(sorted(books.references.items.values())),
        "tracking": lambda ledger: (tracking := QuickBooksTracking(ledger._client)).classes() + tracking.departments(),
    }
    for kind in (DocumentKind.JOURNAL_ENTRY, DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT):
        calls[f"a day as {kind}"] = partial(life_of_a_day, books, kind)
    return calls


def life_of_a_day(books, kind, ledger):
    """Posted, found, corrected and taken out again."""
    calls, document = Numbered(ledger, books.references, kind), day(books, kind)
    posted = calls.post(document)
    found, seen = ledger.find(kind, NUMBER), calls.look_up(BooksCall(CallAction.POST, document))
    behind = ledger.accounts_behind(posted) if kind is not DocumentKind.JOURNAL_ENTRY else {}
    after = calls.amend(corrected(books, kind), posted)
    calls.remove(after)
    return posted, found, seen, behind, after


class Numbered(Calls):
    """Every send has an id of its own: a replay knows no id of an answer that the next one could follow from."""

    def __init__(self, ledger, references, kind):
        self.ledger, self.writer, self.references = ledger, QuickBooksDocuments(ledger._client), references
        self._ids = (f"{kind}-{number}" for number in count())

    def send(self, call, _request_id):
        return super().send(call, next(self._ids))


@pytest.fixture(scope="module")
def recorded():
    """Each call once against the simulator, on a company of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
        with QuickBooksSimulator(redirect_uris=[CALLBACK], throttled=False) as simulator:
            books = Simulated(simulator)
            yield [_record(call, books._connected) for call in calls_on(books).values()]


def _record(call, connected):
    recorder = Recorder()
    expected = call(QuickBooksLedger(connected.client(transport=recorder)))
    return Recorded(call, recorder.answers, lambda transport: connected.client(transport=transport), expected)


def ends(recorded, which, alter):
    """What a call comes to when one of its answers is altered: its result, or a named condition."""
    transport = Replay(recorded.answers, which, alter)
    try:
        return recorded.call(QuickBooksLedger(recorded.client_over(transport)))
    except DaybookError as named:
        return named


def test_a_replay_without_an_alteration_is_the_call_itself(recorded):
    for one in recorded:
        assert not isinstance(ends(one, 0, str), DaybookError)


@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_an_altered_answer_ends_in_a_named_condition(recorded, seed):
    one = recorded[seed % len(recorded)]
    which = seed // len(recorded) % len(one.answers)
    _, alter = alteration(seed)

    ends(one, which, alter)


@pytest.mark.parametrize("whole", WHOLE)
def test_an_answer_that_is_something_else_as_a_whole_is_no_success(recorded, whole):
    for one in recorded:
        for which in range(len(one.answers)):
            assert isinstance(ends(one, which, WHOLE[whole]), DaybookError), (one.call, which)
