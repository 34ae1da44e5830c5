"""A mapping of several stores is carried: alike categories are one row, others name their store."""

from dataclasses import replace

import pytest

from daybook.application.mapping.mapping_template import export_mapping, import_mapping
from daybook.domain.merchant.profile import Category
from daybook.domain.proposals.template import PortableMapping
from factories import location
from unit.proposals.carrying.test_carrying_a_mapping import FROM, OTHER, SALES, SUSPENSE, mapping, row
from unit.proposals.shops import chart, shop


def two_shops():
    second = replace(location("304268:1"), name="Mile End")
    coffees = (Category("c1", "304267:1", "Coffee"), Category("c2", "304268:1", "Coffee"))
    return replace(shop(), locations=(location(), second), categories=coffees)


def test_a_category_that_two_shops_map_alike_is_one_row_and_otherwise_names_its_shop():
    alike = mapping({"revenue:c1": SALES.id, "revenue:c2": SALES.id})
    apart = mapping({"revenue:c1": SALES.id, "revenue:c2": OTHER.id})

    one, two = (export_mapping(each, two_shops(), chart(SALES, OTHER, SUSPENSE), title="") for each in (alike, apart))

    assert [(r.name, r.location) for r in one.portable.rows if r.role == "revenue"] == [("Coffee", "")]
    assert [(r.name, r.location) for r in two.portable.rows if r.role == "revenue"] == [
        ("Coffee", "Queen St"),
        ("Coffee", "Mile End"),
    ]


def test_a_row_for_one_shop_wins_over_the_row_for_all():
    template = PortableMapping(
        "", (row("revenue", OTHER, name="COFFEE", location="Mile End"), row("revenue", SALES, name="Coffee"))
    )

    imported = import_mapping(template, mapping({}), two_shops(), chart(SALES, OTHER, SUSPENSE), effective_from=FROM)

    assert imported.mapping.accounts == {"revenue:c1": SALES.id, "revenue:c2": OTHER.id}
    assert imported.unresolved == ()


def numbered_shops():
    """1 is Coffee in one shop and Wine in the other; 2 is Tea in both."""
    here, there = "304267:1", "304268:1"
    menus = ((here, "1", "Coffee"), (there, "1", "Wine"), (here, "2", "Tea"), (there, "2", "Tea"))
    return replace(two_shops(), categories=tuple(Category(id_, store, name) for store, id_, name in menus))


@pytest.mark.parametrize(
    "accounts",
    [
        {"revenue:1@304267:1": SALES.id, "revenue:1@304268:1": OTHER.id, "revenue:2": SALES.id},
        {"revenue:1@304267:1": SALES.id, "revenue:1@304268:1": SALES.id, "revenue:2": OTHER.id},
        {
            "revenue:1@304267:1": SALES.id,
            "revenue:1@304268:1": SALES.id,
            "revenue:2@304267:1": SALES.id,
            "revenue:2@304268:1": OTHER.id,
        },
    ],
    ids=["each its own", "alike", "one menu, split by the merchant"],
)
def test_a_mapping_of_stores_that_number_for_themselves_comes_back_as_it_went(accounts):
    companys = chart(SALES, OTHER, SUSPENSE)

    exported = export_mapping(mapping(accounts), numbered_shops(), companys, title="")
    imported = import_mapping(exported.portable, mapping({}), numbered_shops(), companys, effective_from=FROM)

    assert imported.mapping.accounts == accounts
    assert imported.unresolved == ()


def test_a_mapping_from_before_stores_were_told_apart_is_carried_store_by_store():
    companys = chart(SALES, OTHER, SUSPENSE)
    before = mapping({"revenue:1": SALES.id, "revenue:1@304268:1": OTHER.id})

    exported = export_mapping(before, numbered_shops(), companys, title="")
    imported = import_mapping(exported.portable, mapping({}), numbered_shops(), companys, effective_from=FROM)

    assert imported.mapping.accounts == {"revenue:1@304267:1": SALES.id, "revenue:1@304268:1": OTHER.id}
    assert "revenue:2" in imported.not_mapped
    assert not {role for role in imported.not_mapped if role.startswith("revenue:1")}
