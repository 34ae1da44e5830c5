"""An ordinary answer is parsed and checked in one pass; any other is read in steps, and both read the same."""

import json
import pkgutil
from importlib import import_module
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from daybook.adapters import talech
from daybook.adapters.talech.extension_shapes import FinancialsReply
from daybook.adapters.talech.http import answers
from daybook.adapters.talech.http.answers import read_answer
from daybook.adapters.talech.http.envelope import Envelope, Text
from daybook.adapters.talech.http.transport import Reply
from daybook.adapters.talech.models import Figure, HistoryReply, OrderReply
from daybook.domain.errors import DaybookError
from daybook.domain.money import to_minor
from unit.talech.scripted import answer
from unit.talech.till import figures, header, lines, payment, taxed

floats = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False).map(lambda each: round(each, 9))
anything = st.one_of(
    st.integers(min_value=-(10**14), max_value=10**14),
    st.text(max_size=8),
    st.sampled_from(["caf\u00e9", "cafe\u0301", "a\u200bb", "x\ny", "\ud83d\ude00", "NaN", "\ud800", 12, None, True]),
)


def both_ways(body, shape, monkeypatch):
    """What each way makes of an answer: its fields, or the name and words of its error."""
    ends = []
    for at_once in (True, False):
        with monkeypatch.context() as patch:
            if not at_once:
                patch.setattr(answers, "_read_at_once", lambda *_: None)
            try:
                ends.append(read_answer("some/path", Reply(200, {}, body), shape))
            except DaybookError as error:
                ends.append((type(error), str(error)))
    return ends


@pytest.fixture
def ways(monkeypatch):
    return lambda body, shape: both_ways(body, shape, monkeypatch)


@pytest.mark.parametrize("ascii_only", [True, False])
def test_both_ways_read_the_same(ways, ascii_only):
    @given(price=floats, quantity=floats, category=anything, name=st.text(max_size=8), amount=floats, minor=anything)
    def read(price, quantity, category, name, amount, minor):
        detail = lines(price=price, quantity=quantity, category=category, name=name, addOns=lines(price=amount))
        order = figures("o1", payments=[payment(minor, payment_id="p", tender=category)])
        order |= {"taxed_amounts": [taxed("revenue:c1", 5, category)]}
        for body, shape in (
            (answer(Order={"orderId": category, "orderDetails": detail}), OrderReply),
            (answer(searchResult={"orders": [header("o1", amount=amount, tip=price)]}), HistoryReply),
            (answer(orders=[order], unread=name), FinancialsReply),
        ):
            at_once, in_steps = ways(json.dumps(body, ensure_ascii=ascii_only).encode(errors="replace"), shape)
            assert at_once == in_steps

    read()


@given(st.floats(min_value=-1e9, max_value=1e9, allow_nan=False))
def test_an_amount_that_talech_writes_as_a_float_is_the_same_cents_both_ways(amount):
    class Paid(Envelope):
        amount: Figure

    body = json.dumps(answer(amount=amount)).encode()

    at_once = answers._read_at_once(Reply(200, {}, body), Paid)
    in_steps = answers._read_in_steps("some/path", Reply(200, {}, body), Paid)

    assert to_minor(at_once.found.amount) == to_minor(in_steps.found.amount)


@pytest.mark.parametrize(
    "body",
    [
        answer(0, status=404),
        answer(0, status=500),
        answer(total=None, orders=[]),
        answer(total="many", orders=[]),
        answer(total=2.5, orders=[]),
        {"ResponseCode": None, "orders": []},
        {"orders": []},
        answer(orders={}),
        answer(orders=[], unread=float("nan")),
        answer(orders=[], unread="Infinity"),
        [],
    ],
)
def test_an_unusual_answer_ends_the_same_both_ways(ways, body):
    at_once, in_steps = ways(json.dumps(body).encode(), FinancialsReply)

    assert at_once == in_steps


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_another_encoding_is_still_read(ways, encoding):
    at_once, in_steps = ways(json.dumps(answer(orders=[])).encode(encoding), FinancialsReply)

    assert at_once == in_steps


def test_every_text_of_a_shape_is_cleaned():
    for found in pkgutil.iter_modules(talech.__path__):
        module = import_module(f"{talech.__name__}.{found.name}")
        for shape in vars(module).values():
            if isinstance(shape, type) and issubclass(shape, BaseModel):
                for name, hint in get_type_hints(shape, include_extras=True).items():
                    bare = str(hint).replace(str(get_args(Text)[0]), "").replace("Strict", "").replace("strict", "")
                    assert "str" not in bare, f"{shape.__name__}.{name} is {hint}"
