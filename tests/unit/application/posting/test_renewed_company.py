"""What a day needs and a person changed is made or read anew when the day meets it, and never because of a notice."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from daybook.application.posting.reading.references import prepare_references
from daybook.domain.company.changes import LISTED, REFERENCED, CompanyEntity
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncCause, SyncState
from fakes.quickbooks.ledger import COMPANY
from unit.application.posting.tries import another_sale, post

ITEM, ACCOUNT = CompanyEntity.ITEM, CompanyEntity.ACCOUNT


@pytest.fixture
def receipts(connections, connection):
    connections.save_connection(replace(connection, document_kind=DocumentKind.SALES_RECEIPT))


def refused(details=()):
    return NeedsAttentionError(HoldReason.ACCOUNT_UNUSABLE, "an item was made inactive", details=details)


class Renumbering:
    """A company where everything that is asked for gets a new id, because the old one cannot be used."""

    def __init__(self, ledger):
        self._ledger = ledger
        self.asked = []
        self._ids = count(1)

    def __getattr__(self, name):
        return getattr(self._ledger, name)

    def complete_references(self, needs, known):
        self.asked.append(needs)
        completed = self._ledger.complete_references(needs, known)
        made = {account: f"item {next(self._ids)}" for account in needs.items}
        methods = {name: f"method {next(self._ids)}" for name in needs.payment_methods}
        return replace(
            completed,
            items={**completed.items, **made},
            payment_methods={**completed.payment_methods, **methods},
        )


@pytest.fixture
def renumbering(ledger, ports):
    company = Renumbering(ledger)
    return company, ports.but(ledger_of=lambda _: company)


@pytest.mark.usefixtures("receipts")
def test_an_item_that_was_changed_and_is_refused_is_made_anew_in_the_same_try(
    day, renumbering, ledger, watch, connections, notices, sales, activity
):
    company, ports = renumbering
    first = post(day, ports).document
    item = connections.references("m_1").items["1"]
    notices(ITEM, item)
    company.asked.clear()
    another_sale(sales, day, activity)
    ledger.fail_next(refused())

    outcome = post(day, ports)

    assert (outcome.state, outcome.document.id) == (SyncState.POSTED, first.id)
    assert ledger.effect == {"1": -1500, "2": -130, "3": 1630}
    assert [dict(needs.items) for needs in company.asked] == [{"1": "1"}]
    assert connections.references("m_1").items["1"] not in ("", item)
    assert watch.changes("m_1").changed(REFERENCED) == ()
    # The refused call has spent its request id: QuickBooks may replay its refusal to it.
    assert len({request_id for request_id, _ in ledger.sends.sent}) == len(ledger.sends.sent) == 3


@pytest.mark.usefixtures("receipts")
def test_what_nobody_changed_is_not_made_anew_when_an_account_is_refused(day, renumbering, ledger, sales, activity):
    company, ports = renumbering
    post(day, ports)
    company.asked.clear()
    another_sale(sales, day, activity)
    ledger.fail_next(refused())

    outcome = post(day, ports)

    assert outcome.reason is HoldReason.ACCOUNT_UNUSABLE
    assert company.asked == []


@pytest.mark.usefixtures("receipts")
def test_a_day_is_held_when_what_was_changed_is_not_what_is_wrong(
    day, ports, ledger, connections, notices, sales, activity
):
    """The item is found as it was, so the refusal is about something else, and a person has to look."""
    post(day, ports)
    notices(ITEM, connections.references("m_1").items["1"])
    another_sale(sales, day, activity)
    ledger.fail_next(refused())

    outcome = post(day, ports)

    assert outcome.reason is HoldReason.ACCOUNT_UNUSABLE


def test_an_invoice_that_stands_in_part_is_finished_in_the_same_try_and_not_doubled(
    day, ports, ledger, connections, connection, notices, mapping
):
    connections.save_connection(replace(connection, document_kind=DocumentKind.INVOICE))
    prepare_references(DocumentKind.INVOICE, mapping, ledger, connections, "m_1")
    known = connections.references("m_1")
    notices(CompanyEntity.PAYMENT_METHOD, known.payment_methods["CASH"])
    ledger.fail_payments(refused())
    company = Renumbering(ledger)
    ports = ports.but(ledger_of=lambda _: company)

    outcome = post(day, ports)

    assert (len(company.asked), ledger.calls.count("post"), ledger.calls.count("pay")) == (1, 1, 2)
    assert outcome.state is SyncState.POSTED
    assert len(ledger.documents) == 1


@pytest.mark.usefixtures("receipts")
def test_a_normal_day_after_a_notice_costs_no_read_and_makes_nothing(day, ports, ledger, connections, notices):
    other = replace(day, business_date=day.business_date - timedelta(days=7))
    post(day, ports)
    references = connections.references("m_1")
    for entity, entry_id in ((ITEM, references.items["1"]), (ACCOUNT, "1"), (CompanyEntity.PREFERENCES, "1")):
        notices(entity, entry_id)
    ledger.calls.clear()

    assert post(day, ports).state is SyncState.POSTED
    assert post(other, ports).state is SyncState.EMPTY
    assert ledger.calls == []


# Books that were closed, as far as we know


def corrected(day, ports, sales, activity):
    another_sale(sales, day, activity)
    return post(day, ports)


def test_a_period_that_the_accountant_reopened_is_open_for_us_too(
    day, ports, ledger, sales, activity, connections, notices, watch, connection
):
    post(day, ports)
    connections.save_connection(replace(connection, company=replace(COMPANY, book_close_date=day.business_date)))
    notices(CompanyEntity.PREFERENCES, "1")
    ledger.calls.clear()

    outcome = corrected(day, ports, sales, activity)

    assert outcome.state is SyncState.POSTED
    assert ledger.calls == ["company", "amend"]
    assert connections.connection("m_1").company.book_close_date is None
    # Lists that follow from the settings are still to be read; the settings themselves are not.
    assert [entry.entity for entry in watch.changes("m_1").changed(LISTED)] == [CompanyEntity.CLASS]


def test_a_person_who_asks_for_a_day_is_not_told_of_a_closing_that_has_ended(
    day, ports, ledger, sales, activity, connections, connection
):
    """The books were reopened and no notice came: the day was not held for it before, so nothing had looked."""
    post(day, ports)
    connections.save_connection(replace(connection, company=replace(COMPANY, book_close_date=day.business_date)))
    another_sale(sales, day, activity)
    ledger.calls.clear()

    outcome = post(day, ports, SyncCause.RESYNC)

    assert outcome.state is SyncState.POSTED
    assert ledger.calls == ["company", "amend"]


@pytest.mark.parametrize("is_known", [True, False])
def test_a_period_that_stays_closed_is_asked_about_once(
    is_known, day, ports, ledger, sales, activity, connections, connection, notices
):
    """What is read for the notice serves the delta, and what is read for the delta serves the notice."""
    post(day, ports)
    ledger.close_books(day.business_date)
    company = replace(COMPANY, book_close_date=day.business_date)
    told = company if is_known else COMPANY
    connections.save_connection(replace(connection, company=told, closed_books_policy=ClosedBooksPolicy.DELTA))
    ledger.stored_company = company
    notices(CompanyEntity.PREFERENCES, "1")
    ledger.calls.clear()

    outcome = corrected(day, ports, sales, activity)
    post(day, ports)

    assert len(outcome.deltas) == 1
    assert ledger.calls.count("company") == 1


def test_a_closed_period_is_believed_while_nobody_changed_the_settings(
    day, ports, ledger, sales, activity, connections, connection
):
    post(day, ports)
    connections.save_connection(replace(connection, company=replace(COMPANY, book_close_date=day.business_date)))
    ledger.calls.clear()

    outcome = corrected(day, ports, sales, activity)

    assert outcome.reason is HoldReason.CLOSED_PERIOD
    assert ledger.calls == []


@pytest.mark.parametrize("closed_through", [None, date(2026, 11, 22)])
def test_settings_that_changed_cost_nothing_where_no_period_is_in_the_way(
    day, ports, ledger, sales, activity, notices, connections, connection, closed_through
):
    post(day, ports)
    connections.save_connection(replace(connection, company=replace(COMPANY, book_close_date=closed_through)))
    notices(CompanyEntity.PREFERENCES, "1")
    ledger.calls.clear()

    assert corrected(day, ports, sales, activity).state is SyncState.POSTED
    assert ledger.calls == ["amend"]
