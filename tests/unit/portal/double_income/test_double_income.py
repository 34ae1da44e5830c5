"""Double income before the first sync: asked for, counted, told with one action, and never changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.domain.audit import Deed
from daybook.domain.clearing.books_reading import MOST_READS, BooksUnreadableError
from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.double_income.rules import Rule
from daybook.domain.errors import RetriableError
from unit.portal.double_income.entered_by_hand import BEGIN, INCOME, days, enter_by_hand, look, money, net_of
from unit.portal.merchant import MERCHANT
from unit.portal.partner import Partner


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
    wanted = partner.sends("PUT", "/double-income/looks", {"monthly": True})
    answered = partner.sends("POST", "/double-income/answers", {"key": looked["findings"][0]["key"]})

    assert (looked["first_free_day"], looked["before_first_sync"], looked["reads"]) == ("2026-11-08", True, 1)
    assert looked["findings"][0]["amount_minor"] == total
    assert wanted["monthly"] is True
    assert answered["findings"] == []
    assert partner.reads("/double-income") == answered
