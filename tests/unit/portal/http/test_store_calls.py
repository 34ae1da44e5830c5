"""A request reads what it needs of a merchant once: each call of a store is a wait of a person and a cost."""

import pytest

from unit.portal.merchant import NEWEST, QUEEN, sales_of_day

STORES = ("connections", "setups", "sync_log", "proofs", "watch", "notify_store", "audit")
GAP = "account.tender:CCRD:JCB"


class Counted:
    """A store that writes down each call."""

    def __init__(self, name, store, calls):
        self._name, self._store, self._calls = name, store, calls

    def __getattr__(self, name):
        method = getattr(self._store, name)

        def called(*args, **values):
            self._calls.append(f"{self._name}.{name}")
            return method(*args, **values)

        return called


@pytest.fixture
def calls(world):
    """What was asked of the merchant's stores; the session is no fact of the merchant."""
    found = []
    counted = {name: Counted(name, getattr(world.ports, name), found) for name in STORES}
    world.reach(**counted)
    return found


@pytest.fixture
def gap(coming):
    coming.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, unknown_card=True)
    coming.work()
    return coming


@pytest.mark.usefixtures("gap")
@pytest.mark.parametrize(
    ("address", "most"),
    [("/", 8), (f"/log/{NEWEST}/{QUEEN}", 8), ("/mapping", 8), ("/mapping/change?role=tip", 8), ("/settings", 5)],
)
def test_a_page_reads_each_fact_once(visitor, calls, address, most):
    visitor.open("/")  # keeps the sums of dates that no page has looked at yet: once for each date
    calls.clear()

    assert visitor.open(address).status == 200
    assert len(calls) <= most, calls


@pytest.mark.usefixtures("gap")
def test_mapping_one_gap_costs_eight_calls(visitor, calls):
    form = visitor.open("/mapping").form("/mapping")
    calls.clear()

    answer = visitor.post("/mapping", {**form, GAP: "7"})

    assert answer.status == 303
    assert len(calls) <= 8, calls


@pytest.mark.usefixtures("gap")
def test_making_the_proposed_account_costs_the_setup_and_the_lists_beside_it(visitor, calls):
    form = visitor.open("/mapping").form("/mapping")
    calls.clear()

    answer = visitor.post("/mapping", form)

    assert answer.status == 303
    assert len(calls) <= 11, calls


@pytest.mark.usefixtures("gap")
def test_changing_one_account_costs_no_more(visitor, calls):
    form = visitor.open("/mapping/change?role=tip").form("/mapping/change")
    calls.clear()

    answer = visitor.post("/mapping/change", {**form, "account": "5", "then": "save"})

    assert answer.status == 303
    assert len(calls) <= 8, calls
