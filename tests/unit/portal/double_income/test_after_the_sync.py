"""Double income of days that are posted."""

from dataclasses import replace
from datetime import timedelta

from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.double_income.rules import Rule
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from unit.portal.double_income.entered_by_hand import BANK, BEGIN, INCOME, days, enter_by_hand, look, money
from unit.portal.merchant import MERCHANT, NEWEST


def test_posted_days_are_compared_from_the_books_without_talech(synced, visitor):
    total = enter_by_hand(synced, days(BEGIN, 13))
    synced.sales.error = AssertionError("talech is asked")

    page = look(visitor)

    assert "QuickBooks has sales from Oct 26, 2026 to Nov 7, 2026 a second time" in page.words
    assert f"your income is {money(total)} too high" in page.words
    assert "recommended" not in page.words
    assert "Are some of these days" not in visitor.open("/sync").words


def test_days_that_the_close_has_posted_do_not_hide_those_that_a_first_sync_would_bring_in(ready, visitor):
    """A merchant who skipped the first sync comes back to it days later."""
    newest = [LocationDay(MERCHANT, NEWEST, place.id) for place in ready.profile.active_locations]
    ready.queue.send([SyncRequest(day, SyncCause.RESYNC, ready.clock.now()) for day in newest])
    for day in newest:
        ready.sync_log.plan(day, ready.clock.now())
    ready.work()
    assert [proof.day.business_date for proof in ready.proofs.between(MERCHANT, BEGIN, NEWEST)] == [NEWEST] * 3
    total = enter_by_hand(ready, days(BEGIN, 13))

    page = look(visitor, "/sync")

    assert f"talech has {money(total)} for the same days" in page.words
    assert "Start Daybook on Nov 8, 2026 (recommended)" in page.words


def test_daybooks_own_documents_are_no_finding(synced, visitor):
    for proof in synced.proofs.between(MERCHANT, BEGIN, NEWEST):
        for document in proof.documents:
            amounts = {
                INCOME: sum(line.amount_minor for line in proof.lines if str(line.role).startswith("revenue")),
            }
            synced.movements.documents.append(
                BooksDocument("Journal Entry", document.id, proof.day.business_date, amounts)
            )

    assert "Nothing in QuickBooks" in look(visitor).words


def test_a_delta_for_an_older_day_is_known_by_its_row(synced, visitor):
    """No proof of the period names it; the row of its document does."""
    enter_by_hand(synced, days(BEGIN, 13), kind="Journal Entry")
    proof = next(iter(synced.proofs.between(MERCHANT, BEGIN, NEWEST)))
    for document in synced.movements.documents:
        posted = replace(proof.documents[0], id=document.id)
        synced.watch.watch(synced.connection.company.realm_id, proof.day, [posted], synced.clock.now())

    assert "Nothing in QuickBooks" in look(visitor).words


def test_payouts_that_the_bank_feed_brought_to_income_are_told_after_the_sync(synced, visitor):
    taken = {}
    for proof in synced.proofs.between(MERCHANT, BEGIN, NEWEST):
        for day in proof.sales_days:
            minor = sum(tender.net_minor for tender in day.tenders if tender.kind == "CARD")
            taken[day.business_date] = taken.get(day.business_date, 0) + minor
    synced.movements.documents += [
        BooksDocument("Deposit", str(7000 + n), on + timedelta(days=1), {BANK: minor, INCOME: -minor}, memo="BANK FEED")
        for n, (on, gross) in enumerate(sorted(taken.items()))
        if (minor := gross - round(gross * 0.025))
    ]

    page = look(visitor)

    [finding] = synced.clearing.double_income(MERCHANT).findings
    assert finding.rule is Rule.DEPOSIT
    assert "undo Add and use Match" in page.words
    assert "with the memo “BANK FEED”" in page.words
