"""The accountant of the demonstration: which code is chosen where several would do, which codes are made first."""

from datetime import date
from decimal import Decimal

import pytest

from daybook_local.demo.taxes.tax_codes import fees, make_tax_codes, preferred, tax_set, use_tax_codes
from talech_simulator.contract import Tax

FIRST = date(2026, 2, 21)
STATE = Tax(id="t_state", name="NY state", rate=Decimal("0.04"))
CITY = Tax(id="t_city", name="New York City", rate=Decimal("0.04875"))
BOTTLE = Tax(id="t_bottle", name="Bottle", kind="FLAT", flat_minor=5)
STATE_CODE = {"TaxRateName": "NY state 4%", "RateValue": Decimal("4.00"), "TaxAgencyId": "a1"}
CITY_CODE = {"TaxRateName": "New York City 4.875%", "RateValue": Decimal("4.87500"), "TaxAgencyId": "a1"}


class Settings:
    """The sales tax settings of a company."""

    def __init__(self, *rates):
        self.made = []
        self._rows = {"TaxAgency": [{"Id": "a1"}], "TaxRate": [{"Id": f"r-{name}", "Name": name} for name in rates]}

    def read_back(self, entity):
        return self._rows[entity]

    def create_tax_code(self, name, rates):
        self.made.append((name, rates))
        return [rate.get("TaxRateId", f"r-{rate.get('TaxRateName')}") for rate in rates]


class System:
    """A merchant with a system behind; `found` is what `daybook taxes` tells, one answer after the other."""

    def __init__(self, *found, taxes=(STATE, CITY), sets=()):
        self.sample = self.daybook = self
        self.merchant_id, self.taxes, self.tax_sets = "m_1", taxes, frozenset(map(frozenset, sets))
        self.quickbooks = Settings()
        self.asked = None
        self._found = list(found)

    def tax_codes(self, _):
        return self._found.pop(0)

    def use_tax_codes(self, _, **asked):
        self.asked = asked
        return {"": asked["untaxed"], "+": "9", "t_state": "12", "t_city+t_state": "13"}


def found(codes=(), undecided=(), untaxed=({"id": "5", "name": "Exempt"}, {"id": "6", "name": "Zero-rated"})):
    return {"tax_codes": dict(codes), "undecided": list(undecided), "untaxed": list(untaxed)}


def test_a_set_is_read_from_its_key_and_what_is_no_sale_is_no_set():
    assert tax_set("t_gst+t_qst") == {"t_gst", "t_qst"}
    assert tax_set("a%2Bb%25") == {"a+b%"}
    assert tax_set("") == tax_set("+") == frozenset()


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["Exempt", "0.0% Z", "No VAT"], "0.0% Z"),
        (["Out of Scope", "Zero-rated"], "Zero-rated"),
        (["NON"], "NON"),
        (["Exonéré", "Hors champ"], "Exonéré"),
    ],
)
def test_zero_rated_is_preferred_to_exempt_and_without_it_the_first_is_taken(names, chosen):
    assert preferred([{"id": name, "name": name} for name in names]) == chosen


def test_codes_are_used_from_the_first_date_with_a_choice_where_several_would_do():
    tied = {"taxes": ["t_vat_0"], "codes": [{"id": "7", "name": "Exempt"}, {"id": "8", "name": "0.0% Z"}]}
    system = System(found({"t_state": "12"}, [tied]), sets=[["t_state"], ["t_vat_0"]])

    used = use_tax_codes(system, FIRST)

    assert system.asked == {"untaxed": "6", "first": FIRST, "chosen": {"t_vat_0": "8"}}
    assert used.codes == {frozenset({"t_state"}): "12", frozenset({"t_state", "t_city"}): "13"}
    assert list(used.made) == system.quickbooks.made == []


def test_a_fee_that_is_not_taxable_has_no_code():
    system = System(found({"t_state": "12"}), taxes=(STATE, CITY, BOTTLE), sets=[["t_state"]])
    system.use_tax_codes = lambda *_, **__: {"": "NON", "+": "NON", "++": "TAX", "t_state": "12", "t_bottle": "NON"}

    assert use_tax_codes(system, FIRST).codes == {frozenset({"t_state"}): "12"}
    assert fees("US", system.taxes) == {"t_bottle"}
    assert fees("CA", system.taxes) == frozenset()


def test_a_set_that_no_code_covers_gets_one_before_daybook_is_asked_again():
    system = System(found(), found({"t_state": "12"}), sets=[["t_state"]])

    used = use_tax_codes(system, FIRST)

    assert system.quickbooks.made == [("NY state 4%", [STATE_CODE])]
    assert list(used.made) == ["NY state 4%"]


def test_a_rate_is_made_once_however_many_codes_hold_it_and_one_that_exists_is_used():
    settings = Settings("New York City 4.875%")

    names = make_tax_codes(settings, [{"t_state"}, {"t_state", "t_city"}], [STATE, CITY])

    assert names == ["New York City 4.875% + NY state 4%", "NY state 4%"]
    assert [rates for _, rates in settings.made] == [
        [{"TaxRateId": "r-New York City 4.875%"}, STATE_CODE],
        [{"TaxRateId": "r-NY state 4%"}],
    ]


def test_a_flat_tax_fits_no_code_and_a_name_that_says_its_percentage_is_kept():
    settings = Settings()
    vat = Tax(id="t_vat", name="VAT 13.5%", kind="INCLUSIVE", rate=Decimal("0.135"))

    assert make_tax_codes(settings, [{"t_bottle", "t_state"}, {"t_vat"}], [STATE, BOTTLE, vat]) == ["VAT 13.5%"]


def test_a_company_that_has_every_code_is_left_alone():
    assert make_tax_codes(Settings(), [], [STATE, CITY]) == []
