"""What reading and adding up a day costs."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import daybook_local
from contract.talech_adapter.reading import Reading
from daybook.domain.day.summary import summarise
from simulators.talech.busy_day import busy_day
from simulators.talech.shop import merchant_file, write_folder
from talech_simulator import Quirks, TalechSimulator, load_folder

pytestmark = pytest.mark.loopback

LONG_AFTER = datetime(2026, 6, 1, tzinfo=UTC)
DAY_ENDS = "2026-03-07T09:00:00Z"
CAFE = Path(daybook_local.__file__).parent / "samples" / "cafe-ca"
# talech takes about a third of a second (docs/talech.md 3.7); the ratio does not need the waiting.
DETAIL_SECONDS = 0.02


def test_eight_details_at_a_time(bench, monkeypatch):
    day = date(2026, 3, 8)
    with TalechSimulator([CAFE], clock=LONG_AFTER) as simulator:
        reading = Reading(simulator)
        reading.fault("slow", path="order/getorderbyid", seconds=DETAIL_SECONDS)
        eight = bench.median(lambda: reading.activity(day), times=3)
        monkeypatch.setattr(reading.source, "_most_calls", 1)
        one = bench.median(lambda: reading.activity(day), times=3)
        orders = len(reading.activity(day).orders)

    bench.compare("read a day, 8 details at a time", eight, "1 at a time", one, f"{orders} orders")


def ordinary_orders(count):
    """Orders of one day that all close in it."""
    orders, _ = busy_day(7, orders=2 * count)
    closed = [o for o in orders if o["status"] == "CLOSED" and o["closed_at"] < DAY_ENDS and not o.get("training")]
    return closed[:count]


def test_adding_up_930_orders(bench, tmp_path):
    folder, bodies = tmp_path / "busy", []
    write_folder(folder, ordinary_orders(930), [], None, merchant_file())
    with TalechSimulator([load_folder(folder)], clock=LONG_AFTER, quirks=Quirks(difference_share=0.0)) as simulator:
        reading = Reading(simulator)
        session = reading.source._client._transport.session
        session.hooks["response"].append(lambda response, **_: bodies.append(response.content))
        activity = reading.activity(date(2026, 3, 6))
    shop, kinds = reading.location(), reading.tender_kinds

    parsing = bench.median(lambda: [json.loads(body) for body in bodies])
    adding = bench.median(lambda: summarise(shop, date(2026, 3, 6), activity, kinds))

    assert len(activity.orders) == 930
    size = sum(map(len, bodies)) / 1e6
    bench.compare("add up 930 orders", adding, "parsing talech's JSON of them", parsing, f"{size:.1f} MB of JSON")
