"""What reaches talech after a day was over: a return that a register kept to itself, an order that is opened again."""

from dataclasses import replace
from datetime import timedelta

from talech_simulator.contract import EarlierClosing, OrderLine, Refund, RefundLine
from talech_simulator.control.card_sales import CardSale, Wanted, card_sales
from talech_simulator.control.faults import UnknownFaultError
from talech_simulator.oauth.sessions import Sessions
from talech_simulator.world import World

_A_MINUTE = timedelta(minutes=1)
_TIP_THE_SECOND_TIME_MINOR = 100


def late_return(world: World, _: Sessions, wanted: Wanted) -> None:
    """One line of an order of `date` was returned a minute after the sale, on a register that sends it in only now."""
    for sale in card_sales(world, wanted):
        line = next((line for line in sale.order.lines if _can_come_back(line, sale)), None)
        if line is not None and sale.is_paid_at_once and sale.closed_at + _A_MINUTE < sale.day_ends:
            refunds = (*sale.merchant.refunds, _returned(line, sale))
            world.change(replace(sale.merchant, refunds=refunds))
            return
    raise _nothing_fits(wanted)


def reopened_order(world: World, _: Sessions, wanted: Wanted) -> None:
    """An order of `date` is opened again now: its payment goes back, and a minute later it is paid with more tip."""
    now = world.clock.now()
    for sale in card_sales(world, wanted):
        if not sale.is_paid_at_once:
            continue
        paid = sale.payment
        again = replace(
            paid,
            id=f"{paid.id}-again",
            taken_at=now + _A_MINUTE,
            tip_minor=paid.tip_minor + _TIP_THE_SECOND_TIME_MINOR,
            tip_changes=(),
            settled_at=None,
        )
        reopened = replace(
            sale.with_tip_of(_TIP_THE_SECOND_TIME_MINOR).order,
            closed_at=now + _A_MINUTE,
            earlier_closings=(EarlierClosing(closed_at=sale.closed_at, reopened_at=now),),
            payments=(paid, again),
        )
        refunds = (*sale.merchant.refunds, _given_back(sale, world))
        replace(sale, merchant=replace(sale.merchant, refunds=refunds), order=reopened).show(world)
        return
    raise _nothing_fits(wanted)


def _can_come_back(line: OrderLine, sale: CardSale) -> bool:
    value = line.gross_minor - line.discount_minor + line.tax_minor
    return line.kind == "ITEM" and not line.voided and 0 < value <= sale.payment.amount_minor


def _returned(line: OrderLine, sale: CardSale) -> Refund:
    net = line.gross_minor - line.discount_minor
    back = RefundLine(
        net_minor=net,
        line_id=line.id,
        quantity=line.quantity,
        discount_minor=line.discount_minor,
        tax_minor=line.tax_minor,
    )
    return Refund(
        id=f"{sale.order.id}-returned-late",
        location_id=sale.order.location_id,
        order_id=sale.order.id,
        at=sale.closed_at + _A_MINUTE,
        total_minor=net + line.tax_minor,
        payment_id=sale.payment.id,
        tender_id=sale.payment.tender_id,
        card_type=sale.payment.card_type,
        lines=(back,),
    )


def _given_back(sale: CardSale, world: World) -> Refund:
    paid = sale.payment
    return Refund(
        id=f"{sale.order.id}-reopened",
        location_id=sale.order.location_id,
        order_id=sale.order.id,
        at=world.clock.now(),
        kind="PAYMENT_REFUND_REOPEN",
        total_minor=paid.amount_minor + paid.tip_minor,
        tip_minor=paid.tip_minor,
        payment_id=paid.id,
        tender_id=paid.tender_id,
        card_type=paid.card_type,
    )


def _nothing_fits(wanted: Wanted) -> UnknownFaultError:
    place, day = wanted["location"], wanted["date"]
    return UnknownFaultError(f"fault {wanted['fault']}: no order that one card payment paid fits at {place} on {day}")
