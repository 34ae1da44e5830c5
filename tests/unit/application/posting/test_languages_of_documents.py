"""Documents speak the merchant's language; a merchant who changes it changes no day that is in the books."""

from datetime import timedelta

import pytest

from daybook.application.days.undo_days import redo_days, redoable
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncCause, SyncState
from unit.application.posting.tries import another_sale, choose, post, unanswered

NBSP = "\N{NO-BREAK SPACE}"
KINDS = [DocumentKind.JOURNAL_ENTRY, DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT]


def words(ledger):
    """Every text of every document."""
    found = []
    for document in ledger.documents.values():
        parts = (*document.lines, *getattr(document, "payments", ()))
        found += [document.private_note, *(part.memo for part in parts)]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_french_merchant_reads_french_in_quickbooks(day, ports, ledger, connections, kind):
    choose(connections, language="fr", document_kind=kind)

    post(day, ports)

    note, *memos = words(ledger)
    assert note == f"Daybook{NBSP}: ventes talech du 2026-11-23, magasin 304267:1, révision 1"
    assert sorted(memos) == [f"Paiements{NBSP}: Espèces", "Taxe perçue", "Ventes"]


@pytest.mark.parametrize("cause", SyncCause)
@pytest.mark.parametrize("kind", KINDS)
def test_a_day_in_the_books_stays_as_it_is_when_the_language_changes(day, ports, ledger, connections, kind, cause):
    """Whatever looks at it again, a new mapping included: no call leaves, and the record stays on its revision."""
    choose(connections, document_kind=kind)
    post(day, ports)
    before, calls = words(ledger), len(ledger.calls)
    choose(connections, language="fr")

    outcome = post(day, ports, cause)

    assert outcome.state is SyncState.POSTED
    assert words(ledger) == before
    assert len(ledger.calls) == calls
    assert ports.sync_log.get(day).revision == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_day_whose_figures_change_is_amended_in_the_new_language(
    day, ports, ledger, sales, activity, connections, kind
):
    choose(connections, document_kind=kind)
    first = post(day, ports)
    choose(connections, language="fr")
    another_sale(sales, day, activity)

    second = post(day, ports)

    assert second.document.id == first.document.id
    assert len(ledger.documents) == 1
    assert {"Ventes", "Taxe perçue"} <= set(words(ledger))


@pytest.mark.parametrize("kind", KINDS)
def test_a_call_without_an_answer_is_found_in_whatever_language(day, ports, ledger, connections, kind, it_shows):
    """The language changed between two tries: the document is ours all the same, and nothing is doubled."""
    choose(connections, document_kind=kind)
    unanswered(day, ports, ledger)
    choose(connections, language="fr")
    it_shows()

    outcome = post(day, ports, owner="worker-2")

    assert outcome.state is SyncState.POSTED
    assert len(ledger.documents) == 1


def test_a_correction_without_an_answer_is_found_and_not_held(
    day, ports, ledger, sales, activity, connections, it_shows
):
    post(day, ports)
    another_sale(sales, day, activity)
    unanswered(day, ports, ledger)
    choose(connections, language="fr")
    it_shows()

    outcome = post(day, ports, owner="worker-2")

    assert outcome.state is SyncState.POSTED
    assert ledger.effect == {"1": -1500, "2": -130, "3": 1630}


def test_a_correction_in_a_later_period_is_in_the_language_of_its_day(day, ports, ledger, sales, activity, connections):
    first = post(day, ports).document
    ledger.close_books(day.business_date + timedelta(days=7))
    choose(connections, closed_books_policy=ClosedBooksPolicy.DELTA, language="fr")
    another_sale(sales, day, activity)

    (delta,) = post(day, ports).deltas

    entry = ledger.documents[delta.id]
    assert entry.private_note == f"Daybook{NBSP}: correction des ventes talech du 2026-11-23, magasin 304267:1"
    assert {line.memo for line in entry.lines} == {f"Correction du 2026-11-23, {first.doc_number}"}


def test_a_day_that_is_brought_back_speaks_the_language_of_now(
    day, ports, ledger, connections, sync_log, queue, clock, undo
):
    post(day, ports)
    undo(day)
    choose(connections, language="fr")
    (request,) = redo_days(
        redoable(sync_log, "m_1", day.business_date, day.business_date), sync_log, queue, clock.now()
    )

    post(day, ports, request.cause)

    assert "Ventes" in words(ledger)
