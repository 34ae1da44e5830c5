"""Payments in the setup: what was taken lately is asked about, the rest on first use; a card is one row."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.domain.errors import RetriableError
from daybook.domain.merchant.profile import Tender
from daybook.domain.sync.location_day import LocationDay, SyncState
from unit.portal.calls import Caller
from unit.portal.merchant import FIRST, MERCHANT, NEWEST, QUEEN, PortalWorld, sales_of_day

PAYMENTS = "/setup/payments"
NBSP = "\N{NO-BREAK SPACE}"
VISA, DEBIT_VISA, AMEX = "account.tender:CCRD:VISA", "account.tender:DCRD:VISA", "account.tender:CCRD:AMEX"
SINCE = {"en": "Aug 26, 2026", "fr": "26 août 2026"}


def confirmed(visitor):
    return visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")


def mapping_of(world):
    return world.connections.mapping_on(MERCHANT, FIRST)


@pytest.fixture
def with_debit():
    """A merchant who takes debit cards too."""
    world = PortalWorld()
    world.profile = replace(world.profile, tenders=(*world.profile.tenders, Tender("DCRD", "CARD", "Debit card")))
    world.connections.save_profile(world.profile)
    world.sales.stored_profile = world.profile
    return world


@pytest.mark.parametrize(
    ("language", "note", "fold"),
    [
        ("en", "These are the ways to pay of {orders} orders since {since}.", "3 ways to pay that talech knows"),
        ("fr", "Voici les modes de paiement de {orders} commandes depuis le {since}.", "3 modes de paiement que"),
    ],
)
def test_what_was_taken_lately_is_asked_about_and_the_rest_is_folded(world, language, note, fold):
    page = world.visitor(language).open(PAYMENTS)

    open_part, _, folded = page.body.partition('<details class="fold">')
    orders = sum(len(day.orders) for day in world.sales.days.values())
    assert note.format(orders=orders, since=SINCE[language]) in page.words
    assert fold in page.words
    assert VISA in open_part
    assert [name for name in (AMEX, "account.tender:CCRD:MASTERCARD") if name in open_part] == []
    assert AMEX in folded
    form = page.form(PAYMENTS)
    assert (form[AMEX], form[VISA]) == ("first_use", "7")


def test_a_tender_that_was_not_taken_gets_no_account_until_a_day_has_it(world, visitor):
    review = visitor.send(visitor.open("/setup"), "/setup/recommended")
    visitor.send(review, "/setup/review")
    world.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, unknown_card=True)
    first, *others = world.sales.days[QUEEN, NEWEST].orders
    paid = tuple(replace(each, card_type="AMEX") for each in first.payments)
    day = replace(world.sales.days[QUEEN, NEWEST], orders=(replace(first, payments=paid), *others))
    world.sales.days[QUEEN, NEWEST] = day

    visitor.send(visitor.open("/sync"), "/sync")
    world.work()

    record = world.sync_log.get(LocationDay(MERCHANT, NEWEST, QUEEN))
    assert "3 ways to pay that were not seen since" in review.words
    assert "American Express" in review.words
    assert [role for role in mapping_of(world).accounts if "AMEX" in role or "MASTERCARD" in role] == []
    assert (record.state, record.gaps) == (SyncState.POSTED_WITH_GAPS, ("tender:CCRD:AMEX",))
    assert AMEX in visitor.open("/mapping").form("/mapping")


def test_one_that_was_not_taken_can_be_given_an_account_all_the_same(world, visitor):
    page = visitor.send(visitor.open(PAYMENTS), PAYMENTS, **{AMEX: "create"})

    confirmed(visitor)

    mapping = mapping_of(world)
    assert page.path == "/setup/rest"
    assert "American Express" in mapping.account_names[mapping.accounts["tender:CCRD:AMEX"]]
    assert "tender:CCRD:MASTERCARD" not in mapping.accounts


def test_after_the_setup_the_accounts_page_lists_them_and_each_can_be_chosen(world, visitor):
    confirmed(visitor)

    page = visitor.open("/mapping")
    form = visitor.open("/mapping/change?role=tender%3ACCRD%3AAMEX")
    after = visitor.send(form, "/mapping/change", account="7", then="save")

    assert "3 ways to pay have no account, because they were not used yet" in page.words
    assert 'href="/mapping/change?role=tender%3ACCRD%3AAMEX"' in page.body
    assert world.connections.mapping_on(MERCHANT, NEWEST).accounts["tender:CCRD:AMEX"] == "7"
    assert "2 ways to pay have no account" in after.words


def test_while_talech_is_silent_nothing_is_left_out(world, visitor):
    world.sales.error = RetriableError("talech did not answer")

    page = visitor.open(PAYMENTS)
    confirmed(visitor)

    assert '<details class="fold">' not in page.body
    assert "tender:CCRD:AMEX" in mapping_of(world).accounts


def test_a_shop_without_a_sale_is_asked_about_every_tender(world, visitor):
    world.sales.days.clear()

    assert '<details class="fold">' not in visitor.open(PAYMENTS).body


def test_talech_is_asked_once_for_all_pages_and_again_a_week_later(world, visitor):
    for path in ("/setup", PAYMENTS, "/setup/rest", "/setup/review"):
        visitor.open(path)
    asked = list(world.sales.samples)
    world.clock.advance(days=8)
    world.visitor().open(PAYMENTS)

    today = NEWEST + timedelta(days=1)
    assert asked == [(today - timedelta(days=90), today)]
    assert len(world.sales.samples) == 2


def test_a_partner_reads_what_waits_and_may_decide_it(world):
    caller = Caller(world)

    _, setup, _ = caller.get("/setup")
    status, changed, _ = caller.send("PATCH", "/setup", {"accounts": {"tender:CCRD:AMEX": "7"}})
    _, back, _ = caller.send("PATCH", "/setup", {"accounts": {"tender:CCRD:AMEX": "first_use"}})
    refused, _, _ = caller.send("PATCH", "/setup", {"accounts": {"tender:CCRD:VISA": "first_use"}})

    waiting = ["tender:CCRD:AMEX", "tender:CCRD:MASTERCARD", "tender:CCRD:UNKNOWN"]
    assert setup["on_first_use"] == waiting == back["on_first_use"]
    assert (status, changed["on_first_use"]) == (200, waiting[1:])
    assert refused == 422


def test_a_partner_need_not_look_before_deciding(world):
    status, setup, _ = Caller(world).send("PATCH", "/setup", {"accounts": {"tender:CCRD:AMEX": "first_use"}})

    assert status == 200
    assert "tender:CCRD:AMEX" in setup["on_first_use"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_credit_and_debit_of_a_card_are_one_row_with_one_account(with_debit, language):
    visitor = with_debit.visitor(language)
    page = visitor.open(PAYMENTS)

    review = visitor.send(page, PAYMENTS, **{VISA: "8"})
    confirmed(visitor)

    accounts = mapping_of(with_debit).accounts
    assert DEBIT_VISA not in page.form(PAYMENTS)
    assert ">Visa</label>" in page.body
    assert review.status == 200
    assert (accounts["tender:CCRD:VISA"], accounts["tender:DCRD:VISA"]) == ("8", "8")


def test_a_new_account_for_the_row_is_that_of_both(with_debit):
    visitor = with_debit.visitor()
    form = visitor.send(visitor.open(PAYMENTS), PAYMENTS, **{VISA: "add"})

    back = visitor.send(form, "/accounts/new", name="Visa clearing")

    made = with_debit.ledger.accounts[-1]
    assert back.form(PAYMENTS)[VISA] == made.id
    assert DEBIT_VISA not in back.form(PAYMENTS)


@pytest.mark.parametrize(
    ("language", "choice", "labels"),
    [
        ("en", "Credit and debit on accounts of their own…", ("Credit card: Visa", "Debit card: Visa")),
        (
            "fr",
            "Crédit et débit dans des comptes distincts…",
            tuple(f"Carte de {kind}{NBSP}: Visa" for kind in ("crédit", "débit")),
        ),
    ],
)
def test_where_the_bank_pays_them_apart_the_row_becomes_two(with_debit, language, choice, labels):
    with_debit.profile = replace(with_debit.profile, tenders=_named_by_talech(with_debit.profile.tenders))
    with_debit.connections.save_profile(with_debit.profile)
    visitor = with_debit.visitor(language)
    page = visitor.open(PAYMENTS)

    apart = visitor.send(page, PAYMENTS, **{VISA: "apart", AMEX: "8"})
    visitor.send(apart, PAYMENTS, **{VISA: "7", DEBIT_VISA: "8"})
    confirmed(visitor)

    accounts = mapping_of(with_debit).accounts
    assert f">{choice}</option>" in page.body
    assert apart.path == PAYMENTS
    assert [label for label in labels if f">{label}</label>" not in apart.body] == []
    assert apart.form(PAYMENTS)[AMEX] == "8"
    assert (accounts["tender:CCRD:VISA"], accounts["tender:DCRD:VISA"]) == ("7", "8")


def _named_by_talech(tenders):
    """Without names of the merchant's own."""
    return tuple(replace(each, label="") for each in tenders)


def test_a_single_tender_is_offered_nothing_to_take_apart(visitor):
    assert "on accounts of their own" not in visitor.open(PAYMENTS).body
