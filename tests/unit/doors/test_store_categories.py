"""A category of one store: page, JSON API and command line take it, show it and refuse stores that do not exist."""

import json
from datetime import timedelta

import pytest

from unit.portal.calls import Caller
from unit.portal.merchant import KING, MERCHANT, NEWEST, QUEEN
from unit.portal.numbered import booked_sales, confirmed, mapped_before, numbered_world

TODAY = NEWEST + timedelta(days=1)
HERE, THERE = f"revenue:1@{QUEEN}", f"revenue:1@{KING}"


@pytest.fixture
def world():
    """Two stores with numbers of their own, mapped before stores were told apart."""
    world = confirmed(numbered_world(), "combined")
    mapped_before(world, r1="1", r2="3")
    return world


def accounts(world):
    """Those of today: a change keeps to its first day, and days before it have those of before."""
    return world.connections.mapping_on(MERCHANT, TODAY).accounts


def test_the_account_of_one_store_leaves_the_other_with_the_account_from_before(doors, door, world):
    done = doors.map_role(door, THERE, "2")

    assert done.done, done.words
    assert (accounts(world)["revenue:1"], accounts(world)[THERE]) == ("1", "2")
    Caller(world).send("PATCH", "/mapping", {"accounts": {"tip": "5"}, "reclass": True})
    world.work()
    assert booked_sales(world) == {"Food sales": 4000, "Beverage sales": 2500, "Sales": 300 + 70}


def test_a_store_that_the_merchant_does_not_have_is_refused(doors, door, world):
    before = accounts(world)

    refused = doors.map_role(door, "revenue:1@304999:1", "2")

    assert not refused.done
    assert accounts(world) == before


def test_the_command_line_has_a_row_for_each_store_with_its_name(doors):
    shown = doors.command(["connections", "--merchant", MERCHANT])
    machine = json.loads(doors.command(["connections", "--merchant", MERCHANT, "--json"]).words.partition(" ")[2])

    assert f"{THERE} │ Beverages, King St │ 1" in " ".join(shown.words.split())
    assert f"{HERE} │ Food, Queen St │ 1" in " ".join(shown.words.split())
    rows = machine["connections"][0]["mapping"]["accounts"]
    assert (rows[HERE], rows[THERE]) == ("1", "1")
    assert "revenue:1" not in rows


def test_what_waits_is_named_with_the_store(doors, world):
    mapped_before(world, r2="3")
    without = dict(accounts(world))
    del without["revenue:1"]
    world.connections.save_mapping(MERCHANT, mapping_with(world, without))

    shown = doors.command(["preview", "--merchant", MERCHANT, "--date", str(NEWEST), "--location", "all"])

    assert f"not mapped, would wait in suspense: Beverages, King St ({THERE})" in shown.words
    assert f"not mapped, would wait in suspense: Food, Queen St ({HERE})" in shown.words


def mapping_with(world, accounts):
    before = world.connections.mapping_on(MERCHANT, NEWEST)
    return type(before)(before.version + 1, before.effective_from, accounts, before.suspense_account)
