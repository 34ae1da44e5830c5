"""Two stores use one id for two categories: every page and call has a row for each, and each amount its own account."""

import pytest

from daybook.application.ports import Lane
from daybook.domain.sync.location_day import LocationDay, SyncState
from unit.portal.calls import Caller
from unit.portal.merchant import KING, NEWEST, QUEEN
from unit.portal.numbered import MENUS, SOLD, booked_sales, confirmed, mapped_before, names, numbered_world

FOOD_HERE, DRINKS_THERE = f"revenue:1@{QUEEN}", f"revenue:1@{KING}"
ONE_MENU = {QUEEN: {"1": "Food", "2": "Beverages"}, KING: {"1": "Food", "2": "Beverages"}}
GROWN = {store: {**menu, "3": name} for (store, menu), name in zip(MENUS.items(), ("Gifts", "Books"), strict=True)}
GROWN_SOLD = {store: {**sold, "3": 900} for store, sold in SOLD.items()}


@pytest.fixture
def world():
    return numbered_world()


def mapping(world):
    return world.connections.mapping_on("m_1", NEWEST)


def account(world, name):
    return next(each.id for each in world.ledger.accounts if each.name == name)


@pytest.mark.parametrize("mode", ["separate", "combined"])
def test_what_each_store_sold_goes_to_the_account_of_its_own_category(world, mode):
    confirmed(world, mode)

    assert booked_sales(world) == {"Food sales": 4000, "Beverage sales": 300 + 2500, "Hats": 70}


def test_the_setup_asks_once_for_each_stores_category_and_proposes_by_its_name(visitor):
    page = visitor.open("/setup/revenue-accounts")

    chosen = page.form("/setup/revenue-accounts")
    assert (chosen[f"account.{FOOD_HERE}"], chosen[f"account.{DRINKS_THERE}"]) == ("1", "2")
    assert "Sales: Food, Queen St" in page.words
    assert "Sales: Beverages, King St" in page.words
    # What the newest day holds of it: 40.00 of food here, 25.00 of drinks there.
    shown = [amount for amount in ("40.00", "3.00", "25.00", "0.70", "65.00") if f"${amount}" in page.words]
    assert shown == ["40.00", "3.00", "25.00", "0.70"]


@pytest.mark.parametrize(
    ("language", "row"), [("en", "Sales: Beverages, King St"), ("fr", "Ventes : Beverages, King St")]
)
def test_the_page_of_accounts_has_a_row_for_each_store(world, language, row):
    confirmed(world)

    page = world.visitor(language).open("/mapping").words.replace("\N{NO-BREAK SPACE}", " ")

    assert f"{row} Beverage sales" in page


def test_a_mapping_made_before_holds_for_both_stores_until_one_is_changed(world, visitor):
    confirmed(world)
    mapped_before(world, r1="1", r2="3")
    page = visitor.open("/mapping")
    assert "Sales: Food, Queen St Food sales as in every store that has no account of its own" in page.words
    assert "Sales: Beverages, King St Food sales as in every store that has no account of its own" in page.words

    visitor.send(visitor.open(f"/mapping/change?role={DRINKS_THERE}"), "/mapping/change", account="2", then="reclass")
    world.work()

    assert booked_sales(world) == {"Food sales": 4000, "Beverage sales": 2500, "Sales": 300 + 70}
    after = visitor.open("/mapping").words
    assert "Sales: Beverages, King St Beverage sales as in every store" not in after
    assert "Sales: Food, Queen St Food sales as in every store" in after


def test_days_posted_before_are_not_written_again_by_the_release_that_tells_stores_apart(world):
    confirmed(world)
    mapped_before(world, r1="1", r2="3")
    Caller(world).send("PATCH", "/mapping", {"accounts": {"tip": "5"}, "reclass": True})
    world.work()
    versions = {id_: document.content_hash for id_, document in world.ledger.documents.items()}

    names(world, ONE_MENU)
    Caller(world).send("PATCH", "/mapping", {"accounts": {"tip": "5"}, "reclass": True})
    calls = len(world.ledger.calls)
    world.work()

    assert {id_: document.content_hash for id_, document in world.ledger.documents.items()} == versions
    assert len(world.ledger.calls) == calls


def test_a_category_that_is_new_in_both_stores_is_a_gap_of_each(world):
    confirmed(world, "combined")
    names(world, GROWN)
    grown = numbered_world(GROWN, GROWN_SOLD)
    world.sales.days = grown.sales.days
    Caller(world).send("PATCH", "/mapping", {"accounts": {"tip": "5"}, "reclass": True})
    world.work()

    _, found, _ = Caller(world).get("/mapping/gaps")

    assert [(each["role"], each["label"]) for each in found["accounts"]] == [
        (f"revenue:3@{QUEEN}", "Sales: Gifts, Queen St"),
        (f"revenue:3@{KING}", "Sales: Books, King St"),
    ]


