"""The proof of a day: talech's report, our figures and the lines of the books beside each other, field by field."""

from dataclasses import replace
from datetime import date

import pytest

from daybook.domain.chart.mapping import MappedTaxCode
from daybook.domain.day.orders import ControlTotals
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.posting.booked_lines import BookedLines
from daybook.domain.proof.day_proof import Proof, ProofField, chained, effect_of, prove
from unit.domain.proof.proofs import STORE, day, document, line, proof

KING = "304268:1"
SOLD = SalesDay(
    STORE,
    date(2026, 3, 14),
    "CAD",
    gross_minor=100_000,
    revenue={"food": 99_000},
    adjustment_minor=1_000,
    discounts_minor=4_000,
    comps_minor=500,
    loyalty_minor=300,
    refunds={"food": 2_500},
    refunds_as_store_credit_minor=700,
    taxes={"hst": 12_000},
    tips_minor=8_000,
    gift_cards_sold_minor=5_000,
    rounding_minor=2,
    store_credit_granted_minor=701,
    tenders=(TenderTotal("CASH", "CASH", None, 116_000, 97),),
)
BOOKED = (
    line("1", -99_011, figure="revenue"),
    line("1", -1_022, figure="adjustment_minor"),
    line("2", 4_033, figure="discounts_minor"),
    line("2", 544, figure="comps_minor"),
    line("2", 355, figure="loyalty_minor"),
    line("3", 2_566, figure="refunds"),
    line("4", -12_077, figure="taxes"),
    line("5", -8_088, figure="tips_minor"),
    line("6", -5_099, figure="gift_cards_sold_minor"),
    line("7", -3, figure="rounding_minor"),
    line("8", -704, figure="store_credit_granted_minor"),
    line("9", 100_000, figure="tenders"),
    line("9", 15_805, figure="tenders"),
    line("9", 111, figure="drawer_cash"),
    line("1", -777, figure="revenue", location_id=KING),
)
# Each field as talech says it, as we summed it up, and as the lines have it.
SIDES = {
    "grossRevenue": (100_001, 100_000, 100_033),
    "discount": (4_502, 4_500, 4_577),
    "loyalty": (303, 300, 355),
    "refundAmount": (1_804, 1_800, 1_866),
    "netRevenue": (93_405, 93_400, 93_235),
    "reportedTax": (12_006, 12_000, 12_077),
    "tip": (8_007, 8_000, 8_088),
    "netGiftCardsRevenue": (5_008, 5_000, 5_099),
    "roundingRevenue": (9, 2, 3),
    "storeCreditGranted": (710, 701, 704),
    "totalCollected": (115_911, 115_903, 115_805),
}
CODES = {"hst": MappedTaxCode("13")}


def proved(*days, controls=None, lines=BOOKED):
    return prove(day(), "CAD", BookedLines(lines, CODES), days, controls or {}, revision=3, documents=(document(),))


def fields_of(sides):
    return tuple(ProofField(STORE, name, *each) for name, each in sides.items())


def test_a_proof_has_the_three_sides_of_every_field_that_lines_can_give():
    report = ControlTotals({name: talech for name, (talech, _, _) in SIDES.items()} | {"gratuity": 5})

    assert proved(SOLD, controls={STORE: report}) == Proof(
        day=day(),
        revision=3,
        currency="CAD",
        documents=(document(),),
        fields=fields_of(SIDES),
        lines=BOOKED,
        sales_days=(SOLD,),
        tax_codes=CODES,
        hash_version=2,
        is_overtaken=False,
    )


@pytest.mark.parametrize("controls", [{}, {KING: ControlTotals({"tip": 1})}, {STORE: ControlTotals({})}])
def test_a_report_that_lacks_a_field_leaves_its_side_open(controls):
    unsaid = {name: (None, ours, lines) for name, (_, ours, lines) in SIDES.items()}

    assert proved(SOLD, controls=controls).fields == fields_of(unsaid)


def test_each_store_is_proved_by_its_own_lines_and_report():
    other = replace(SOLD, location_id=KING, revenue={"food": 777})

    found = proved(SOLD, other, controls={KING: ControlTotals({"grossRevenue": 778})})

    assert [(each.location_id, each.talech_minor, each.document_minor) for each in found.fields][::11] == [
        (STORE, None, 100_033),
        (KING, 778, 777),
    ]
    assert found.sales_days == (SOLD, other)


