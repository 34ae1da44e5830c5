"""Hashes outlive releases: what a later release learns changes none of them, and those of earlier ones still compare.

The hex here is what releases have stored. One that changes sends every posted day of every merchant out again.
"""

from dataclasses import dataclass, make_dataclass, replace
from datetime import date

import pytest

from daybook.application.posting.reading.read_sales_days import SalesReading
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.errors import RetriableError
from daybook.domain.fingerprint import fingerprint, unversioned
from daybook.domain.posting.balanced_lines import build_posting
from daybook.domain.posting.documents import DocumentKind, JournalEntry, JournalLine, Side
from daybook.domain.posting.form_taxes import coded_content_hash
from daybook.domain.posting.sales_forms import FormLine, FormTax, SalesForm, TenderPayment
from unit.aws.day_builders import proof

MONDAY = date(2026, 11, 23)
SOLD = SalesDay(
    "304267:1",
    MONDAY,
    "CAD",
    gross_minor=1400,
    revenue={"food": 1000, "drinks": 400},
    discounts_minor=100,
    taxes={"gst": 55, "qst": 50},
    tips_minor=150,
    tenders=(TenderTotal("CASH", "CASH", None, 500, 0), TenderTotal("CCRD", "CARD", "VISA", 1055, 0)),
    orders_closed=3,
    tax_sets={"revenue:food": {"gst+qst": 900, "": 100}},
)
NOTHING = SalesDay("304268:1", MONDAY, "CAD")
READING = SalesReading((SOLD, replace(SOLD, location_id="304268:1")), {})
ENTRY = JournalEntry(
    MONDAY,
    "TL-20261123-ABCDEF",
    "Sales",
    "CAD",
    (
        JournalLine(Side.DEBIT, "3", 1000, "Cash", location_id="304267:1"),
        JournalLine(Side.CREDIT, "1", 1000, "Food"),
    ),
)
FORM = SalesForm(
    DocumentKind.INVOICE,
    MONDAY,
    "TL-20261123-ABCDEF",
    "Sales",
    "CAD",
    lines=(FormLine("1", 1000, "Food", "304267:1", "7"), FormLine("15", 150, "Tips")),
    payments=(TenderPayment("tender:CASH", "3", 1200, "Cash"),),
    taxes=(FormTax("11", "5", 1000, 50, "quickbooks:tax:gst"),),
)


def learning(name, default=0):
    """The type of a release that knows one more field, under the same name."""

    def taught(value, **facts):
        kind = type(value)
        later = make_dataclass(
            kind.__name__, [(name, object, default)], bases=(kind,), frozen=True, namespace={"__module__": __name__}
        )
        kept = {field: getattr(value, field) for field in kind.__dataclass_fields__}
        return later(**kept | facts)

    return taught


def of_then():
    """A proof whose documents say nothing of what was sent: their hashes came later."""
    return replace(
        proof(), documents=tuple(replace(each, body_hash="", payments_hash="") for each in proof().documents)
    )


class TestAsStored:
    def test_the_figures_of_a_day(self):
        assert SOLD.content_hash == "2:40920c6534780c38ae07d4ce8434ce12d5f25058a493cc68bd6f2054a816e46d"
        assert SOLD.unversioned_hash == "323cbb89120c4ea024ab1adeb37bd2927dd7f3655ba69eeb72e67bb0c986d96f"

    @pytest.mark.parametrize(
        "stored",
        [
            "2:63320ca087fe559a0f8c8b66ba4527386288104112721aebbb695812505d5e9a",
            "8b44b7278294387e838b5fec9bb855670aaa6fef757521c14739cf46ee7c9dac",
        ],
    )
    def test_a_reading(self, stored):
        assert READING.has_hash(stored)
        assert not replace(READING, days=READING.days[:1]).has_hash(stored)

    @pytest.mark.parametrize(
        "stored",
        [
            "2:15f2263ffd0d3827f96213940677da91932c293bc5600b8344301986b09847f1",
            "f9d3ec60097aaa3059ab5c4adf79946197d127fd0f7f071d7db8452b67a51146",
        ],
    )
    def test_a_journal_entry_whatever_its_words(self, stored):
        assert replace(ENTRY, private_note="Ventes").has_hash(stored)
        assert not replace(ENTRY, doc_number="TL-20261124-ABCDEF").has_hash(stored)

    @pytest.mark.parametrize(
        "stored",
        [
            "2:74a6c221834da782825700d3947e3a42233ef1af3f2e2ce3575f2a43dedd109e",
            "b9674b1d61da0ef7e63ae1636e4a26992f4c95fd917de2da5fdaa81b2b52e61a",
        ],
    )
    def test_a_sales_form_whatever_its_words(self, stored):
        assert replace(FORM, private_note="Ventes").has_hash(stored)
        assert not replace(FORM, payments=(replace(FORM.payments[0], account_id="4"),)).has_hash(stored)

    def test_a_proof_keeps_the_version_it_was_made_with(self):
        assert replace(of_then(), hash_version=1).hash == (
            "d720a9b498cec1ae7b8e3718c50a5f3be8d2e95b18d3feef89f95d69444417c5"
        )
        assert replace(of_then(), hash_version=2).hash == (
            "2:820560982a66a11deea7bbcf442ed2f7057c8d2ac74ffdea36d203a4851c04d0"
        )


