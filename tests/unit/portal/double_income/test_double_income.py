"""Double income, before the first sync and afterwards: asked for, counted, told with one action, and never changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.domain.audit import Deed
from daybook.domain.clearing.books_reading import MOST_READS, BooksUnreadableError
from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.double_income.rules import Rule
from daybook.domain.errors import RetriableError
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from unit.portal.merchant import MERCHANT, NEWEST
from unit.portal.partner import Partner

INCOME, BANK = "1", "8"
BEGIN = NEWEST - timedelta(days=28)


def net_of(world, on):
    """What talech says that all stores sold on a date."""
    return sum(world.sales.day_totals(place, [on])[on].fields["netRevenue"] for place in world.profile.active_locations)


def enter_by_hand(world, days, *, number="SQ-", kind="Sales Receipt"):
    """A document a day, with the sales of all stores; returns what they come to."""
    amounts = {on: minor for on in days if (minor := net_of(world, on))}
    world.movements.documents += [
        BooksDocument(kind, str(9000 + n), on, {INCOME: -minor, BANK: minor}, number=f"{number}{n}")
        for n, (on, minor) in enumerate(sorted(amounts.items()))
    ]
    return sum(amounts.values())


def days(first, count):
    return [first + timedelta(days=n) for n in range(count)]


def look(visitor, path="/double-income"):
    return visitor.send(visitor.open(path), "/double-income/look")


def money(minor):
    return f"${minor / 100:,.2f}"


def test_nothing_is_read_until_a_merchant_asks(ready, visitor):
    page = visitor.open("/sync")

    assert "Are some of these days in QuickBooks already?" in page.words
    visitor.open("/double-income")
    assert ready.movements.asked == []


def test_before_the_first_sync_sales_by_hand_are_told_and_another_first_day_proposed(ready, visitor):
    total = enter_by_hand(ready, days(BEGIN, 13))

    page = look(visitor, "/sync")

    assert page.path.startswith("/sync?")
    assert "QuickBooks already has sales from Oct 26, 2026 to Nov 7, 2026" in page.words
    assert f"12 sales receipts with numbers that begin with SQ-, {money(total)} together" in page.words
    assert f"talech has {money(total)} for the same days" in page.words
    assert f"your income is {money(total)} too high" in page.words
    assert 'href="/sync?first=2026-11-08&amp;last=2026-11-23"' in page.body
    assert "Start Daybook on Nov 8, 2026 (recommended)" in page.words
    chosen = visitor.open("/sync?first=2026-11-08")
    assert 'value="2026-11-08"' in chosen.body


def test_entries_that_go_on_until_yesterday_leave_no_day_free(ready, visitor):
    enter_by_hand(ready, days(BEGIN, 29))

    page = look(visitor, "/sync")

    assert "no past day is free" in page.words
    assert "recommended" not in page.words


@pytest.mark.usefixtures("ready")
def test_a_company_without_such_sales_is_told_so(visitor):
    page = look(visitor, "/sync")

    assert "Nothing in QuickBooks looks like your sales from Oct 18, 2026 to Nov 23, 2026 a second time." in page.words
    assert "1 of 60 readings" in visitor.open("/double-income").words


def test_days_before_those_that_would_be_posted_are_no_finding(ready, visitor):
    enter_by_hand(ready, days(BEGIN - timedelta(days=7), 7))

    assert "Nothing in QuickBooks" in look(visitor, "/sync").words


def test_the_days_of_the_form_are_looked_at(ready, visitor):
    early = BEGIN - timedelta(days=7)
    total = enter_by_hand(ready, days(early, 5))

    page = look(visitor, f"/sync?first={early}&last={BEGIN}")

    assert ready.movements.asked[0][:2] == (early - timedelta(days=7), BEGIN + timedelta(days=1))
    assert f"talech has {money(total)} for the same days" in page.words
    assert f'href="/sync?first={early + timedelta(days=5)}&amp;last={BEGIN}"' in page.body


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2026-11-20", "2026-11-01", "swap the dates"),
        ("2026-09-01", "2026-11-01", "at most 30"),
        ("2001-01-01", "2001-01-02", "too far back"),
    ],
)
def test_a_range_that_cannot_be_synced_is_not_read_either(ready, visitor, first, last, says):
    page = visitor.send(visitor.open("/double-income"), "/double-income/look", first=first, last=last)

    assert says in page.words
    assert ready.movements.asked == []


def test_looking_and_answering_change_no_document_and_are_on_record(ready, visitor):
    enter_by_hand(ready, days(BEGIN, 13))
    before = dict(ready.ledger.entries)

    page = look(visitor)
    visitor.send(page, "/double-income/answer")

    assert dict(ready.ledger.entries) == before
    deeds = [record.deed for record in ready.audit.records[MERCHANT]]
    assert deeds[-2:] == [Deed.BOOKS_READ, Deed.NOTICE_ANSWERED]


def test_other_sales_are_asked_about_no_more_and_a_new_source_is(ready, visitor):
    enter_by_hand(ready, days(BEGIN, 13))
    page = look(visitor)

    answered = visitor.send(page, "/double-income/answer")
    again = look(visitor)

    assert "Nothing in QuickBooks" in answered.words
    assert "Nothing in QuickBooks" in again.words
    assert "asked about no more: 1" in again.words
    [(source, said)] = ready.clearing.double_income(MERCHANT).separate.items()
    assert source == "Sales Receipt number SQ-"
    assert said.at == ready.clock.now()
    ready.movements.documents.clear()
    enter_by_hand(ready, days(BEGIN, 13), number="H-")
    assert "numbers that begin with H-" in look(visitor).words


def test_an_answer_to_nothing_is_refused(ready, visitor):
    page = look(visitor)

    refused = visitor.post("/double-income/answer", {**page.form("/double-income/look"), "key": "made up"})

    assert "is nothing that the last look found" in refused.words
    assert ready.clearing.double_income(MERCHANT).separate == {}


def test_the_readings_are_those_of_clearing_and_capped_with_them(ready, visitor):
    record = ready.clearing.record(MERCHANT)
    ready.clearing.save_record(MERCHANT, replace(record, month="2026-11", reads=MOST_READS - 6))

    page = look(visitor)

    assert "readings of this month are used up" in page.words
    assert ready.movements.asked == []


def test_an_answer_that_cannot_be_used_leaves_the_last_look(ready, visitor):
    enter_by_hand(ready, days(BEGIN, 13))
    look(visitor)
    ready.movements.errors.append(BooksUnreadableError("cut"))

    page = look(visitor)

    assert "QuickBooks’ answer cannot be used" in page.words
    assert "QuickBooks already has sales" in page.words


@pytest.mark.parametrize("away", ["quickbooks", "talech"])
def test_a_vendor_that_is_away_is_said_and_what_was_reserved_stays_counted(ready, visitor, away):
    enter_by_hand(ready, days(BEGIN, 13))
    if away == "quickbooks":
        ready.movements.errors.append(RetriableError("QuickBooks is away"))
    else:
        ready.sales.error = RetriableError("talech is away")

    page = look(visitor)

    assert page.status == 503
    assert ready.clearing.record(MERCHANT).reads == (7 if away == "quickbooks" else 1)
    assert ready.clearing.double_income(MERCHANT).looked_at is None


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


def test_a_week_after_the_sync_the_home_page_asks_to_look_again_of_those_who_looked_before(ready, visitor):
    look(visitor, "/sync")
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()

    assert "Time to look for double income" not in visitor.open("/").words
    ready.clock.advance(days=7)
    visitor = ready.visitor()
    assert "Time to look for double income" in visitor.open("/").words
    look(visitor)
    assert "Time to look for double income" not in visitor.open("/").words


def test_monthly_reminders_come_only_where_wanted(synced, visitor):
    look(visitor)
    synced.clock.advance(days=31)
    visitor = synced.visitor()
    assert "Time to look for double income" not in visitor.open("/").words

    visitor.send(visitor.open("/double-income"), "/double-income/reminder", monthly="on")

    assert "Time to look for double income" in visitor.open("/").words
    visitor.send(visitor.open("/double-income"), "/double-income/reminder", monthly="off")
    assert "Time to look for double income" not in visitor.open("/").words


def test_a_long_stream_is_kept_with_its_count_and_its_first_documents(ready, visitor):
    for n, on in enumerate(days(BEGIN, 29)):
        net = net_of(ready, on)
        parts = [net // 40] * 39 + [net - net // 40 * 39]
        ready.movements.documents += [
            BooksDocument("Sales Receipt", f"{n}-{m}", on, {INCOME: -part}, number=f"#{n}{m}")
            for m, part in enumerate(parts)
            if net
        ]

    page = look(visitor)

    [finding] = ready.clearing.double_income(MERCHANT).findings
    assert (finding.rule, len(finding.documents), finding.count) == (Rule.STREAM, 20, 1000)
    assert "and 980 more" in page.words


def test_in_french(ready):
    enter_by_hand(ready, days(BEGIN, 13))
    visitor = ready.visitor("fr")

    words = look(visitor, "/sync").words

    assert "QuickBooks contient déjà des ventes" in words
    assert "Commencer Daybook le" in words


def test_the_api_does_what_the_page_does(ready):
    total = enter_by_hand(ready, days(BEGIN, 13))
    partner = Partner(ready)

    looked = partner.sends("POST", "/double-income/look", {})
    wanted = partner.sends("PUT", "/double-income/reminder", {"monthly": True})
    answered = partner.sends("POST", "/double-income/answers", {"key": looked["findings"][0]["key"]})

    assert (looked["first_free_day"], looked["before_first_sync"], looked["reads"]) == ("2026-11-08", True, 1)
    assert looked["findings"][0]["amount_minor"] == total
    assert wanted["monthly"] is True
    assert answered["findings"] == []
    assert partner.reads("/double-income") == answered
