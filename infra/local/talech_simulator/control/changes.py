"""Changes of the merchant's own world: what a shop or its owner does behind a connector's back.

Unlike a fault they last, and the truth ledger and the summary report know them.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

from talech_simulator.contract import EarlierSettings, TipChange
from talech_simulator.control.card_sales import CardSale, Wanted, card_sales, merchant_of, needed
from talech_simulator.control.faults import UnknownFaultError
from talech_simulator.control.late_events import late_return, reopened_order
from talech_simulator.oauth.sessions import Sessions
from talech_simulator.world import World

_BEFORE_EVERY_SALE = date(2000, 1, 1)


def revoke_token(world: World, sessions: Sessions, wanted: Wanted) -> None:
    """The owner revokes the merchant's token: `invalid_grant` until the next launch."""
    sessions.revoke(merchant_of(world, wanted).id)


def single_session(_: World, sessions: Sessions, wanted: Wanted) -> None:
    """From now on a new access token kills the merchant's older ones (`"on": false` ends it)."""
    sessions.single_session = bool(wanted.get("on", True))


def plan_downgrade(world: World, _: Sessions, wanted: Wanted) -> None:
    """The merchant moves to a plan without apps (`plan`, default STARTER)."""
    merchant = merchant_of(world, wanted)
    plan = str(wanted.get("plan", "STARTER"))
    account = replace(merchant.profile.merchant, plan=plan, apps_allowed=False)
    world.change(replace(merchant, profile=replace(merchant.profile, merchant=account)))


def location_removed(world: World, _: Sessions, wanted: Wanted) -> None:
    """`location` leaves the account: HTTP 403 from here on."""
    merchant, location_id = merchant_of(world, wanted), needed(wanted, "location")
    locations = tuple(
        replace(each, active=False) if each.id == location_id else each for each in merchant.profile.locations
    )
    world.change(replace(merchant, profile=replace(merchant.profile, locations=locations)))


def report_end_time(world: World, _: Sessions, wanted: Wanted) -> None:
    """`location` closes its days `at` another time (`04:00`), from the business date after the present one."""
    merchant, location_id, at = merchant_of(world, wanted), needed(wanted, "location"), needed(wanted, "at")
    location = next(each for each in merchant.profile.locations if each.id == location_id)
    try:
        closes_at = time.fromisoformat(at)
    except ValueError:
        raise UnknownFaultError(f"at {at!r} is no time of day like 04:00") from None
    today = world.records(location_id).calendar.day_of(world.clock.now()).date
    before = EarlierSettings(
        settings_from=location.settings_from or _BEFORE_EVERY_SALE,
        timezone=location.timezone,
        report_end_time=location.report_end_time,
    )
    moved = replace(
        location,
        report_end_time=f"{closes_at:%H:%M}",
        settings_from=today + timedelta(days=1),
        # Two changes on one day are one: only the last of them ever counts.
        earlier_settings=(*(each for each in (*location.earlier_settings, before) if each.settings_from <= today),),
    )
    locations = tuple(moved if each is location else each for each in merchant.profile.locations)
    world.change(replace(merchant, profile=replace(merchant.profile, locations=locations)))


def deleted_category(world: World, _: Sessions, wanted: Wanted) -> None:
    """The shop deletes `category_id`, at `location` alone if one is named; old orders still name it."""
    merchant, category_id = merchant_of(world, wanted), needed(wanted, "category_id")
    at = wanted.get("location", "")
    categories = tuple(
        replace(each, deleted=True) if each.id == category_id and at in {"", each.location_id} else each
        for each in merchant.profile.categories
    )
    if categories == merchant.profile.categories:
        raise UnknownFaultError(f"category_id {category_id!r} is no live category of {merchant.id}")
    world.change(replace(merchant, profile=replace(merchant.profile, categories=categories)))


def changed_day(world: World, _: Sessions, wanted: Wanted) -> None:
    """A tip is corrected after the fact (`tip_minor`, default one unit more) on an order of `date`."""
    sale = _first_sale(world, wanted)
    payment, now = sale.payment, world.clock.now()
    tip = int(wanted.get("tip_minor", payment.tip_minor + 100))
    change = TipChange(at=now, from_minor=payment.tip_minor, to_minor=tip)
    changed = replace(payment, tip_minor=tip, tip_changes=(*payment.tip_changes, change))
    sale.with_tip_of(tip - payment.tip_minor).with_payment(changed).show(world)


def unknown_card_type(world: World, _: Sessions, wanted: Wanted) -> None:
    """A card type that is new to the merchant (`card_type`, default UNIONPAY) turns up on an order of `date`."""
    sale = _first_sale(world, wanted)
    card_type = str(wanted.get("card_type", "UNIONPAY"))
    sale.with_payment(replace(sale.payment, card_type=card_type)).show(world)


def moved_line(world: World, _: Sessions, wanted: Wanted) -> None:
    """A line of an order of `date` is booked under another category of the menu (`category_id`, default the next)."""
    sale = _first_sale(world, wanted)
    sold = next((line for line in sale.order.lines if line.kind == "ITEM" and not line.voided), None)
    others = (each.id for each in sale.merchant.profile.categories if sold is None or each.id != sold.category_id)
    category_id = wanted.get("category_id") or next(others, None)
    if sold is None or category_id is None:
        raise UnknownFaultError(f"fault {wanted['fault']}: order {sale.order.id} has no line that could move")
    lines = tuple(replace(line, category_id=category_id) if line is sold else line for line in sale.order.lines)
    replace(sale, order=replace(sale.order, lines=lines)).show(world)


CHANGES: dict[str, Callable[[World, Sessions, Wanted], None]] = {
    "revoke_token": revoke_token,
    "single_session": single_session,
    "plan_downgrade": plan_downgrade,
    "location_removed": location_removed,
    "report_end_time": report_end_time,
    "deleted_category": deleted_category,
    "changed_day": changed_day,
    "late_return": late_return,
    "reopened_order": reopened_order,
    "unknown_card_type": unknown_card_type,
    "moved_line": moved_line,
}


def _first_sale(world: World, wanted: Wanted) -> CardSale:
    """The order asked for, else the first of that business date that a card paid."""
    for sale in card_sales(world, wanted):
        return sale
    location, date = wanted["location"], wanted["date"]
    raise UnknownFaultError(f"fault {wanted['fault']}: no order paid by card closed at {location} on {date}")
