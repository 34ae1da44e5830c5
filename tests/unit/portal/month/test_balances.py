"""Balances of a month: what a person types opens it, and each month after opens with the closing of the one before."""

import re
from datetime import date

import pytest

from daybook.domain.audit import Deed
from daybook.domain.month.balance import Balance
from daybook.domain.month.openings import TypedAmount
from unit.portal.guests import WHO, accountant_of
from unit.portal.merchant import KING, MERCHANT, NOW, QUEEN, sales_of_day

OCTOBER, NOVEMBER = "/month?month=2026-10", "/month?month=2026-11"


def rows_of(page):
    """The table of balances: the cells of each row, by the balance's name."""
    table = re.search(r'<table class="list balances">.*?</table>', page.body, re.DOTALL)[0]
    rows = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)]
    return {re.sub(r"\s*<.*", "", cells[0]): cells[1:] for cells in rows[1:]}


def type_in(visitor, page=NOVEMBER, **said):
    """What the visitor sees after they typed into the form: `tips="100.00"`."""
    fields = {f"amount.{name}": text for name, text in said.items()}
    return visitor.send(visitor.open(page), "/month/balances", **fields)


def typed(world):
    return world.balances.typed(MERCHANT).amounts


@pytest.mark.usefixtures("synced")
def test_without_an_opening_only_the_movement_is_said(visitor):
    opening, added, _, movement, closing = rows_of(visitor.open(NOVEMBER))["Tips"]

    assert (opening, added, movement, closing) == ("", "$1,795.50", "$1,795.50", "Movement only")


def test_an_opening_that_is_typed_leads_to_the_closing(synced, visitor):
    page = type_in(visitor, tips="410.00")

    assert rows_of(page)["Tips"] == ["$410.00", "$1,795.50", "$0.00", "$1,795.50", "$2,205.50"]
    assert "Saved." in page.words
    assert typed(synced) == (TypedAmount("all", date(2026, 11, 1), Balance.TIPS, 41_000, "", NOW),)


@pytest.mark.usefixtures("synced")
def test_the_month_after_opens_with_the_closing_and_says_where_it_comes_from(visitor):
    closed = rows_of(type_in(visitor, OCTOBER, tips="100.00"))["Tips"][-1]

    page = visitor.open(NOVEMBER)
    assert closed == "$667.00"
    assert rows_of(page)["Tips"] == ["$667.00", "$1,795.50", "$0.00", "$1,795.50", "$2,462.50"]
    assert "Tips: Carried from the opening of October 2026, typed Nov 24, 2026, 10:05" in page.words


@pytest.mark.usefixtures("synced")
def test_the_month_before_the_one_that_was_typed_has_its_movement_only(visitor):
    type_in(visitor, tips="100.00")

    assert rows_of(visitor.open(OCTOBER))["Tips"][-1] == "Movement only"


@pytest.mark.usefixtures("synced")
def test_a_later_opening_replaces_what_was_carried_and_an_empty_one_takes_it_back(visitor):
    type_in(visitor, OCTOBER, tips="100.00")

    assert rows_of(type_in(visitor, tips="0"))["Tips"][0] == "$0.00"
    assert rows_of(type_in(visitor, tips=""))["Tips"][0] == "$667.00"


def test_each_store_has_openings_of_its_own(synced, visitor):
    page = type_in(visitor, f"{NOVEMBER}&location={QUEEN}", tips="20.00")

    assert rows_of(page)["Tips"] == ["$20.00", "$598.50", "$0.00", "$598.50", "$618.50"]
    assert rows_of(visitor.open(NOVEMBER))["Tips"][-1] == "Movement only"
    assert [amount.place for amount in typed(synced)] == [QUEEN]


@pytest.mark.usefixtures("synced")
def test_what_payroll_paid_leaves_the_tips_and_the_months_after(visitor):
    october = type_in(visitor, OCTOBER, tips="100.00", payroll="67.00")

    assert rows_of(october)["Tips"] == ["$100.00", "$567.00", "$67.00", "$500.00", "$600.00"]
    assert "Tips: $67.00 paid by payroll, typed Nov 24, 2026, 10:05" in october.words
    assert rows_of(visitor.open(NOVEMBER))["Tips"][0] == "$600.00"


@pytest.mark.usefixtures("synced")
def test_a_balance_that_did_not_move_is_shown_once_it_has_an_opening(visitor):
    assert "Gift cards" not in rows_of(visitor.open(NOVEMBER))

    assert rows_of(type_in(visitor, gift_cards="4,310.00"))["Gift cards"] == [
        "$4,310.00",
        "$0.00",
        "$0.00",
        "$0.00",
        "$4,310.00",
    ]


@pytest.mark.usefixtures("synced")
def test_a_company_below_zero_is_red_and_a_store_is_not(visitor):
    company = type_in(visitor, tips="-5,000")
    store = type_in(visitor, f"{NOVEMBER}&location={QUEEN}", tips="-5,000")

    assert 'class="state failed"' in rows_of(company)["Tips"][-1]
    assert "Below zero: more was used or paid out than was ever added." in company.words
    assert rows_of(store)["Tips"][-1] == "-$4,401.50"
    assert "Below zero" not in store.words


