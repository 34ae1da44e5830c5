"""What stands beside the amounts in QuickBooks is in the merchant's language, and decides nothing."""

from dataclasses import replace
from datetime import date

import pytest

from daybook.adapters.quickbooks.http.wire import latin1
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.day.roles import RoleKind
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.posting.balanced_lines import build_posting
from daybook.domain.posting.day_documents import document_of
from daybook.domain.posting.document_notes import Store, correction_memo, correction_note, sales_note
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.form_taxes import coded_content_hash
from daybook.domain.posting.memos import Memo, memo_text

NBSP = "\N{NO-BREAK SPACE}"
MONDAY = date(2026, 11, 23)
EVERYTHING = AccountMapping(
    1,
    date(2020, 1, 1),
    {kind: str(number) for number, kind in enumerate(RoleKind, 10)},
    suspense_account="99",
    labels={"revenue:food": "Boissons", "tax:hst": "TVH", "1:1": "Rue Sainte-Anne", "tender:APP": "Livraison"},
)
DAY = SalesDay(
    "1:1",
    MONDAY,
    "CAD",
    revenue={"food": 10000},
    discounts_minor=500,
    taxes={"hst": 1300},
    tips_minor=200,
    tip_payouts_minor=200,
    gift_cards_sold_minor=1000,
    over_short_minor=-100,
    tenders=(
        TenderTotal("CASH", "CASH", None, 3000, 0),
        TenderTotal("CCRD", "CARD", "VISA", 6000, 0),
        TenderTotal("DCRD", "CARD", None, 1000, 0),
        TenderTotal("APP", "OTHER", None, 700, 0),
        TenderTotal("NEW", "OTHER", None, 300, 0),
        TenderTotal("GCRD", "GIFT_CARD", None, 1000, 0),
    ),
)
ENGLISH = [
    "Payments: Cash, Rue Sainte-Anne",
    "Payments: Visa, Rue Sainte-Anne",
    "Payments: Cards of an unknown type, Rue Sainte-Anne",
    "Payments: Livraison, Rue Sainte-Anne",
    "Payments: “NEW”, Rue Sainte-Anne",
    "Gift cards redeemed, Rue Sainte-Anne",
    "Discounts, Rue Sainte-Anne",
    "Sales, Boissons, Rue Sainte-Anne",
    "Tax collected, TVH, Rue Sainte-Anne",
    "Tips, Rue Sainte-Anne",
    "Gift cards sold, Rue Sainte-Anne",
    "Tips paid out in cash, Rue Sainte-Anne",
    "Tips paid out in cash, Rue Sainte-Anne",
    "Drawer over or short, Rue Sainte-Anne",
    "Drawer over or short, Rue Sainte-Anne",
]
FRENCH = [
    f"Paiements{NBSP}: Espèces, Rue Sainte-Anne",
    f"Paiements{NBSP}: Visa, Rue Sainte-Anne",
    f"Paiements{NBSP}: Cartes de type inconnu, Rue Sainte-Anne",
    f"Paiements{NBSP}: Livraison, Rue Sainte-Anne",
    f"Paiements{NBSP}: «{NBSP}NEW{NBSP}», Rue Sainte-Anne",
    "Cartes-cadeaux utilisées, Rue Sainte-Anne",
    "Rabais, Rue Sainte-Anne",
    "Ventes, Boissons, Rue Sainte-Anne",
    "Taxe perçue, TVH, Rue Sainte-Anne",
    "Pourboires, Rue Sainte-Anne",
    "Cartes-cadeaux vendues, Rue Sainte-Anne",
    "Pourboires versés en espèces, Rue Sainte-Anne",
    "Pourboires versés en espèces, Rue Sainte-Anne",
    "Écart de caisse, Rue Sainte-Anne",
    "Écart de caisse, Rue Sainte-Anne",
]
OF_ONE_ROLE = [
    {Memo.TIPS, Memo.TIPS_PAID_OUT},
    {Memo.GIFT_CARDS_SOLD, Memo.REFUNDED_ONTO_GIFT_CARDS, Memo.GIFT_CARDS_REDEEMED},
    {Memo.STORE_CREDIT_GRANTED, Memo.STORE_CREDIT_USED},
    {Memo.HOUSE_ACCOUNTS_PAID, Memo.HOUSE_ACCOUNTS_CHARGED},
    {Memo.DEPOSITS_SOLD, Memo.PAYMENTS_ON_OPEN_ORDERS, Memo.DEPOSITS_USED},
    {Memo.PAYMENTS, Memo.PAID_IN, Memo.PAID_OUT, Memo.TIPS_PAID_OUT, Memo.CASH_DROPS, Memo.OVER_SHORT},
]
languages = pytest.mark.parametrize("language", ["en", "fr"])


