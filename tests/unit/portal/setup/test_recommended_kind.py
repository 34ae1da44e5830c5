"""Which kind is recommended: the one that completes QuickBooks' tax return, if no tax code is left to ask about."""

from dataclasses import replace

import pytest

from daybook.domain.merchant.profile import Tax
from daybook.domain.posting.documents import DocumentKind
from unit.portal.calls import Caller
from unit.portal.merchant import NEWEST
from unit.portal.tax_codes import ALONE, BOTH, CODES, EXEMPT, be, choose_invoice, codes

CLEAR = (BOTH, ALONE, EXEMPT)
ALL_THE_SAME = "The entry is recommended all the same"


def recommended(page):
    """The option of the document page that bears the word."""
    marked = [part for part in page.body.split('<div class="option">')[1:] if "Recommended</" in part]
    return [part.split('value="')[1].split('"')[0] for part in marked]


def test_where_every_tax_has_one_code_an_invoice_is_recommended_and_nothing_is_asked(world, visitor):
    world.ledger.codes = CLEAR
    page = visitor.open("/setup/document")

    review = visitor.send(visitor.open("/setup"), "/setup/recommended")
    visitor.send(review, "/setup/review")

    assert recommended(page) == ["invoice"]
    assert "“Exempt” for sales without tax" in page.words
    assert review.path == "/setup/review"
    assert world.connections.connection("m_1").choice_on(NEWEST).document_kind is DocumentKind.INVOICE
    assert codes(world) == {"gst+qst": BOTH.id, "gst": ALONE.id, "": EXEMPT.id}


@pytest.mark.parametrize(
    ("known", "says"),
    [
        (CODES, "choose the tax code of sales without tax (Zero-rated, Exempt, Out of Scope)"),
        ((BOTH,), "your company in QuickBooks has no tax code for sales without tax"),
        ((EXEMPT,), "choose tax codes for "),
        ((BOTH, replace(BOTH, id="19", name="GST/QST again"), EXEMPT), "choose tax codes for "),
    ],
)
def test_where_a_code_is_a_persons_choice_the_entry_is_recommended_with_the_reason(world, visitor, known, says):
    world.ledger.codes = known
    page = visitor.open("/setup/document")

    review = visitor.send(visitor.open("/setup"), "/setup/recommended")

    assert recommended(page) == ["journal_entry"]
    assert f"{ALL_THE_SAME}: " in page.words
    assert says in page.words
    assert review.path == "/setup/review"
    assert not world.ports.setups.setup("m_1").untaxed_code


def test_a_tax_of_a_fixed_amount_has_no_code(world, visitor):
    world.ledger.codes = CLEAR
    world.connections.save_profile(
        replace(world.profile, taxes=(*world.profile.taxes, Tax("bag", "Bag fee", "APPLIED", None)))
    )

    assert "choose tax codes for Bag fee" in visitor.open("/setup/document").words


def test_in_the_united_states_nothing_is_read_and_nothing_is_said(world, visitor):
    be(world, country="US")
    page = visitor.open("/setup/document")

    assert recommended(page) == ["journal_entry"]
    assert ALL_THE_SAME not in page.words
    assert "tax_codes" not in world.ledger.calls


def test_codes_are_read_once(world, visitor):
    world.ledger.codes = CODES
    visitor.open("/setup/document")
    visitor.open("/setup/document")

    assert world.ledger.calls.count("tax_codes") == 1


def test_an_entry_that_the_merchant_chose_stays_an_entry_without_codes(world, visitor):
    world.ledger.codes = CLEAR
    visitor.send(visitor.open("/setup/document"), "/setup/document", document_kind="journal_entry")

    visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")

    assert world.connections.connection("m_1").choice_on(NEWEST).document_kind is DocumentKind.JOURNAL_ENTRY
    assert codes(world) == {}


def test_an_invoice_that_the_merchant_chose_is_asked_about_untaxed_sales_where_there_are_several_codes(world, visitor):
    world.ledger.codes = CODES
    choose_invoice(visitor)

    assert visitor.send(visitor.open("/setup"), "/setup/recommended").path == "/setup/taxes"


def test_a_partner_gets_the_same_recommendation(world):
    world.ledger.codes = CLEAR

    status, confirmed, _ = Caller(world).send("POST", "/setup/confirmation")

    assert status == 200
    assert (confirmed["document_kind"], confirmed["untaxed_code"]) == ("invoice", EXEMPT.id)


def test_a_partner_who_chose_an_invoice_without_a_code_keeps_taxes_as_lines(world):
    world.ledger.codes = CLEAR
    Caller(world).send("PATCH", "/setup", {"document_kind": "invoice"})

    Caller(world).send("POST", "/setup/confirmation")

    assert codes(world) == {}


def test_who_chose_lines_before_the_kind_keeps_them(world, visitor):
    world.ledger.codes = CLEAR
    Caller(world).send("PATCH", "/setup", {"untaxed_code": ""})

    visitor.send(visitor.open("/setup"), "/setup/recommended")

    answers = world.ports.setups.setup("m_1")
    assert (answers.document_kind, answers.untaxed_code) == (DocumentKind.JOURNAL_ENTRY, "")


@pytest.mark.parametrize("known", [CLEAR, CODES, (), (BOTH,)])
def test_in_french_the_reason_is_french(world, known):
    world.ledger.codes = known

    words = world.visitor(language="fr").open("/setup/document").words

    assert "recommended" not in words.lower()
    assert "recommandé" in words.lower()