class TestAFieldThatIsLearned:
    @pytest.mark.parametrize("default", [0, "", None, (), "as before"])
    def test_changes_nothing_where_it_says_what_it_says_by_default(self, default):
        taught = learning("learned", default)

        assert taught(SOLD).content_hash == SOLD.content_hash
        assert taught(SOLD).unversioned_hash == SOLD.unversioned_hash
        assert taught(ENTRY).content_hash == ENTRY.content_hash
        assert taught(FORM).has_hash(unversioned(FORM, leave_out=frozenset({"memo", "private_note"})))

    def test_changes_nothing_deep_within(self):
        taught = learning("class_id", "")
        entry = replace(ENTRY, lines=tuple(taught(line) for line in ENTRY.lines))
        sold = replace(SOLD, tenders=tuple(taught(tender) for tender in SOLD.tenders))

        assert (entry.content_hash, sold.content_hash) == (ENTRY.content_hash, SOLD.content_hash)
        assert sold.unversioned_hash == SOLD.unversioned_hash

    def test_counts_where_it_says_something(self):
        gave = learning("donations_minor")(SOLD, donations_minor=500)

        assert gave.content_hash != SOLD.content_hash
        assert not SalesReading((gave,), {}).has_hash(SalesReading((SOLD,), {}).content_hash)

    @pytest.mark.parametrize("learned", [500, TenderTotal("CASH", "CASH", None, 500, 0)], ids=["amount", "facts"])
    def test_counts_deep_within_for_hashes_without_a_version_too(self, learned):
        gave = learning("learned", None)(SOLD.tenders[0], learned=learned)

        assert replace(SOLD, tenders=(gave, SOLD.tenders[1])).unversioned_hash != SOLD.unversioned_hash

    def test_counts_in_a_code_by_the_name_of_its_taxes(self):
        then = replace(of_then(), hash_version=1)
        codes = {key: learning("learned")(code, learned=1) for key, code in then.tax_codes.items()}

        assert replace(then, tax_codes=codes).hash != then.hash

    def test_makes_other_figures_of_those_that_were_stored_without_it(self):
        """Nobody knew of the donation when the hash was stored, so the books do not hold it."""
        gave = learning("donations_minor")(SOLD, donations_minor=500)
        stored = "8b44b7278294387e838b5fec9bb855670aaa6fef757521c14739cf46ee7c9dac"

        assert not SalesReading((gave, READING.days[1]), {}).has_hash(stored)

    def test_that_is_zero_is_said_where_its_default_is_not(self):
        taught = learning("rate", 1)

        assert taught(SOLD, rate=0).content_hash != taught(SOLD).content_hash


class TestWhatSaysNothing:
    def test_a_zero_in_a_figure_is_left_out(self):
        assert replace(SOLD, refunds={"food": 0}).content_hash == SOLD.content_hash

    def test_a_shop_that_opens_changes_no_day_before(self):
        before = SalesReading((SOLD,), {})

        assert SalesReading((SOLD, NOTHING), {}).has_hash(before.content_hash)

    def test_the_order_of_lines_is_no_other_content(self, mapped):
        posting, mapping = mapped
        turned = replace(posting, lines=posting.lines[::-1])

        assert coded_content_hash(turned, mapping) == coded_content_hash(posting, mapping)

    def test_no_hash_is_of_nothing(self):
        assert not READING.has_hash("")


@pytest.mark.parametrize(
    "change",
    [{"account_id": "7"}, {"amount_minor": -1}, {"location_id": "304268:1"}],
    ids=lambda change: next(iter(change)),
)
def test_another_place_or_amount_is_another_content(change, mapped):
    posting, mapping = mapped
    first, *others = posting.lines
    other = replace(posting, lines=(replace(first, **change), *others))

    assert coded_content_hash(other, mapping) != coded_content_hash(posting, mapping)


def test_a_hash_of_a_later_release_is_left_to_its_worker():
    with pytest.raises(RetriableError, match="version 3"):
        READING.has_hash("3:40920c6534780c38")


def test_facts_without_a_default_always_speak():
    @dataclass(frozen=True)
    class Told:
        minor: int
        note: str = ""

    assert fingerprint(Told(0)) != fingerprint(Told(1))
    assert fingerprint(Told(0)) != fingerprint({})


@pytest.fixture
def mapped():
    mapping = AccountMapping(1, date(2026, 1, 1), {"revenue:food": "1"}, "99")
    return build_posting([SOLD], mapping), mapping
