"""The clearing page: off at first, metered reads counted and capped, suggestions in words, choices kept, no write."""

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook.domain.clearing.payouts import BooksDocument
from unit.portal.chart import CHART
from unit.portal.merchant import MERCHANT, NEWEST

BANK = "8"
AT = date(2026, 11, 20)


def clearing_of(world):
    """The account that cards were mapped to."""
    proof = next(iter(world.proofs.between(MERCHANT, date.min, date.max)))
    return next(line.account_id for line in proof.lines if line.role.detail == "VISA")


def taken(world):
    """What cards took by business date, from the ledger itself."""
    days, clearing = {}, clearing_of(world)
    for entry in world.ledger.entries.values():
        minor = sum(
            line.amount_minor if line.side == "Debit" else -line.amount_minor
            for line in entry.lines
            if line.account_id == clearing
        )
        days[entry.business_date] = days.get(entry.business_date, 0) + minor
    return days


def pay(world, *, last=NEWEST - timedelta(days=3), missing=(), elsewhere=(), short=()):
    """A processor that pays each day a day later with 2.5 % less, as deposits with a fee line."""
    clearing = clearing_of(world)
    for number, (on, gross) in enumerate(sorted(taken(world).items())):
        if on > last or on in missing:
            continue
        banked = gross - round(gross * 0.025) - (16_500 if on in short else 0)
        amounts = {BANK: banked} if on in elsewhere else {BANK: banked, clearing: -(banked if on in short else gross)}
        opposite = "Food sales" if on in elsewhere else ""
        world.movements.documents.append(
            BooksDocument(
                "Deposit", str(9000 + number), on + timedelta(days=1), amounts, number=f"D-{number}", opposite=opposite
            )
        )
    for proof in world.proofs.between(MERCHANT, date.min, date.max):
        moved = sum(line.amount_minor for line in proof.lines if line.account_id == clearing)
        own = BooksDocument("Journal Entry", proof.documents[0].id, proof.day.business_date, {clearing: moved})
        world.movements.documents.append(own)


def look(visitor):
    return visitor.send(visitor.open("/clearing"), "/clearing/read", read="now")


def test_it_is_off_until_a_merchant_turns_it_on_and_nothing_is_read(synced, visitor):
    page = visitor.open("/clearing")

    assert "Turn it on" in page.words
    assert synced.movements.asked == []
    refused = visitor.post("/clearing/read", page.form("/clearing/follow"))
    assert "the clearing page is off" in refused.words
    assert synced.movements.asked == []


def test_a_look_reads_clearing_and_banks_of_62_days(following, visitor):
    pay(following)

    page = look(visitor)

    [(first, last, accounts)] = following.movements.asked
    assert (first, last) == (date(2026, 9, 23), date(2026, 11, 24))
    assert {clearing_of(following), BANK, "10"} <= set(accounts)
    assert not {"1", "2", "3", "4", "5", "9"} & set(accounts)
    assert "1 of 60 readings this month" in page.words
    assert "Nothing needs a look." in page.words


def test_looking_changes_no_document(following, visitor):
    pay(following)
    before = dict(following.ledger.entries)

    look(visitor)
    visitor.open("/clearing")

    assert dict(following.ledger.entries) == before


def test_a_deposit_in_income_is_told_with_what_to_choose(following, visitor):
    elsewhere = AT - timedelta(days=4)
    pay(following, elsewhere={elsewhere})
    gross = taken(following)[elsewhere]

    words = look(visitor).words

    banked = gross - round(gross * 0.025)
    assert f"${banked / 100:,.2f} of Nov 17, 2026 stands in Food sales" in words
    assert f"choose the clearing account for ${gross / 100:,.2f}" in words


def test_a_chargeback_and_a_late_day_are_told_with_amounts(following, visitor):
    short, missing = AT - timedelta(days=9), AT - timedelta(days=14)
    pay(following, short={short}, missing={missing})

    words = look(visitor).words

    # The usual fee is a rate, so it is known to a few cents.
    assert re.search(r"Ask your processor about \$16[45]\.\d\d: a chargeback would look like this\.", words)
    assert f"${taken(following)[missing] / 100:,.2f} of Nov 6, 2026 is later than usual." in words


def test_a_person_chooses_the_days_of_a_payout_and_can_take_it_back(following, visitor):
    short = AT - timedelta(days=9)
    pay(following, short={short})
    page = look(visitor)
    document = next(
        each for each in following.movements.documents if each.on == short + timedelta(days=1) and BANK in each.amounts
    )

    days = {"document": document.id, "first": str(short), "last": str(short)}
    chosen = visitor.send(page, "/clearing/choose", **days)
    again = visitor.send(chosen, "/clearing/choose", document=document.id, again="yes")

    assert "Chosen by a person" in chosen.words
    assert "Ask your processor" not in chosen.words
    assert "Ask your processor" in again.words


@pytest.mark.parametrize(
    "days", [{"first": "2026-11-20", "last": "2026-11-01"}, {"first": "", "last": ""}, {"first": "x"}]
)
def test_a_choice_without_days_is_refused_with_what_to_do(following, visitor, days):
    pay(following, short={AT - timedelta(days=9)})
    look(visitor)

    page = visitor.send(visitor.open("/clearing"), "/clearing/choose", **({"first": "", "last": ""} | days))

    assert "Choose a first and a last day" in page.words
    assert following.clearing.record(MERCHANT).choices == {}


def test_without_a_report_the_page_says_that_the_opening_is_not_known(following, visitor):
    pay(following)
    following.movements.by_report = False

    assert "does not know what lay on the accounts before" in look(visitor).words


def test_what_lies_there_beyond_the_statement_is_named(following, visitor):
    pay(following)
    following.movements.openings[clearing_of(following)] = 12_345
    following.movements.documents.append(BooksDocument("Journal Entry", "by-hand", AT, {clearing_of(following): 700}))

    words = look(visitor).words

    assert "Carried over from before Sep 23, 2026 $123.45" in words
    assert "Entered by other people $7.00" in words


def test_tenders_are_arranged_by_a_person(following, visitor):
    pay(following)
    page = look(visitor)

    visitor.send(page, "/clearing/groups", **{"way:tender:CCRD:VISA": "none"})

    assert "No payment lies on a clearing account." in visitor.open("/clearing").words
    refused = visitor.send(visitor.open("/clearing"), "/clearing/groups", **{"way:tender:CCRD:VISA": "weekly"})
    assert "is no way in which a payment reaches a bank" in refused.words


def test_turned_off_it_forgets_what_was_read_and_keeps_what_was_chosen(following, visitor):
    pay(following)
    look(visitor)
    record = following.clearing.record(MERCHANT)
    following.clearing.save_record(MERCHANT, replace(record, ways={"tender:CCRD:VISA": "cards"}))

    visitor.send(visitor.open("/clearing"), "/clearing/follow", follow="off")

    kept = following.clearing.record(MERCHANT)
    assert (kept.is_on, kept.reading, kept.ways) == (False, None, {"tender:CCRD:VISA": "cards"})


def test_the_file_has_every_day_once(following, visitor):
    pay(following)
    look(visitor)

    header, *rows = csv.reader(io.StringIO(visitor.open("/clearing.csv").body.removeprefix("\N{BYTE ORDER MARK}")))

    assert header[3] == "Taken in"
    assert sum(round(float(row[3]) * 100) for row in rows) == sum(taken(following).values())


def test_in_french(following):
    pay(following, short={AT - timedelta(days=9)})
    visitor = following.visitor("fr")

    words = look(visitor).words

    assert "rétrofacturation" in words
    assert {account.name for account in CHART} >= {"Card clearing"}