@pytest.mark.parametrize(
    ("sides", "difference"),
    [
        ((10, 10, 10), 0),
        ((13, 10, 11), 3),
        ((10, 10, 4), 6),
        ((None, 10, 4), 6),
        ((None, 10, 10), 0),
        ((0, 10, 10), 10),
        ((-5, 5, 0), 10),
    ],
)
def test_the_difference_of_a_field_is_the_largest_between_two_sides(sides, difference):
    assert ProofField(STORE, "tip", *sides).difference_minor == difference


def test_the_part_of_a_store_has_its_figures_lines_and_fields_alone():
    other = replace(SOLD, location_id=KING)
    whole = proved(SOLD, other)

    here, there = whole.of_store(STORE), whole.of_store(KING)

    assert here == replace(whole, fields=whole.fields[:11], lines=BOOKED[:-1], sales_days=(SOLD,))
    assert there == replace(whole, fields=whole.fields[11:], lines=BOOKED[-1:], sales_days=(other,))


def test_the_effect_is_the_movement_of_each_account_in_their_order():
    lines = [line("9", 500), line("10", -300), line("9", -200), line("7", 5), line("7", -5)]

    assert list(effect_of(lines).items()) == [("10", -300), ("9", 300)]
    assert proof(lines=lines).effect == {"10": -300, "9": 300}


def test_a_proof_gives_its_lines_with_their_codes_for_a_comparison():
    assert proved(SOLD).booked == BookedLines(BOOKED, CODES)


def test_parts_of_a_figure_that_differ_by_tax_are_one_line_for_people():
    taxed, free = replace(line("1", -700), tax_set="hst"), line("1", -300)

    assert proof(lines=[taxed, free]).whole_lines == (line("1", -1_000),)


@pytest.mark.parametrize(
    "changes",
    [
        {"day": day(15)},
        {"revision": 2},
        {"currency": "USD"},
        {"documents": (document("149"),)},
        {"documents": (document(version="1"),)},
        {"fields": (ProofField(STORE, "tip", 1, 1, 2),)},
        {"lines": (line("1", -2),)},
        {"sales_days": (SOLD,)},
        {"tax_codes": CODES},
        {"is_overtaken": True},
    ],
)
def test_a_hash_changes_with_everything_a_proof_says(changes):
    one = proof(documents=[document()], fields=[ProofField(STORE, "tip", 1, 1, 1)], lines=[line("1", -1)])

    assert replace(one, **changes).hash != one.hash


def test_a_hash_keeps_its_version_and_no_fact_about_a_document_besides_its_figures():
    one = proof(documents=[document()], lines=[line("1", -1)])
    other = replace(one, documents=(replace(document(), stored_hash="s"),))

    assert one.hash == other.hash
    assert one.hash.startswith("2:")


def test_an_older_proof_has_the_hash_without_a_version_that_was_stored_for_it():
    """A change of these values makes proofs that were exported unfindable."""
    coded = proof(documents=[document()], lines=[line("1", -1)])
    coded, unknown = (replace(coded, hash_version=1, tax_codes=codes) for codes in ({}, None))

    assert coded.hash == "330e59757ea65a4a027f972f4ea06a5012e2b647125d1df103db84d9ce34d261"
    assert unknown.hash == "5b29e6b766a1c33e4044b63255c573ca31714edb5c8899fabb37b2679a7720c5"


def test_each_proof_of_a_store_is_chained_to_the_one_before_it():
    """The chain is SHA-256 over the chain before and the hash: a change of these values breaks exported proofs."""
    first, second, third, other = proof(day(13)), proof(day(14)), proof(day(16)), proof(day(15, KING))

    links = chained([other, third, first, second])

    assert [each for each, _ in links] == [first, second, third, other]
    assert [link for _, link in links] == [
        "0d0a894374d85761604a0a1b2d217859711cf3bf6912d5c09fa8cec1958b6838",
        "63be6d277036aba6ca9ddb510327e1e122aed309684afbf0743d590072f0e9e0",
        "726df318bb0b865706a17c83894dc5e44130841acc6e8d1fcd6779eca3cf4ec3",
        "7e479abd672f8c927fed0d40695a879af68c703f37cf8d36b4dd9cd3e8b8525e",
    ]
    assert chained([]) == []


def test_a_missing_proof_shows_in_every_later_link():
    first, second, third = (proof(day(number)) for number in (13, 14, 15))

    whole, cut = dict(_links(first, second, third)), dict(_links(first, third))

    assert whole[13] == cut[13]
    assert whole[15] != cut[15]


def _links(*proofs):
    return [(each.day.business_date.day, link) for each, link in chained(proofs)]
