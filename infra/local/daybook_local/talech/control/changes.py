"""Changes of the merchant's own world: what a shop or its owner does behind a connector's back.

Unlike a fault they last, and the truth ledger and the summary report know them.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from daybook_local.talech.contract import Order, Payment, SampleMerchant, TipChange
from daybook_local.talech.control.faults import UnknownFaultError
from daybook_local.talech.sessions import Sessions
from daybook_local.talech.world import World

Wanted = dict[str, Any]


def revoke_token(world: World, sessions: Sessions, wanted: Wanted) -> None:
    """The owner revokes the merchant's token: `invalid_grant` until the next launch."""
    sessions.revoke(_merchant(world, wanted).id)


def single_session(_: World, sessions: Sessions, wanted: Wanted) -> None:
    """From now on a new access token kills the merchant's older ones (`"on": false` ends it)."""
    sessions.single_session = bool(wanted.get("on", True))


def plan_downgrade(world: World, _: Sessions, wanted: Wanted) -> None:
    """The merchant moves to a plan without apps (`plan`, default STARTER)."""
    merchant = _merchant(world, wanted)
    plan = str(wanted.get("plan", "STARTER"))
    account = replace(merchant.profile.merchant, plan=plan, apps_allowed=False)
    world.change(replace(merchant, profile=replace(merchant.profile, merchant=account)))


def location_removed(world: World, _: Sessions, wanted: Wanted) -> None:
    """`location` leaves the account: HTTP 403 from here on."""
    merchant, location_id = _merchant(world, wanted), _needed(wanted, "location")
    locations = tuple(
        replace(each, active=False) if each.id == location_id else each for each in merchant.profile.locations
    )
    world.change(replace(merchant, profile=replace(merchant.profile, locations=locations)))


def deleted_category(world: World, _: Sessions, wanted: Wanted) -> None:
    """The shop deletes `category_id`; old orders still name it."""
    merchant, category_id = _merchant(world, wanted), _needed(wanted, "category_id")
    categories = tuple(
        replace(each, deleted=True) if each.id == category_id else each for each in merchant.profile.categories
    )
    if categories == merchant.profile.categories:
        raise UnknownFaultError(f"category_id {category_id!r} is no live category of {merchant.id}")
    world.change(replace(merchant, profile=replace(merchant.profile, categories=categories)))


def changed_day(world: World, _: Sessions, wanted: Wanted) -> None:
    """A tip is corrected after the fact (`tip_minor`, default one unit more) on an order of `date`."""
    merchant, order, payment = _card_payment(world, wanted)
    tip = int(wanted.get("tip_minor", payment.tip_minor + 100))
    now = world.clock.now()
    change = TipChange(at=now, from_minor=payment.tip_minor, to_minor=tip)
    changed = replace(payment, tip_minor=tip, tip_changes=(*payment.tip_changes, change))
    difference = tip - payment.tip_minor
    totals = replace(
        order.totals,
        tip_minor=order.totals.tip_minor + difference,
        total_minor=order.totals.total_minor + difference,
    )
    _change_payment(world, merchant, replace(order, totals=totals), changed, now)


def unknown_card_type(world: World, _: Sessions, wanted: Wanted) -> None:
    """A card type nobody has seen (`card_type`, default UNIONPAY) turns up on an order of `date`."""
    merchant, order, payment = _card_payment(world, wanted)
    changed = replace(payment, card_type=str(wanted.get("card_type", "UNIONPAY")))
    _change_payment(world, merchant, order, changed, world.clock.now())


CHANGES: dict[str, Callable[[World, Sessions, Wanted], None]] = {
    "revoke_token": revoke_token,
    "single_session": single_session,
    "plan_downgrade": plan_downgrade,
    "location_removed": location_removed,
    "deleted_category": deleted_category,
    "changed_day": changed_day,
    "unknown_card_type": unknown_card_type,
}


def _merchant(world: World, wanted: Wanted) -> SampleMerchant:
    if "merchant" in wanted and wanted["merchant"] in world.merchants:
        return world.merchants[wanted["merchant"]]
    if wanted.get("location") in world.location_ids():
        return world.merchant_of_location(wanted["location"])
    if len(world.merchants) == 1 and not wanted.keys() & {"merchant", "location"}:
        return next(iter(world.merchants.values()))
    known = f"merchants {sorted(world.merchants)}, locations {world.location_ids()}"
    raise UnknownFaultError(f"fault {wanted['fault']}: name a merchant or a location of {known}")


def _needed(wanted: Wanted, name: str) -> str:
    if name not in wanted:
        raise UnknownFaultError(f"fault {wanted['fault']}: {name} is missing")
    return str(wanted[name])


def _card_payment(world: World, wanted: Wanted) -> tuple[SampleMerchant, Order, Payment]:
    """The order asked for, else the first of that business date that a card paid."""
    location_id, label = _needed(wanted, "location"), date.fromisoformat(_needed(wanted, "date"))
    merchant = _merchant(world, wanted)
    records = world.records(location_id)
    day = records.calendar.day(label)
    cards = {tender.id for tender in merchant.profile.tenders if tender.kind == "CARD"}
    for order in records.closed_orders(day.start, day.end):
        if wanted.get("order_id") not in {None, order.id}:
            continue
        for payment in order.payments:
            if payment.tender_id in cards and payment.status == "COMPLETED":
                original = next(each for each in merchant.orders if each.id == order.id)
                return merchant, original, next(each for each in original.payments if each.id == payment.id)
    raise UnknownFaultError(f"fault {wanted['fault']}: no order paid by card closed at {location_id} on {label}")


def _change_payment(world: World, merchant: SampleMerchant, order: Order, payment: Payment, now: datetime) -> None:
    payments = tuple(payment if each.id == payment.id else each for each in order.payments)
    changed = replace(order, payments=payments, revision=order.revision + 1, updated_at=now)
    orders = tuple(changed if each.id == order.id else each for each in merchant.orders)
    world.change(replace(merchant, orders=orders))
