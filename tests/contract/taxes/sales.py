"""What the shops of the tax days sell: figures that every test can add up by hand.

Every shop's day ends at 04:00 of its own time, and Monday noon in Toronto lies inside Monday everywhere.
"""

from contract.traps.sales import MONDAY_NOON, cash, sold
from simulators.talech.shop import line, merchant_file, payment


def shop(currency, timezone, **rates):
    """A shop with these taxes: `shop("CAD", "America/Toronto", t_hst="0.13")`."""
    base = merchant_file(currency=currency, timezone=timezone)
    taxes = [{"id": tax_id, "name": tax_id.removeprefix("t_").upper(), "rate": rate} for tax_id, rate in rates.items()]
    return {**base, "taxes": taxes, "card_types": ["VISA"]}


ONTARIO = shop("CAD", "America/Toronto", t_hst="0.13", t_city="0.01")
QUEBEC = shop("CAD", "America/Toronto", t_gst="0.05", t_qst="0.09975")
BRITISH_COLUMBIA = shop("CAD", "America/Vancouver", t_gst="0.05", t_pst="0.07")
IRELAND = shop("EUR", "Europe/Dublin", t_vat23="0.23", t_vat135="0.135", t_vat9="0.09", t_vat0="0")
UNITED_KINGDOM = shop("GBP", "Europe/London", t_vat20="0.2", t_vat0="0")
CALIFORNIA = shop("USD", "America/Los_Angeles", t_ca="0.0825", t_city="0.01")


def ticket(name, net, taxes, *, at=MONDAY_NOON, category="c1", **more):
    """One thing sold for cash, its taxes rounded on this ticket; none of `taxes` is an untaxed one."""
    sold_line = line("l1", net, taxes=taxes, category=category, **more) if taxes else line("l1", net, category=category)
    return sold(name, at, [sold_line], [cash(f"p-{name}", net + sum(taxes.values()), at)])


def tickets(count, net, taxes, **more):
    """The same sale that many times."""
    return [ticket(f"o{number}", net, taxes, **more) for number in range(count)]


def bread_with_tip(*, at=MONDAY_NOON):
    """4.00 of untaxed food by VISA, with a tip of 2.00."""
    paid = payment("p-bread", 400, at, tender="CCRD", card_type="VISA", tip_minor=200)
    return sold("bread", at, [line("l1", 400, category="c2")], [paid])
