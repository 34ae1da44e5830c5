"""The search for double income in a company's books, read through the API: in both forms of the report, and without."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest

from daybook.adapters.quickbooks.clearing.movements import QuickBooksMovements
from daybook.application.double_income.look_for_doubles import look_for_doubles, newest_days
from daybook.domain.clearing.books_reading import READS_OF_A_LOOK
from daybook.domain.double_income.rules import Rule
from daybook_local.life.bookkeeper import Accounts, Habit
from daybook_local.life.bookkeeper import enter as entered_by
from daybook_local.life.card_processor import CardProcessor, Takings
from daybook_local.life.other_app import Harmless, OtherApp, SoldDay, Stream
from simulators.quickbooks.books import Books
from unit.portal.merchant import MERCHANT, NEWEST, PortalWorld

pytestmark = pytest.mark.loopback

BEGIN = NEWEST - timedelta(days=29)


@pytest.fixture
def screens(books):
    """The company as a person sees it, without the API."""
    return Books(books.company, books.simulator.clock)


@pytest.fixture
def world(books):
    """A merchant of this company whose setup is confirmed and who has posted nothing."""
    world = PortalWorld(chart=books.ledger().chart_of_accounts().accounts)
    visitor = world.visitor()
    visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")
    world.reach(movements_of=lambda _: QuickBooksMovements(books.client()))
    return world


@pytest.fixture
def sold(world):
    """What talech says of the thirty days that a first sync would bring in, all stores together."""
    net, tax = Counter(), Counter()
    for place in world.profile.locations:
        days = [BEGIN + timedelta(days=n) for n in range(30)]
        for on, totals in world.sales.day_totals(place, days).items():
            net[on] += totals.fields["netRevenue"]
            tax[on] += totals.fields["reportedTax"]
    return [SoldDay(on, net[on], tax[on]) for on in sorted(net) if net[on]]


@pytest.fixture
def other_app(screens):
    return OtherApp(screens.account("SalesOfProductIncome")["value"], screens.account("Checking")["value"])


def look(world):
    asked = newest_days(world.profile, world.clock.now())
    look_for_doubles(world.connection, world.profile, world.ports, asked)
    return world.clearing.double_income(MERCHANT).findings


def enter(screens, posts):
    return {screens.post(entity, body)["Id"] for entity, body in posts}


@pytest.mark.parametrize("of_2026", [False, True])
@pytest.mark.parametrize("stream", list(Stream))
def test_every_stream_of_the_other_app_is_found_before_the_first_sync(
    books, screens, world, sold, other_app, stream, of_2026
):
    books.company.switches.reports_of_2026 = of_2026
    documents = enter(screens, other_app.posts(sold, stream))
    meter = books.meter.reads

    [finding] = look(world)

    assert finding.is_strong
    assert finding.count == len(documents)
    assert {each.id for each in finding.documents} <= documents
    assert finding.talech_minor == sum(day.net_minor for day in sold)
    assert finding.days == tuple(day.on for day in sold)
    assert books.meter.reads - meter == world.clearing.record(MERCHANT).reads


@pytest.mark.parametrize("stream", [*Stream, "receipts", "invoices"])
def test_without_reports_seven_reads_find_the_same(books, screens, world, sold, other_app, stream):
    books.company.switches.reports_refused = True
    of_hand = stream in {"receipts", "invoices"}
    enter(screens, by_hand(screens, sold, stream) if of_hand else other_app.posts(sold, stream))
    meter = books.meter.reads

    [finding] = look(world)

    assert (finding.is_strong, finding.talech_minor) == (True, sum(day.net_minor for day in sold))
    assert books.meter.reads - meter == world.clearing.record(MERCHANT).reads == READS_OF_A_LOOK


def by_hand(screens, sold, stream):
    """What a person enters each evening."""
    entity = "SalesReceipt" if stream == "receipts" else "Invoice"
    for n, day in enumerate(sold):
        header = {"TxnDate": day.on.isoformat(), "DocNumber": f"H-{n}"}
        yield entity, screens.sale((Decimal(day.net_minor) / 100, "HST ON"), **header)


@pytest.mark.parametrize("stream", ["receipts", "invoices"])
def test_what_a_person_entered_by_hand_is_found_for_the_days_it_covers(screens, world, sold, stream):
    documents = enter(screens, by_hand(screens, sold[:13], stream))

    [finding] = look(world)

    assert (finding.rule, finding.count) == (Rule.SAME_TOTAL, len(documents))
    assert finding.amount_minor == finding.talech_minor == sum(day.net_minor for day in sold[:13])
    assert world.clearing.double_income(MERCHANT).first_free_day() == sold[12].on + timedelta(days=1)


def test_payouts_in_income_are_a_question_before_the_first_sync_and_named_after_it(screens, world, sold):
    """talech's report has no cards; the days in the books have."""
    clearing = screens.post("Account", {"Name": "Card Clearing", "AccountType": "Other Current Asset"})["Id"]
    subtypes = ("Checking", "BankCharges", "SalesOfProductIncome")
    accounts = Accounts(clearing, *(screens.account(subtype)["value"] for subtype in subtypes))
    takings = [Takings(day.on, cards_of(world, day.on), 60) for day in sold]
    payouts = CardProcessor(late=0, chargebacks=0, missing=0, seed=4).payouts(takings)
    documents = enter(screens, [(each.entity, each.body) for each in entered_by(payouts, [Habit.INCOME], accounts)])

    before = look(world)
    visitor = world.visitor()
    visitor.send(visitor.open("/sync"), "/sync")
    world.work()
    after = look(world)

    assert [finding.rule for finding in before] == [Rule.MUCH_INCOME]
    assert [(finding.rule, finding.count) for finding in after] == [(Rule.DEPOSIT, len(documents))]


def cards_of(world, on):
    """What cards took in all stores."""
    return sum(
        payment.total_minor
        for place in world.profile.locations
        for order in world.sales.day_activity(place, on).orders
        for payment in order.payments
        if payment.card_type
    )


def test_harmless_documents_are_silent(screens, world, sold, other_app):
    for kind in Harmless:
        enter(screens, other_app.harmless(sold, kind))

    assert look(world) == ()


def test_a_company_without_other_income_costs_one_read_and_no_call_of_talech(books, world):
    world.sales.error = AssertionError("talech is asked")
    meter = books.meter.reads

    assert look(world) == ()
    assert books.meter.reads - meter == 1


def test_nothing_in_the_company_is_changed(books, screens, world, sold, other_app):
    enter(screens, other_app.posts(sold, Stream.JOURNAL))
    writes = books.meter.writes

    look(world)

    assert books.meter.writes == writes
