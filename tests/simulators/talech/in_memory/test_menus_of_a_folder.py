"""Categories of a sample-merchant folder belong to one location each; what contradicts itself is refused."""

import pytest

from simulators.talech.in_memory.test_folder import order_with, problems
from simulators.talech.shop import merchant_file, write_folder
from talech_simulator.folder import load_folder


def two_menus(second_id, *, at="304268:1", parent=None):
    """A second location whose menu has one category; its `parent` is the id of the category above."""
    base = merchant_file()
    second = {**base["locations"][0], "id": "304268:1", "merchant_identification": "304268"}
    wine = {"id": second_id, "location_id": at, "name": "Wine", "parent_id": parent}
    return {**base, "locations": [*base["locations"], second], "categories": [*base["categories"], wine]}


def test_two_locations_may_use_one_id_for_two_categories(tmp_path):
    sold = order_with(["location_id"], "304268:1")

    merchant = load_folder(write_folder(tmp_path, [sold], profile=two_menus("c1")))

    assert [(each.location_id, each.id) for each in merchant.profile.categories][::2] == [
        ("304267:1", "c1"),
        ("304268:1", "c1"),
    ]


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (two_menus("c1", at="304267:1"), "categories[2].id: is 'c1' a second time at 304267:1"),
        (two_menus("c1", parent="c2"), "categories[2].parent_id: is 'c2', no category of 304268:1"),
    ],
)
def test_a_menu_that_contradicts_itself_is_refused(tmp_path, profile, expected):
    (found,) = problems(tmp_path, profile=profile)

    assert expected in found


def test_a_line_of_another_locations_category_is_refused(tmp_path):
    sold = order_with(["location_id"], "304268:1")

    found = problems(tmp_path, orders=[sold], profile=two_menus("k1"))

    assert "lines[0].category_id: is 'c1', a category of 304267:1" in found[0]