def test_days_that_no_opening_knows_are_counted(ready, visitor):
    waits = date(2026, 10, 28)
    ready.sales.days[KING, waits] = sales_of_day(KING, waits, untied=True)
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()
    type_in(visitor, OCTOBER, tips="100.00")

    assert "The openings leave out 1 store day of the months before" in visitor.open(NOVEMBER).words
    assert rows_of(visitor.open(NOVEMBER))["Tips"][0] == "$635.50"


@pytest.mark.usefixtures("synced")
def test_an_opening_is_carried_over_as_many_months_as_are_read_and_no_more(visitor):
    """Three stores: ten months. The one of January 2026 reaches November, that of December 2025 does not."""
    type_in(visitor, "/month?month=2025-12", tips="100.00")
    type_in(visitor, "/month?month=2026-01", cash="50.00")

    page = visitor.open(NOVEMBER)

    assert rows_of(page)["Tips"][-1] == "Movement only"
    assert rows_of(page)["Cash in the drawers"][-1] != "Movement only"
    assert "Tips: the opening of December 2025 is too old" in page.words
    assert "carried over 10 months" in page.words


def test_no_page_reads_further_back_than_the_openings_need(synced, visitor):
    read = []
    between = synced.proofs.between
    synced.proofs.between = lambda merchant, first, last: read.append(first) or between(merchant, first, last)
    type_in(visitor, "/month?month=2025-12", tips="100.00")
    read.clear()

    visitor.open(NOVEMBER)
    assert read == [date(2026, 11, 1)]
    type_in(visitor, OCTOBER, tips="100.00")
    read.clear()

    visitor.open(NOVEMBER)
    assert read == [date(2026, 11, 1), date(2026, 10, 1)]


@pytest.mark.parametrize("text", ["much", "1.234", "1e3"])
def test_what_is_no_amount_is_asked_again_and_nothing_is_kept(synced, visitor, text):
    page = type_in(visitor, tips=text, cash="12.00")

    assert "is no amount: write it as 4310.00" in page.words
    assert page.form("/month/balances")["amount.tips"] == text
    assert page.form("/month/balances")["amount.cash"] == "12.00"
    assert typed(synced) == ()


@pytest.mark.parametrize(
    "sent",
    [{"month": "2026-12"}, {"month": "x"}, {"location": "999"}, {"amount.colour": "1"}],
)
def test_what_no_page_offers_is_refused(synced, visitor, sent):
    page = visitor.send(visitor.open(NOVEMBER), "/month/balances", **({"amount.tips": "1"} | sent))

    assert "Saved." not in page.words
    assert typed(synced) == ()


def test_what_others_typed_meanwhile_is_not_typed_over(synced, visitor):
    page = visitor.open(NOVEMBER)
    type_in(synced.visitor(), tips="10.00")

    visitor.send(page, "/month/balances", **{"amount.cash": "20.00"})

    assert [(amount.balance, amount.minor) for amount in typed(synced)] == [
        (Balance.TIPS, 1_000),
        (Balance.CASH, 2_000),
    ]


def test_who_typed_it_is_said_and_on_record(synced):
    accountant = accountant_of(synced)
    page = type_in(accountant, OCTOBER, tips="410.00")

    assert "Opening typed by Léa Roy, Cabinet Nord" in page.words
    record = synced.audit.records[MERCHANT][-1]
    assert (record.deed, record.who, record.about) == (Deed.BALANCES_TYPED, WHO, "2026-10")
    assert "October 2026" in synced.visitor().open("/changes").words


def test_nothing_is_on_record_where_nothing_was_kept(synced, visitor):
    type_in(visitor, tips="much")

    assert Deed.BALANCES_TYPED not in [record.deed for record in synced.audit.records.get(MERCHANT, [])]


def test_an_accountant_who_only_looks_reads_openings_and_has_no_form(synced, visitor):
    type_in(visitor, tips="410.00")
    looks = accountant_of(synced, "look", "tim@nord.example")
    page = looks.open(NOVEMBER)

    assert rows_of(page)["Tips"][0] == "$410.00"
    assert 'action="/month/balances"' not in page.body


def test_in_french(synced):
    visitor = synced.visitor("fr")
    page = type_in(visitor, tips="4 310,50")

    assert rows_of(page)["Pourboires"][0] == "4\N{NO-BREAK SPACE}310,50\N{NO-BREAK SPACE}$"
    assert page.form("/month/balances")["amount.tips"] == "4\N{NO-BREAK SPACE}310,50"
    assert "Solde d’ouverture saisi le 24 nov. 2026" in page.words
    assert [amount.minor for amount in typed(synced)] == [431_050]
    assert "Mouvement seulement" in page.words


def test_a_month_that_goes_on_closes_with_what_is_known_so_far(synced, visitor):
    assert "Closing on Nov 23, 2026" in type_in(visitor, tips="1").words
    assert "Closing on Oct 31, 2026" in visitor.open(OCTOBER).words
    assert typed(synced)
