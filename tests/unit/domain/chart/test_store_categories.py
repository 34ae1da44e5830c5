"""Two stores may use one id for two categories: what is asked, what is shown, what waits, and what stays as it was."""

from dataclasses import replace
from datetime import date

import pytest

from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.store_categories import (
    ambiguous_ids,
    category_role,
    ids_of_several_stores,
    in_words_of_stores,
    mapping_rows,
    roles_that_wait,
)
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.merchant.profile import Category, MerchantProfile
from daybook.domain.posting.balanced_lines import build_posting
from daybook.domain.posting.form_taxes import coded_content_hash
from factories import location

QUEEN, KING, LAVAL = "304267:1", "304268:1", "304269:1"
FOOD, WINE = Category("1", QUEEN, "Food"), Category("1", KING, "Wine")
HERE, THERE = f"revenue:1@{QUEEN}", f"revenue:1@{KING}"


def profile(*categories):
    places = tuple(location(each) for each in (QUEEN, KING, LAVAL))
    return MerchantProfile(
        merchant_id="m_1",
        name="Two Doors",
        plan="STANDARD",
        country="CA",
        is_demo=False,
        locations=places,
        categories=categories,
        taxes=(),
        tenders=(),
        card_types=(),
    )


def mapping(**accounts):
    said = {role.replace("_", ":"): account for role, account in accounts.items()}
    return AccountMapping(1, date(2020, 1, 1), said, suspense_account="99")


def with_stores(**stores):
    """Category 1 mapped for a store of its own, by the store's name here."""
    ids = {"queen": HERE, "king": THERE}
    return {ids[store]: account for store, account in stores.items()}


def sold(store, minor, category="1", **more):
    tender = TenderTotal("CASH", "CASH", None, minor, 0)
    return SalesDay(store, date(2026, 11, 23), "CAD", revenue={category: minor}, tenders=(tender,), **more)


def moved(posting):
    return [(line.account_id, line.location_id, -line.amount_minor) for line in posting.lines if line.amount_minor < 0]


@pytest.mark.parametrize(
    ("here", "there", "apart"),
    [("Food", "Wine", {"1"}), ("Food", "Food", set()), ("Café", "CAFE ", set()), ("Food", "Foods", {"1"})],
)
def test_an_id_is_told_apart_where_stores_name_it_differently(here, there, apart):
    assert ambiguous_ids([Category("1", QUEEN, here), Category("1", KING, there), Category("2", KING, "x")]) == apart


def test_all_locations_as_one_are_split_by_store_and_category():
    both = replace(mapping(tender_CASH="3"), accounts={"tender:CASH": "3", **with_stores(queen="1", king="2")})

    posting = build_posting([sold(QUEEN, 500), sold(KING, 700)], both)

    assert moved(posting) == [("1", QUEEN, 500), ("2", KING, 700)]
    assert posting.gaps == ()


def test_a_store_without_an_account_of_its_own_falls_back_to_the_category_in_every_store():
    both = replace(mapping(), accounts={"tender:CASH": "3", "revenue:1": "1", **with_stores(king="2")})

    posting = build_posting([sold(each, 500) for each in (QUEEN, KING, LAVAL)], both)

    assert [account for account, _, _ in moved(posting)] == ["1", "2", "1"]


def test_lines_of_a_stores_own_account_are_hashed_as_if_the_category_had_it_in_every_store():
    """A release that tells stores apart finds every posted day unchanged, whatever form the mapping has by now."""
    before = build_posting([sold(QUEEN, 500)], mapping(tender_CASH="3", revenue_1="1"))
    after_mapping = replace(mapping(), accounts={"tender:CASH": "3", **with_stores(queen="1")})
    after = build_posting([sold(QUEEN, 500)], after_mapping)

    assert coded_content_hash(after, after_mapping) == coded_content_hash(before, mapping())
    assert after.unversioned_hash == before.unversioned_hash


def test_a_refund_is_asked_for_by_store_as_well():
    accounts = {"tender:CASH": "3", "refund": "8", f"refund:1@{KING}": "9"}
    days = [replace(sold(store, 500), revenue={}, refunds={"1": -500}) for store in (QUEEN, KING)]

    posting = build_posting(days, replace(mapping(), accounts=accounts))

    assert [account for account, _, _ in moved(posting)] == ["8", "9"]


@pytest.mark.parametrize(
    ("accounts", "categories", "rows"),
    [
        ({"revenue:1": "1"}, (FOOD, WINE), {HERE: "1", THERE: "1"}),
        ({"revenue:1": "1", THERE: "2"}, (FOOD, WINE), {HERE: "1", THERE: "2"}),
        ({"revenue:1": "1"}, (FOOD, replace(WINE, name="Food")), {"revenue:1": "1"}),
        ({"revenue:1": "1", THERE: "2"}, (FOOD, replace(WINE, name="Food")), {HERE: "1", THERE: "2"}),
        ({"revenue:1": "1"}, (), {"revenue:1": "1"}),
        ({THERE: "2"}, (FOOD, WINE), {THERE: "2"}),
        ({"tax:1": "5", "revenue": "1"}, (FOOD, WINE), {"tax:1": "5", "revenue": "1"}),
    ],
    ids=["as before", "one of its own", "one menu", "one menu, split", "no menu", "new store", "no category"],
)
def test_a_mapping_is_shown_with_a_row_for_each_store_where_stores_differ(accounts, categories, rows):
    assert mapping_rows(replace(mapping(), accounts=accounts), profile(*categories)) == rows


