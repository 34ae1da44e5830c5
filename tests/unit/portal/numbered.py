"""Two stores that number their categories themselves: 1 is Food at Queen St and Beverages at King St."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.merchant.profile import Category
from factories import order, payment
from unit.portal.merchant import KING, MERCHANT, NEWEST, QUEEN, STORES, PortalWorld

MENUS = {QUEEN: {"1": "Food", "2": "Beverages"}, KING: {"1": "Beverages", "2": "Hats"}}
SOLD = {QUEEN: {"1": 4000, "2": 300}, KING: {"1": 2500, "2": 70}}
DAYS = tuple(NEWEST - timedelta(days=back) for back in range(2))


def sales(sold, on):
    """One sale in cash that holds everything sold on a date."""
    at = datetime.combine(on, time(17), tzinfo=UTC)
    total = sum(sold.values())
    one = order(closed_at=at, lines=sold.items(), payments=[payment(total, at=at)])
    return DayActivity((one,), control=ControlTotals({"grossRevenue": total}))


def numbered_world(menus=MENUS, sold=SOLD):
    """Both stores on two dates; connected a moment ago."""
    world = PortalWorld(stores=STORES[:2])
    names(world, menus)
    world.sales.days = {(store, on): sales(sold[store], on) for store in sold for on in DAYS}
    return world


def names(world, menus):
    """What talech lists on the stores' menus from now on."""
    categories = tuple(Category(id_, store, name) for store, menu in menus.items() for id_, name in menu.items())
    world.profile = replace(world.profile, categories=categories)
    world.sales.stored_profile = world.profile
    world.connections.save_profile(world.profile)


def confirmed(world, mode="separate"):
    """The setup is confirmed as recommended, and the days are in the books."""
    visitor = world.visitor()
    visitor.send(visitor.open("/setup/stores"), "/setup/stores", location_mode=mode)
    visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")
    synced(world)
    return world


def synced(world):
    """What is due is in the books."""
    visitor = world.visitor()
    visitor.send(visitor.open("/sync"), "/sync")
    world.work()


def mapped_before(world, **accounts):
    """The mapping that a release stored before stores were told apart: `r1="1"` is category 1 in every store."""
    before = world.connections.mapping_on(MERCHANT, NEWEST)
    kept = {role: account for role, account in before.accounts.items() if "@" not in role}
    said = {f"revenue:{key.removeprefix('r')}": account for key, account in accounts.items()}
    labels = {role: name for role, name in before.labels.items() if "@" not in role}
    labels |= dict.fromkeys(said, "the last store's word")
    mapping = replace(before, version=before.version + 1, accounts={**kept, **said}, labels=labels)
    world.connections.save_mapping(MERCHANT, mapping)


def booked_sales(world, on=NEWEST):
    """What the documents of a date hold on the accounts of sales, by account name."""
    names_of = {account.id: account.name for account in world.ledger.accounts if account.type == "Income"}
    held = {}
    for document in world.ledger.documents.values():
        if document.business_date == on:
            for account, minor in document.effect.items():
                if account in names_of:
                    held[names_of[account]] = held.get(names_of[account], 0) - minor
    return held
