"""Items, payment methods and customer of sales forms: made at once when the kind is chosen, not by racing workers."""

from dataclasses import replace

import pytest

from daybook.application.mapping.choose_posting import choose_first_posting
from daybook.application.posting.post_location_day import post_location_day
from daybook.application.posting.reading.references import prepare_references
from daybook.domain.company.connection import LocationMode
from daybook.domain.errors import RetriableError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncCause, SyncRequest, SyncState

INVOICE, RECEIPT, JOURNAL = DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT, DocumentKind.JOURNAL_ENTRY


@pytest.mark.parametrize("kind", [INVOICE, RECEIPT])
def test_a_day_of_a_prepared_company_asks_for_nothing_more(kind, day, ports, mapping, connection, connections, ledger):
    connections.save_connection(replace(connection, document_kind=kind))
    prepare_references(kind, mapping, ledger, connections, "m_1")

    outcome = post_location_day(SyncRequest(day, SyncCause.RESYNC, ports.clock.now()), "worker", ports)

    assert outcome.state is SyncState.POSTED
    assert ledger.calls == ["complete_references", "post", *(["pay"] if kind is INVOICE else [])]


def test_every_account_gets_an_item_and_every_tender_of_an_invoice_a_payment_method(mapping, connections, ledger):
    prepare_references(INVOICE, mapping, ledger, connections, "m_1")

    made = connections.references("m_1")
    assert made.items.keys() == {*mapping.accounts.values(), mapping.suspense_account}
    assert made.payment_methods.keys() == {"CASH"}
    assert made.customer_id


def test_a_receipt_has_no_payments_so_it_needs_no_payment_methods(mapping, connections, ledger):
    prepare_references(RECEIPT, mapping, ledger, connections, "m_1")

    assert connections.references("m_1").payment_methods == {}


def test_what_is_known_is_not_made_again_and_journal_entries_need_nothing(mapping, connections, ledger):
    prepare_references(INVOICE, mapping, ledger, connections, "m_1")
    prepare_references(INVOICE, mapping, ledger, connections, "m_1")
    prepare_references(JOURNAL, mapping, ledger, connections, "m_1")

    assert ledger.calls == ["complete_references"]


@pytest.mark.parametrize("kind", [INVOICE, RECEIPT])
def test_the_first_choice_makes_what_its_documents_name(kind, mapping, connection, connections, ports):
    choose_first_posting(connection, kind, LocationMode.SEPARATE, ports)

    assert {*mapping.accounts.values()} <= connections.references("m_1").items.keys()
    assert connections.connection("m_1").document_kind is kind


def test_a_first_choice_that_quickbooks_cannot_prepare_is_none(connection, connections, ports, ledger, monkeypatch):
    def silent(*_):
        raise RetriableError("QuickBooks does not answer")

    monkeypatch.setattr(ledger, "complete_references", silent)

    with pytest.raises(RetriableError):
        choose_first_posting(connection, INVOICE, LocationMode.SEPARATE, ports)

    assert connections.connection("m_1").document_kind is JOURNAL
