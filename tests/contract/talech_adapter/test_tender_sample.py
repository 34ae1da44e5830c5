"""Which tenders a shop took lately is known after a few calls, however many orders it has."""

from datetime import UTC, date, datetime, timedelta

import pytest

from simulators.talech.shop import line, merchant_file, order, payment, sample

pytestmark = pytest.mark.loopback

LAST = date(2026, 3, 31)
FIRST = LAST - timedelta(days=90)
EVERY_CARD = {("CCRD", "VISA")}


def orders(count, **other_tenders):
    """Sales paid by Visa, ninety days long; `other_tenders` names the place of an order by its tender: `at_1=CASH`."""
    apart = (datetime(2026, 3, 31, tzinfo=UTC) - datetime(2026, 1, 2, tzinfo=UTC)) / count
    for number in range(count):
        at = _text(datetime(2026, 1, 2, 12, tzinfo=UTC) + number * apart)
        tender = other_tenders.get(f"at_{number}", "CCRD")
        card = {"card_type": "VISA"} if tender == "CCRD" else {}
        name = f"{number:014d}"
        paid = [payment(f"p{name}", 100, at, tender=tender, **card)]
        yield order(name, at, at, lines=[line(f"l{name}", 100)], payments=paid)


def _text(at):
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def asked_of(talech):
    """The addresses that are asked from now on."""
    asked = []
    talech.source._client._transport.session.hooks["response"].append(lambda reply, **_: asked.append(reply.url))
    return asked


def test_of_a_small_shop_every_order_is_read(talech_of):
    talech = talech_of(sample(orders(150, at_0="CASH", at_75="HACC", at_149="GCRD")))
    asked = asked_of(talech)

    found = talech.source.sampled_tenders([talech.location()], FIRST, LAST)

    assert found.taken == EVERY_CARD | {("CASH", None), ("HACC", None), ("GCRD", None)}
    assert found.orders == 150
    assert len(asked) <= 5


def test_of_a_large_shop_twelve_calls_read_orders_from_the_oldest_to_the_newest(talech_of):
    talech = talech_of(sample(orders(1500, at_0="CASH", at_1499="GCRD")))
    asked = asked_of(talech)

    found = talech.source.sampled_tenders([talech.location()], FIRST, LAST)

    assert found.taken == EVERY_CARD | {("CASH", None), ("GCRD", None)}
    assert found.orders == 600
    assert len(asked) == 12
    assert not any("getorderbyid" in url for url in asked)


def test_a_payment_that_did_not_go_through_shows_no_tender(talech_of):
    at = _text(datetime(2026, 3, 1, 12, tzinfo=UTC))
    declined = payment("p2", 100, at, tender="HACC", status="DECLINED")
    paid = order("1", at, at, lines=[line("l1", 100)], payments=[payment("p1", 100, at), declined])
    talech = talech_of(sample([paid]))

    assert talech.source.sampled_tenders([talech.location()], FIRST, LAST).taken == {("CASH", None)}


def test_a_shop_without_orders_costs_one_call(talech_of):
    talech = talech_of(sample())
    asked = asked_of(talech)

    found = talech.source.sampled_tenders([talech.location()], FIRST, LAST)

    assert (found.taken, found.orders, len(asked)) == (frozenset(), 0, 1)


def test_stores_are_added_up(talech_of):
    profile = merchant_file()
    talech = talech_of(sample(orders(30, at_3="CASH"), profile=profile))

    twice = talech.source.sampled_tenders([talech.location()] * 2, FIRST, LAST)

    assert (twice.taken, twice.orders) == (EVERY_CARD | {("CASH", None)}, 60)
