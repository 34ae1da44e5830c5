"""Every stored row, whatever its fields hold: what goes in comes out."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from daybook.contracts.contract import ContractError
from daybook.contracts.stored_rows import CONNECTION, PROFILE, PROOF, STORED_ROWS, SYNC_RECORD
from daybook.domain.day.roles import Role, role_from_text
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.business_date import BusinessCalendar, DaySettings
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.outside_ids import TalechMerchantId
from daybook.domain.posting.documents import DocumentKind, JournalEntry
from daybook.domain.posting.sales_forms import FormLine, FormTax, SalesForm, TenderPayment
from unit.aws.day_builders import sent_call
from unit.contracts.stored_examples import EXAMPLES

ROWS = {row.name: row for row in STORED_ROWS}
ROLES = ["revenue:c1", "revenue:c1@310001:1", "tender:CCRD:VISA", "tax:t:1", "tip", "refund:none", "paid_out:a@b"]


def invoice_form():
    return SalesForm(
        kind=DocumentKind.INVOICE,
        business_date=date(2026, 11, 23),
        doc_number="TL-20261123-ABCDE",
        private_note="Daybook",
        currency="CAD",
        lines=(FormLine("79", 1000, "Sales", "304267:1", "7"),),
        payments=(TenderPayment("tender:CASH", "35", 1050, "Cash"),),
        taxes=(FormTax("11", "5", 1000, 50),),
    )


def by_date(settings_of_days):
    return BusinessCalendar(tuple(sorted(settings_of_days, key=lambda each: each.effective_from)))


# What is no value of its type for every value of its fields.
for kind, values in {
    int: st.integers(-(10**15), 10**15),
    datetime: st.datetimes(timezones=st.just(UTC)),
    BooksId: st.sampled_from(["304267", "304267@2", "m-1@17"]).map(BooksId),
    TalechMerchantId: st.just(TalechMerchantId("304267")),
    Role: st.sampled_from(ROLES).map(role_from_text),
    BusinessCalendar: st.lists(st.from_type(DaySettings), min_size=1, max_size=3).map(by_date),
    JournalEntry: st.just(sent_call().call.document),
    SalesForm: st.just(invoice_form()),
    MerchantProfile: st.builds(MerchantProfile, moves=st.just(())),
    Mapping: lambda kind: st.dictionaries(*map(st.from_type, get_args(kind)), max_size=3),
}.items():
    st.register_type_strategy(kind, values)


def test_every_row_has_an_example():
    assert EXAMPLES.keys() == ROWS.keys()


@pytest.mark.parametrize("name", ROWS)
def test_an_example_comes_back_as_it_was(name):
    stored = json.loads(json.dumps(ROWS[name].document(EXAMPLES[name])))

    assert stored["schema_version"] == 1
    assert ROWS[name].value(stored) == EXAMPLES[name]


@pytest.mark.parametrize("name", ROWS)
@given(data=st.data())
@settings(max_examples=10, phases=[Phase.generate])
def test_whatever_the_domain_holds_comes_back_as_it_was(name, data):
    value = data.draw(st.from_type(ROWS[name].type))

    assert ROWS[name].value(json.loads(json.dumps(ROWS[name].document(value)))) == value


@pytest.mark.parametrize(
    ("row", "path", "wrong", "named"),
    [
        (PROOF, ("lines", 1, "role"), "revenu:c1", r"lines\.1\.role: .*found 'revenu:c1'"),
        (PROOF, ("tax_codes",), [{"code_id": "9"}], r"tax_codes: .*found \[\{'code_id': '9'"),
        (PROOF, ("documents", 0, "kind"), 7, r"documents\.0\.kind: .*found 7"),
        (PROFILE, ("locations", 0, "day_settings"), [], r"locations\.0\.calendar: .*at least one Report End Time"),
        (CONNECTION, ("adjustment_limit_basis_points",), "1 %", r"adjustment_limit\.basis_points: .*found '1 %'"),
        (SYNC_RECORD, ("business_date",), "tomorrow", r"day\.business_date: .*found 'tomorrow'"),
        (SYNC_RECORD, ("merchant_id",), "304267@one", r"day\.merchant_id: .*a number from 2 on"),
    ],
)
def test_what_no_release_wrote_is_named(row, path, wrong, named):
    stored = row.document(EXAMPLES[row.name])
    place = stored
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = wrong

    with pytest.raises(ContractError, match=rf"^{row.name}: {named}"):
        row.value(stored)


def test_a_row_without_the_day_it_is_of_cannot_be_read():
    stored = SYNC_RECORD.document(EXAMPLES["stored-sync-record"])
    del stored["location"]

    with pytest.raises(ContractError, match="stored-sync-record: day: "):
        SYNC_RECORD.value(stored)
