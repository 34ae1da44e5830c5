"""A form of the United States has one code: several are for automated sales tax, and fees an item stay lines."""

from dataclasses import replace
from datetime import date

import pytest

from daybook.domain.chart.mapping import AccountMapping, MappedTaxCode, MappedTaxRate
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.posting.balanced_lines import build_posting
from daybook.domain.posting.booked_lines import booked_lines
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.form_taxes import (
    ANY_SETS,
    NOT_A_SALE,
    own_lines,
    quickbooks_payable,
    too_many_sets,
    uncoded_keys,
    uncoded_sets,
    unversioned_content_hash,
    with_tax_codes,
)

D = date(2026, 11, 23)
STATE, CITY = MappedTaxRate("state", "", "4"), MappedTaxRate("city", "", "4.875")
ONE_CODE = {
    "": MappedTaxCode("NON"),
    NOT_A_SALE: MappedTaxCode("NON"),
    "state": MappedTaxCode("5", (STATE,)),
    "city+state": MappedTaxCode("6", (CITY, STATE)),
}
SEVERAL = {**ONE_CODE, ANY_SETS: MappedTaxCode("TAX")}
FEE = {"bottle": MappedTaxCode("NON")}
MAPPING = AccountMapping(
    1,
    D,
    {"tender": "1", "revenue": "2", "tax:state": "3", "tax:city": "4", "tax:bottle": "5"},
    "9",
    tax_codes=ONE_CODE,
)


def sold(mapping, sets, taxes):
    """A day of food by tax set, paid in cash."""
    total = sum(sets.values()) + sum(taxes.values())
    day = SalesDay(
        "1:1",
        D,
        "USD",
        revenue={"food": sum(sets.values())},
        taxes=taxes,
        tax_sets={"revenue:food": sets},
        tenders=(TenderTotal("CASH", "CASH", None, total, 0),),
    )
    return build_posting([day], mapping)


def mapped(codes):
    return replace(MAPPING, tax_codes=codes)


BOTH = ({"city+state": 3000, "state": 1000}, {"state": 160, "city": 147})
WITH_FEE = ({"bottle+city+state": 200, "city+state": 2800}, {"state": 120, "city": 147, "bottle": 5})


@pytest.mark.parametrize(
    ("codes", "too_many"),
    [pytest.param(ONE_CODE, ("city+state", "state"), id="one"), pytest.param(SEVERAL, (), id="several")],
)
def test_two_codes_are_too_many_unless_a_form_may_bear_several_and_are_never_a_gap(codes, too_many):
    mapping = mapped(codes)
    day = sold(mapping, *BOTH)

    assert too_many_sets(day, mapping) == too_many
    assert uncoded_sets(day, mapping) == ()
    assert bool(with_tax_codes(day, mapping).taxes) is (not too_many)


def test_two_sets_of_one_code_are_not_too_many():
    mapping = mapped({**ONE_CODE, "state": MappedTaxCode("6", (STATE,))})

    assert too_many_sets(sold(mapping, *BOTH), mapping) == ()


def test_the_taxes_of_several_codes_add_up_to_what_was_collected():
    mapping = mapped(SEVERAL)

    taxes = with_tax_codes(sold(mapping, *BOTH), mapping).taxes

    assert [(tax.rate.tax_id, tax.base_minor, tax.amount_minor) for tax in taxes] == [
        ("city", 3000, 147),
        ("state", 4000, 160),
    ]


def test_a_fee_stays_a_line_that_is_not_taxable_and_its_sale_bears_the_code_of_the_percentages():
    mapping = mapped({**ONE_CODE, **FEE})
    coded = with_tax_codes(sold(mapping, *WITH_FEE), mapping)

    found = {(line.account_id, line.amount_minor): code for line, code in coded.lines}

    assert own_lines(mapping.tax_codes) == {"bottle"}
    assert found == {("1", 3272): "NON", ("2", -200): "6", ("2", -2800): "6", ("5", -5): "NON"}
    assert [(tax.rate.tax_id, tax.base_minor, tax.amount_minor) for tax in coded.taxes] == [
        ("city", 3000, 147),
        ("state", 3000, 120),
    ]


def test_the_proof_of_a_form_holds_the_fee_on_its_own_account_and_the_codes_that_say_so():
    mapping = mapped({**SEVERAL, **FEE})

    booked = booked_lines(sold(mapping, *WITH_FEE), mapping, DocumentKind.SALES_RECEIPT)

    taxes = {line.account_id: line.amount_minor for line in booked.lines if line.role.kind is RoleKind.TAX}
    state, city = (quickbooks_payable(Role(RoleKind.TAX, tax)) for tax in ("state", "city"))
    assert taxes == {state: -120, city: -147, "5": -5}
    assert booked.tax_codes.keys() == {"", NOT_A_SALE, ANY_SETS, "bottle", "city+state"}


def test_a_set_lacks_a_code_as_long_as_its_percentages_do():
    keys = ["bottle+city+state", "bottle+county", "bottle"]

    assert uncoded_keys(keys, ONE_CODE) == ("bottle", "bottle+city+state", "bottle+county")
    assert uncoded_keys(keys, {**ONE_CODE, **FEE}) == ("bottle+county",)


@pytest.mark.parametrize(
    ("day", "known"),
    [
        pytest.param(
            ({"city+state": 3000}, {"state": 120, "city": 147}),
            "2991fc7b4d5a97f9d5981e5226838261e08cba603d106b2d508418c24f6aa654",
            id="one code",
        ),
        pytest.param(BOTH, "62c9b9eb2262f0ef4cbd51f94169b2629fdbf55ef82b9dd79b2c9cd5455693db", id="two codes as lines"),
        pytest.param(WITH_FEE, "d477ae5e79e3e38f8f6613022b171ff886b612f4c9b2645d534d799320a5bcd8", id="a fee as lines"),
    ],
)
def test_a_day_under_codes_chosen_earlier_is_known_by_the_same_hash(day, known):
    """Another hash would send every such day out again. These were computed before forms could bear several codes."""
    assert unversioned_content_hash(sold(MAPPING, *day), MAPPING) == known
