"""What the sales of a day come to, and what QuickBooks holds of it: the right books are those where both are equal."""

from collections import Counter
from dataclasses import replace

from connected_merchant import MERCHANT, MONDAY, QUEEN
from daybook.application.posting.reading.read_sales_days import locations_of
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.day.summary import summarise
from daybook.domain.posting.balanced_lines import build_posting
from daybook.domain.posting.form_taxes import role_of_payable
from daybook.domain.proof.day_proof import effect_of
from factories import order, payment
from released.shop import NOON

TAX_ACCOUNT = "2"


def sell_more(merchant):
    """Another sale, without tax, in the first shop."""
    told = merchant.sales.days[QUEEN, MONDAY]
    more = order(closed_at=NOON, lines=[("food", 250)], payments=[payment(250, at=NOON)])
    merchant.sales.days[QUEEN, MONDAY] = replace(told, orders=(*told.orders, more), control=ControlTotals({}))


def sell_nothing(merchant):
    """Every sale of the day is void."""
    merchant.sales.days = dict.fromkeys(merchant.sales.days, DayActivity())


def wanted(merchant, day):
    """What the sales come to by account, debits positive."""
    profile = merchant.connections.profile(MERCHANT)
    kinds = {tender.id: tender.kind for tender in profile.tenders}
    sold = [
        summarise(place, MONDAY, merchant.sales.days[place.id, MONDAY], kinds) for place in locations_of(day, profile)
    ]
    return effect_of(build_posting(sold, merchant.connections.mapping_on(MERCHANT, MONDAY)).lines)


def held_by_books(merchant):
    """What QuickBooks holds by account; its own payable account of a tax counts as ours."""
    totals = Counter()
    for account, minor in merchant.ledger.effect.items():
        totals[TAX_ACCOUNT if role_of_payable(account) else account] += minor
    return {account: minor for account, minor in sorted(totals.items()) if minor}
