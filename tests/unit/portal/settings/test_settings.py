"""Settings: changes hold from a date on, and disconnecting is as easy as connecting."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook.application.planning.plan_syncs import closings
from daybook.application.planning.sync_progress import start_sync
from daybook.domain.audit import Deed
from daybook.domain.company.connection import (
    ClosedBooksPolicy,
    ConnectionStatus,
    LocationMode,
    PostingChoice,
    TokenSet,
    UntiedPolicy,
)
from daybook.domain.errors import NeedsAttentionError, RetriableError
from daybook.domain.merchant.books import BooksMove
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.closing import first_expected
from daybook.domain.sync.location_day import SyncCause
from fakes.quickbooks.ledger import COMPANY
from unit.portal.merchant import NEWEST, QUEEN


def connection(world):
    return world.connections.connection("m_1")


def test_another_document_kind_holds_from_a_date_on(synced, visitor):
    page = visitor.open("/settings")

    visitor.send(page, "/settings/posting", document_kind="invoice", effective_from="2026-12-01")

    assert connection(synced).choice_on(NEWEST).document_kind is DocumentKind.JOURNAL_ENTRY
    assert connection(synced).choice_on(date(2026, 12, 1)).document_kind is DocumentKind.INVOICE
    assert connection(synced).choice_on(date(2026, 12, 1)).location_mode is LocationMode.SEPARATE


def test_a_date_that_has_ended_is_refused_with_the_earliest_that_works(synced, visitor):
    page = visitor.open("/settings")

    refused = visitor.send(page, "/settings/posting", document_kind="invoice", effective_from="2026-11-20")

    assert refused.status == 422
    assert "Choose a date from Nov 24, 2026 to Nov 25, 2027." in refused.words
    assert refused.form("/settings/posting")["document_kind"] == "invoice"
    assert connection(synced).changes == ()


def test_sent_twice_it_is_one_change(synced, visitor):
    page = visitor.open("/settings")

    visitor.send(page, "/settings/posting", document_kind="invoice", effective_from="2026-12-01")
    visitor.send(page, "/settings/posting", document_kind="invoice", effective_from="2026-12-01")

    assert len(connection(synced).changes) == 1


@pytest.mark.parametrize(("language", "button"), [("en", "Take back"), ("fr", "Annuler la modification")])
def test_a_change_that_is_to_come_can_be_taken_back(synced, language, button):
    visitor = synced.visitor(language)
    visitor.send(visitor.open("/settings"), "/settings/posting", document_kind="invoice", effective_from="2026-12-01")
    page = visitor.open("/settings")

    visitor.send(page, "/settings/posting/withdraw")

    assert button in page.words
    assert connection(synced).changes == ()
    assert button not in visitor.open("/settings").words
    assert [record.deed for record in synced.audit.records["m_1"]][-2:] == [Deed.POSTING_CHANGED] * 2


@pytest.mark.parametrize("begins", ["2026-11-10", "2026-12-02", "", "soon"])
def test_what_has_begun_or_is_not_there_is_not_taken_back(synced, visitor, begins):
    visitor.send(visitor.open("/settings"), "/settings/posting", document_kind="invoice", effective_from="2026-12-01")
    begun = PostingChoice(date(2026, 11, 10), DocumentKind.SALES_RECEIPT, LocationMode.SEPARATE)
    known = connection(synced)
    synced.connections.save_connection(replace(known, changes=(begun, *known.changes)))

    page = visitor.open("/settings")
    refused = visitor.send(page, "/settings/posting/withdraw", begins=begins)

    assert page.body.count("/settings/posting/withdraw") == 1, "what has begun has no button"
    assert refused.status == 422
    assert "The change has begun or was taken back." in refused.words
    assert len(connection(synced).changes) == 2


@pytest.mark.parametrize("field", ["untied", "closed_books", "adjustment_limit"])
@pytest.mark.parametrize("sent", [None, "", "perhaps"])
def test_a_policy_that_the_form_does_not_say_is_refused_and_nothing_is_assumed(synced, visitor, field, sent):
    """A page that was opened before a field was there, or a form cut short, would switch a policy back."""
    changed = replace(connection(synced), untied_policy=UntiedPolicy.POST_AND_FLAG)
    synced.connections.save_connection(changed)
    form = visitor.open("/settings").form("/settings/policies")
    form = {name: value for name, value in form.items() if name != field} | ({} if sent is None else {field: sent})

    refused = visitor.post("/settings/policies", form)

    assert refused.status == 422
    assert "Choose one of the two." in refused.words or "Enter a percentage from 0 to 100" in refused.words
    assert connection(synced) == changed


def test_policies_can_be_changed(synced, visitor):
    visitor.send(visitor.open("/settings"), "/settings/policies", untied="post_and_flag", closed_books="delta")

    assert connection(synced).untied_policy is UntiedPolicy.POST_AND_FLAG
    assert connection(synced).closed_books_policy is ClosedBooksPolicy.DELTA


@pytest.mark.usefixtures("synced")
def test_the_language_can_be_changed_on_every_page_and_stays(visitor):
    page = visitor.send(visitor.open("/log"), "/language", language="fr")

    assert page.path == "/log"
    assert visitor.open("/settings").title == "Paramètres"


@pytest.mark.usefixtures("synced")
@pytest.mark.parametrize("back", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", ""])
def test_changing_the_language_leads_nowhere_else(visitor, back):
    page = visitor.open("/log")

    answer = visitor.post("/language", page.form("/language") | {"language": "fr", "back": back})

    assert answer.headers["Location"] == "/"


def test_where_mails_go_can_be_chosen(synced, visitor):
    page = visitor.open("/settings")

    visitor.send(page, "/settings/mails", email="owner@example.com", daily_summary="yes")

    chosen = synced.notify_store.preference("m_1")
    assert (chosen.waiting.email, chosen.alerts, chosen.daily_summary) == ("owner@example.com", True, True)


def test_what_is_no_address_is_refused_and_kept_in_the_field(synced, visitor):
    refused = visitor.send(visitor.open("/settings"), "/settings/mails", email="owner at example")

    assert refused.status == 422
    assert refused.form("/settings/mails")["email"] == "owner at example"
    assert synced.notify_store.preference("m_1") is None


def test_disconnecting_revokes_forgets_and_says_what_stays(synced, visitor):
    now = synced.clock.now()
    synced.expected.reconcile("m_1", first_expected("m_1", closings(synced.profile, timedelta(minutes=5)), now))
    synced.tokens.save("m_1", TokenSet("9341453000000001", "access", now, "refresh", now))
    synced.sales_tokens.save("m_1", "talech")
    page = visitor.open("/disconnect")

    done = visitor.send(page, "/disconnect")

    assert "What stays in QuickBooks" in page.words
    assert connection(synced).status is ConnectionStatus.DISCONNECTED
    assert [tokens.refresh_token for tokens in synced.authorizer.revoked] == ["refresh"]
    with pytest.raises(NeedsAttentionError):
        synced.tokens.load("m_1")
    assert not synced.sales_tokens.has("m_1")
    assert synced.schedules.closings["m_1"] == frozenset()
    assert synced.expected.rows == {}
    assert "What was posted stays in QuickBooks." in done.words


def test_talechs_token_stays_while_other_books_of_the_merchant_are_connected(synced, visitor):
    other = replace(synced.connection, merchant_id="m_1@2", company=replace(COMPANY, realm_id="9341453000000002"))
    synced.connections.save_connection(other)
    synced.connections.add_moves("m_1", (), (BooksMove(QUEEN, date(2027, 1, 1), "m_1@2"),))
    synced.sales_tokens.save("m_1", "talech")

    visitor.send(visitor.open("/disconnect"), "/disconnect")

    assert synced.sales_tokens.has("m_1")


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "QuickBooks has not answered about 1 document yet", "for these numbers yourself"),
        ("fr", "QuickBooks n’a pas encore répondu pour 1 document", "Cherchez vous-même ces numéros dans"),
    ],
)
def test_disconnecting_names_the_documents_that_quickbooks_has_not_answered_about(ready, language, before, after):
    """Once it is disconnected, Daybook cannot look any more: the merchant can, with the number in hand."""
    visitor = ready.visitor(language)
    ready.ledger.lose_next_answer()
    start_sync("m_1", NEWEST, NEWEST, ready.ports, cause=SyncCause.FIRST_SYNC, location=QUEEN)
    with pytest.raises(RetriableError):
        ready.work()
    (number,) = [record.intent.doc_number for record in ready.sync_log.history("m_1") if record.intent]

    page = visitor.open("/disconnect")
    visitor.send(page, "/disconnect")
    done = visitor.open("/disconnect")

    assert before in page.words
    assert number in page.words
    assert after in done.words
    assert number in done.words


def test_disconnecting_twice_is_harmless(synced, visitor):
    page = visitor.open("/disconnect")

    visitor.send(page, "/disconnect")
    again = visitor.send(page, "/disconnect")

    assert again.status == 200
    assert synced.authorizer.revoked == []