def test_a_gap_of_one_store_is_closed_by_an_account_of_that_store_alone(world, visitor):
    confirmed(world, "combined")
    names(world, GROWN)
    world.sales.days = numbered_world(GROWN, GROWN_SOLD).sales.days
    Caller(world).send("PATCH", "/mapping", {"accounts": {"tip": "5"}, "reclass": True})
    world.work()

    Caller(world).send("PATCH", "/mapping", {"accounts": {f"revenue:3@{KING}": "3"}})
    assert {request.day.location for request in world.queue.sent[Lane.BACKFILL]} == {"all"}
    world.work()

    record = world.sync_log.get(LocationDay("m_1", NEWEST, "all"))
    assert (record.state, record.gaps) == (SyncState.POSTED_WITH_GAPS, (f"revenue:3@{QUEEN}",))
    assert "1 amount has no account yet" in visitor.open("/mapping").words
    assert booked_sales(world)["Sales"] == 900


def test_a_day_that_waited_before_stores_were_told_apart_is_asked_about_store_by_store(world):
    """When the day was posted, talech listed nothing of category 3: its gap names no store."""
    confirmed(world, "combined")
    world.sales.days = numbered_world(GROWN, GROWN_SOLD).sales.days
    Caller(world).send("PATCH", "/mapping", {"accounts": {"tip": "5"}, "reclass": True})
    world.work()
    assert world.sync_log.get(LocationDay("m_1", NEWEST, "all")).gaps == ("revenue:3",)
    names(world, GROWN)

    _, found, _ = Caller(world).get("/mapping/gaps")
    assert [each["role"] for each in found["accounts"]] == [f"revenue:3@{QUEEN}", f"revenue:3@{KING}"]
    both = {each["role"]: number for each, number in zip(found["accounts"], "13", strict=True)}
    Caller(world).send("PATCH", "/mapping", {"accounts": both})
    world.work()

    assert world.sync_log.get(LocationDay("m_1", NEWEST, "all")).state is SyncState.POSTED
    assert (booked_sales(world)["Food sales"], booked_sales(world)["Sales"]) == (4000 + 900, 900)


def test_stores_with_one_menu_keep_one_row_a_category(world, visitor):
    names(world, ONE_MENU)
    asked = visitor.open("/setup/revenue-accounts").form("/setup/revenue-accounts")
    confirmed(world)

    assert {name for name in asked if ":1" in name} == {"account.revenue:1"}
    assert "revenue:1" in mapping(world).accounts
    assert visitor.open("/mapping").body.count('<th scope="row">Sales: Food<') == 1


def test_the_json_api_has_a_row_for_each_store_and_takes_one(world):
    confirmed(world)
    mapped_before(world, r1="1", r2="3")

    _, before, _ = Caller(world).get("/mapping")
    _, after, _ = Caller(world).send("PATCH", "/mapping", {"accounts": {DRINKS_THERE: "2"}})

    assert (before["accounts"][FOOD_HERE], before["accounts"][DRINKS_THERE]) == ("1", "1")
    assert (after["accounts"][FOOD_HERE], after["accounts"][DRINKS_THERE]) == ("1", "2")
    assert "revenue:1" not in before["accounts"]


@pytest.mark.parametrize("store", ["304999:1", "Queen St:1"])
def test_a_store_that_the_merchant_does_not_have_is_refused(world, store):
    confirmed(world)
    before = mapping(world)

    wish = {"accounts": {f"revenue:1@{store}": "2"}}
    status, _, _ = Caller(world).send("PATCH", "/mapping", wish)
    rehearsed, _, _ = Caller(world).send("POST", "/mapping/rehearsal", wish)

    assert (status, rehearsed, mapping(world)) == (422, 422, before)


@pytest.mark.parametrize("mapped", ["by this release", "before"])
def test_memos_say_what_the_store_calls_it(world, mapped):
    confirmed(world, "combined")
    if mapped == "before":
        mapped_before(world, r1="1", r2="1")
        Caller(world).send("PATCH", "/mapping", {"accounts": {"tip": "5"}, "reclass": True})
        world.work()

    (document,) = [each for each in world.ledger.documents.values() if each.business_date == NEWEST]
    memos = {(line.memo, line.amount_minor) for line in document.lines if line.memo.startswith("Sales")}
    assert memos == {
        ("Sales, Food, Queen St", 4000),
        ("Sales, Beverages, Queen St", 300),
        ("Sales, Beverages, King St", 2500),
        ("Sales, Hats, King St", 70),
    }