@pytest.mark.parametrize(
    ("gap", "at", "accounts", "waits"),
    [
        ("revenue:1", QUEEN, {}, (HERE,)),
        ("revenue:1", "all", {}, (HERE, THERE)),
        ("revenue:1", "all", {THERE: "2"}, (HERE,)),
        (THERE, "all", {HERE: "1"}, (THERE,)),
        (THERE, "all", {"revenue:1": "1"}, ()),
        ("revenue:7", "all", {}, ("revenue:7",)),
        ("revenue:7", KING, {f"revenue:7@{KING}": "2"}, ()),
        ("revenue:7", QUEEN, {f"revenue:7@{KING}": "2"}, ("revenue:7",)),
        ("tax:1", "all", {}, ("tax:1",)),
    ],
)
def test_a_gap_waits_for_the_stores_that_have_no_account(gap, at, accounts, waits):
    assert roles_that_wait(gap, at, replace(mapping(), accounts=accounts), profile(FOOD, WINE)) == waits


def test_a_label_is_the_stores_own():
    labels = {"revenue:1": "Food or wine", THERE: "Wine"}
    both = replace(mapping(), labels=labels)

    assert both.label_for(Role(RoleKind.REVENUE, "1").at(KING)) == "Wine"
    assert both.label_for(Role(RoleKind.REVENUE, "1").at(QUEEN)) == "Food or wine"


def test_an_id_is_of_several_stores_whatever_they_call_it():
    categories = [
        FOOD,
        WINE,
        Category("2", QUEEN, "Tea"),
        Category("2", QUEEN, "Mint tea"),
        Category("3", KING, "Soup"),
    ]

    assert ids_of_several_stores([*categories, Category("3", LAVAL, "Soup")]) == {"1", "3"}
    assert ids_of_several_stores([]) == frozenset()


def test_three_stores_that_agree_do_not_tell_an_id_apart():
    assert ambiguous_ids([Category("1", each, "Food") for each in (QUEEN, KING, LAVAL)]) == frozenset()
    assert ambiguous_ids([FOOD, WINE, Category("1", LAVAL, "Food")]) == {"1"}


@pytest.mark.parametrize("kind", [RoleKind.REVENUE, RoleKind.REFUND])
def test_the_role_of_a_category_names_the_store_only_where_ids_are_told_apart(kind):
    assert category_role(kind, WINE, frozenset({"1"})) == Role(kind, "1", "", KING)
    assert category_role(kind, WINE, frozenset({"2"})) == Role(kind, "1")


def test_a_mapping_gets_the_name_of_each_store_where_stores_differ():
    older = replace(mapping(revenue_1="1"), labels={"revenue:1": "Food", THERE: "Old", "tax:1": "HST"})
    merchant = profile(FOOD, WINE, Category("2", QUEEN, "Tea"), Category("2", KING, "Tea"))

    assert in_words_of_stores(older, merchant) == replace(
        older,
        labels={
            "revenue:1": "Food",
            "tax:1": "HST",
            HERE: "Food",
            THERE: "Wine",
            f"refund:1@{QUEEN}": "Food",
            f"refund:1@{KING}": "Wine",
        },
    )


def test_a_mapping_stays_as_it_is_where_stores_agree():
    older = replace(mapping(revenue_1="1"), labels={"revenue:1": "Food"})

    assert in_words_of_stores(older, profile(FOOD, replace(WINE, name="Food"))) is older


@pytest.mark.parametrize(
    ("accounts", "rows"),
    [
        ({"refund:1": "8"}, {f"refund:1@{QUEEN}": "8", f"refund:1@{KING}": "8"}),
        ({"tip": "7", "tender:1": "3", "revenue:2": "1"}, {"tip": "7", "tender:1": "3", "revenue:2": "1"}),
        ({THERE: "2", "revenue:1": "1"}, {THERE: "2", HERE: "1"}),
        ({f"revenue:2@{KING}": "4", "revenue:2": "1"}, {f"revenue:2@{KING}": "4", f"revenue:2@{QUEEN}": "1"}),
    ],
)
def test_a_row_of_every_store_becomes_one_of_each_and_a_row_of_a_store_stays(accounts, rows):
    menu = (FOOD, WINE, Category("2", QUEEN, "Tea"), Category("2", KING, "Tea"))

    assert mapping_rows(replace(mapping(), accounts=accounts), profile(*menu)) == rows


@pytest.mark.parametrize(
    ("gap", "at", "accounts", "waits"),
    [
        ("revenue:2", "all", {}, ("revenue:2",)),
        ("revenue:2", "all", {f"revenue:2@{QUEEN}": "1"}, ("revenue:2",)),
        ("revenue:2", "all", {"revenue": "1"}, ()),
        (f"revenue:2@{QUEEN}", QUEEN, {}, (f"revenue:2@{QUEEN}",)),
        ("refund:1", KING, {}, (f"refund:1@{KING}",)),
        ("tender:1", QUEEN, {}, ("tender:1",)),
        ("tender:1", "all", {"tender:1": "3"}, ()),
    ],
)
def test_stores_that_agree_wait_together_and_a_gap_of_a_store_keeps_its_store(gap, at, accounts, waits):
    menu = (FOOD, WINE, Category("2", KING, "Tea"), Category("2", QUEEN, "Tea"))

    assert roles_that_wait(gap, at, replace(mapping(), accounts=accounts), profile(*menu)) == waits