@pytest.mark.parametrize(("language", "memos"), [("en", ENGLISH), ("fr", FRENCH), ("fr-CA", FRENCH), ("de", ENGLISH)])
def test_memos_name_things_as_the_merchant_knows_them(language, memos):
    """Categories, taxes, tenders and stores by their names in talech; the rest in the merchant's language."""
    lines = build_posting([DAY], EVERYTHING, language).lines

    assert [line.memo for line in lines] == memos


@pytest.mark.parametrize("kind", list(DocumentKind)[:3])
def test_the_language_changes_nothing_that_identifies_a_document(kind):
    english, french = (build_posting([DAY], EVERYTHING, language) for language in ("en", "fr"))
    one = document_of(kind, english, doc_number="TL-1", private_note="sales", mapping=EVERYTHING)
    other = document_of(kind, french, doc_number="TL-1", private_note="ventes", mapping=EVERYTHING)

    assert coded_content_hash(french, EVERYTHING) == coded_content_hash(english, EVERYTHING)
    assert other.content_hash == one.content_hash
    assert other != one


@pytest.mark.parametrize("kind", list(DocumentKind)[:3])
def test_another_amount_or_number_is_another_document(kind):
    posting = build_posting([DAY], EVERYTHING, "fr")
    more = build_posting([replace(DAY, revenue={"food": 10100}, adjustment_minor=-100)], EVERYTHING, "fr")

    def hash_of(of, number="TL-1"):
        return document_of(kind, of, doc_number=number, private_note="", mapping=EVERYTHING).content_hash

    assert len({hash_of(posting), hash_of(more), hash_of(posting, "TL-2")}) == 3


@languages
@pytest.mark.parametrize("of_one_role", OF_ONE_ROLE)
def test_two_figures_of_one_role_never_share_a_memo(of_one_role, language):
    """Lines of one role and memo are put together: what stays apart in one language stays apart in the other."""
    assert len({memo_text(memo, language) for memo in of_one_role}) == len(of_one_role)


@languages
@pytest.mark.parametrize("memo", Memo)
def test_every_memo_survives_in_a_united_states_company(memo, language):
    """Latin-1 (docs/quickbooks.md 7), and short enough beside the longest names."""
    text = memo_text(memo, language)

    assert "?" not in latin1(text)
    assert 3 <= len(text) <= 60


def test_every_memo_is_translated():
    same = {memo for memo in Memo if memo_text(memo, "en") == memo_text(memo, "fr")}

    assert same == set()


@pytest.mark.parametrize(
    ("language", "place", "note"),
    [
        ("en", "1:1", "Daybook: talech sales of 2026-11-23, location 1:1, revision 2"),
        ("en", "all", "Daybook: talech sales of 2026-11-23, all locations, revision 2"),
        ("fr", "1:1", f"Daybook{NBSP}: ventes talech du 2026-11-23, magasin 1:1, révision 2"),
        ("fr", "all", f"Daybook{NBSP}: ventes talech du 2026-11-23, tous les magasins, révision 2"),
    ],
)
def test_the_note_of_a_document_names_day_store_and_revision(language, place, note):
    assert sales_note(MONDAY, Store(place), 2, language) == note


def test_a_store_goes_by_its_name_and_its_id_keeps_two_of_one_name_from_being_one():
    notes = [sales_note(MONDAY, Store(place, "Plateau"), 2, "en") for place in ("1:1", "1:2")]

    assert notes[0] == "Daybook: talech sales of 2026-11-23, Plateau (1:1), revision 2"
    assert notes[0] != notes[1]


@pytest.mark.parametrize(
    ("language", "note", "memo", "memo_of_none"),
    [
        (
            "en",
            "Daybook: correction of talech sales of 2026-11-23, location 1:1",
            "Correction for 2026-11-23, TL-1",
            "Correction for 2026-11-23, a day that could not be posted in time",
        ),
        (
            "fr",
            f"Daybook{NBSP}: correction des ventes talech du 2026-11-23, magasin 1:1",
            "Correction du 2026-11-23, TL-1",
            "Correction du 2026-11-23, journée qui n’a pas pu être comptabilisée à temps",
        ),
    ],
)
def test_a_correction_in_a_later_period_names_what_it_corrects(language, note, memo, memo_of_none):
    assert correction_note(MONDAY, Store("1:1"), language) == note
    assert correction_memo(MONDAY, "TL-1", language) == memo
    assert correction_memo(MONDAY, "", language) == memo_of_none
