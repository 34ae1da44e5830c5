"""How many calls are under way at once, and how many round trips a day waits for, one after the other."""

from collections import Counter
from datetime import date
from threading import Condition, Event, Thread

import pytest

from daybook.adapters.talech.http.width import FIRST, Width
from daybook.adapters.talech.source import open_source
from daybook.domain.errors import RetriableError
from factories import location
from fakes.app_keys import FixedKeys
from fakes.token_vaults import FakeSalesTokenVault
from unit.talech.scripted import MERCHANT, SETTINGS, ScriptedTalech
from unit.talech.till import figures, shop_scripts

DAY = date(2026, 3, 10)
SHOP = location()
ORDERS = 100
# So long no further call must come before a round that is not full is answered.
QUIET_SECONDS = 0.3


class InRounds(ScriptedTalech):
    """Answers calls together, as a talech far away would: when as many wait as may, or when no further one comes."""

    def __init__(self, scripts, most):
        super().__init__(scripts)
        self.most = most
        self.rounds = []
        self._waiting = 0
        self._came = Condition()

    def send(self, request, **options):
        with self._came:
            self._waiting += 1
            mine = len(self.rounds)
            while mine == len(self.rounds):
                before = self._waiting
                if before < self.most and self._came.wait(QUIET_SECONDS):
                    continue
                if mine == len(self.rounds) and self._waiting == before:
                    self.rounds.append(before)
                    self._waiting = 0
                    self._came.notify_all()
            self._came.notify_all()
        return super().send(request, **options)


def source_of(talech, width):
    vault = FakeSalesTokenVault()
    vault.save(MERCHANT, "mt-1")
    return open_source(FixedKeys(SETTINGS), MERCHANT, vault, talech.session(), width=width)


def a_day():
    return shop_scripts(*(figures(f"o{number}") for number in range(ORDERS)))


@pytest.mark.parametrize(("width", "round_trips"), [(8, 15), (16, 10)])
def test_a_day_of_a_hundred_orders_waits_for_few_round_trips(width, round_trips):
    scripts = a_day()
    talech = InRounds(scripts, width)
    source = source_of(talech, Width(width, first=width))
    source._client._access.current()
    talech.rounds.clear()

    activity = source.day_activity(SHOP, DAY)

    assert len(activity.orders) == ORDERS
    assert sum(talech.rounds) == ORDERS + 8
    assert len(talech.rounds) <= round_trips


def test_a_day_is_the_same_at_any_width():
    days = [source_of(ScriptedTalech(a_day()), Width(width)).day_activity(SHOP, DAY) for width in (1, 3, 16)]

    assert days[0] == days[1] == days[2]
    assert days[0].mark == days[1].mark == days[2].mark


def test_never_more_calls_are_under_way_than_the_parameter_allows():
    under_way, most, guard = Counter(), [0], Condition()

    def detail(body):
        with guard:
            under_way["now"] += 1
            most[0] = max(most[0], under_way["now"])
        Event().wait(0.001)
        with guard:
            under_way["now"] -= 1
        return answers(body)

    scripts = a_day()
    answers = scripts["order/getorderbyid"]
    talech = ScriptedTalech(scripts | {"order/getorderbyid": detail})

    source_of(talech, Width(3)).day_activity(SHOP, DAY)

    assert 1 < most[0] <= 3


def test_after_an_error_no_further_lines_are_asked_for():
    talech = ScriptedTalech(a_day() | {"reports/receiptssummaryreport": (403, b"{}", {})})
    talech.scripts["order/getorderbyid"] = (403, b"{}", {})

    with pytest.raises(Exception, match="304267"):
        source_of(talech, Width(4)).day_activity(SHOP, DAY)

    assert talech.paths().count("order/getorderbyid") <= 4


def calls_at_once(width):
    """How many turns it gives now."""
    turns = []
    for _ in range(50):
        turn = width.turn()
        taken = Event()

        def take(turn=turn, taken=taken):
            turn.__enter__()
            taken.set()

        Thread(target=take, daemon=True).start()
        if not taken.wait(0.05):
            break
        turns.append(turn)
    for turn in turns:
        turn.__exit__(None, None, None)
    return len(turns)


def test_the_width_begins_low_and_grows_with_each_answer_up_to_the_parameter():
    width = Width(6)

    assert calls_at_once(width) == FIRST

    for _ in range(10):
        width.widen()

    assert width._now == 6


def test_a_429_halves_the_width_once_for_all_calls_that_were_under_way_together():
    width = Width(8, first=8)

    with width.turn() as one, width.turn() as other:
        width.narrow(one)
        width.narrow(other)

    assert width._now == 4
    with width.turn() as later:
        width.narrow(later)
    assert width._now == 2


def test_after_a_429_the_width_grows_by_one_a_round():
    width = Width(8, first=8)
    with width.turn() as turn:
        width.narrow(turn)

    for _ in range(4):
        width.widen()

    assert 4.5 < width._now < 5.1


def test_talech_that_is_busy_is_asked_less_at_once_and_the_day_is_read():
    busy = [(429, b"", {})] * 2
    scripts = a_day()
    talech = ScriptedTalech(scripts | {"ext/v0/payments": [*busy, scripts["ext/v0/payments"]]})
    width = Width(8, first=8)

    activity = source_of(talech, width).day_activity(SHOP, DAY)

    assert len(activity.orders) == ORDERS
    assert width._is_found


def test_a_talech_that_stays_busy_is_an_error():
    talech = ScriptedTalech(a_day() | {"ext/v0/payments": (429, b"", {})})

    with pytest.raises(RetriableError):
        source_of(talech, Width(8)).day_activity(SHOP, DAY)
