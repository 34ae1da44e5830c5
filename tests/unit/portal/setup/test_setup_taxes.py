"""QuickBooks' tax codes in the setup: asked for where a sales form can carry them, and chosen by a person."""

from dataclasses import replace

import pytest

from daybook.domain.company.setup import SetupStep
from daybook.domain.merchant.profile import Tax
from unit.portal.merchant import NEWEST, QUEEN, sales_of_day
from unit.portal.tax_codes import ALONE, BOTH, CODES, OUT, be, choose_invoice, codes, posted_as_invoices


@pytest.fixture
def world(world):
    """A merchant in Québec, whose company has one code for both taxes together and none for GST alone."""
    world.ledger.codes = CODES
    return world


@pytest.mark.usefixtures("world")
def test_a_journal_entry_is_not_asked_about_tax_codes(visitor):
    start = visitor.open("/setup")
    skipped = visitor.open("/setup/taxes")

    assert "tax codes" not in start.words
    assert "Step 1 of 9" in visitor.open("/setup/stores").words
    assert skipped.path == "/setup/stores"


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("kind", ["invoice", "sales_receipt"])
def test_a_sales_form_is_asked_one_page_more(visitor, kind):
    visitor.send(visitor.open("/setup/document"), "/setup/document", document_kind=kind)

    assert "Step 7 of 9" in visitor.open("/setup/taxes").words
    assert "Sales tax: QuickBooks’ tax codes or lines" in visitor.open("/setup").words


def test_a_company_that_sells_without_tax_is_not_asked(visitor, world):
    be(world, uses_sales_tax=False)

    choose_invoice(visitor)

    assert visitor.open("/setup/taxes").path != "/setup/taxes"


def test_a_merchant_without_a_tax_rate_is_not_asked(visitor, world):
    world.connections.save_profile(replace(world.profile, taxes=(Tax("flat", "Bag fee", "APPLIED", None),)))

    choose_invoice(visitor)

    assert visitor.open("/setup/taxes").path != "/setup/taxes"


def test_the_codes_are_read_from_quickbooks_when_they_are_needed_and_once(visitor, world):
    visitor.open("/setup/stores")
    before = world.ledger.calls.count("tax_codes")
    choose_invoice(visitor)

    visitor.open("/setup/taxes")
    visitor.open("/setup/taxes")

    assert (before, world.ledger.calls.count("tax_codes")) == (0, 1)


@pytest.mark.usefixtures("world")
def test_every_set_of_taxes_has_its_code_with_its_rates_and_the_reason(visitor):
    choose_invoice(visitor)

    page = visitor.open("/setup/taxes")

    assert "TPS + TVQ 5% + 9.975% GST/QST QC (GST 5%, QST 9.975%)" in page.words
    assert "It has the same rates: “GST 5%”, “QST 9.975%”." in page.words
    assert page.form("/setup/taxes")["use"] == "codes"


@pytest.mark.usefixtures("world")
def test_in_french_too(visitor):
    choose_invoice(visitor)

    page = visitor.world.visitor("fr").open("/setup/taxes")

    assert "GST/QST QC (GST 5\N{NO-BREAK SPACE}%, QST 9,975\N{NO-BREAK SPACE}%)" in page.body
    assert "Code pour les ventes sans taxe" in page.words


@pytest.mark.usefixtures("world")
def test_the_page_shows_what_the_tax_report_would_receive_of_the_merchants_own_day(visitor):
    choose_invoice(visitor)

    page = visitor.open("/setup/taxes")

    assert "Nov 23, 2026: what QuickBooks’ tax report would receive" in page.words
    assert "GST 5% $1,327.20 $66.36" in page.words
    assert "QST 9.975% $1,327.20 $132.39" in page.words
    assert "Sales without tax $765.00 —" in page.words


@pytest.mark.usefixtures("world")
def test_which_code_untaxed_sales_have_is_never_chosen_for_the_merchant(visitor):
    choose_invoice(visitor)
    page = visitor.open("/setup/taxes")

    refused = visitor.send(page, "/setup/taxes")

    assert page.form("/setup/taxes")["untaxed"] == ""
    assert refused.status == 422
    assert "Choose the code for sales without tax." in refused.words
    assert 'href="#f-untaxed"' in refused.body


@pytest.mark.usefixtures("world")
def test_what_is_recommended_stops_at_the_one_choice_that_nobody_can_recommend(visitor):
    choose_invoice(visitor)

    page = visitor.send(visitor.open("/setup"), "/setup/recommended")
    review = visitor.send(page, "/setup/taxes", untaxed="3")

    assert page.path == "/setup/taxes"
    assert review.path == "/setup/review"
    assert "Sales tax QuickBooks’ tax codes" in review.words
    assert "QuickBooks (TPS) 5% $22.12" in review.words
    assert "QuickBooks (TVQ) 9.975% $44.13" in review.words
    assert "QuickBooks (TVQ) $132.39" in review.words


def test_an_answer_is_kept_when_the_merchant_leaves_and_comes_back(visitor, world):
    choose_invoice(visitor)
    visitor.send(visitor.open("/setup/taxes"), "/setup/taxes", untaxed="2")

    again = world.visitor().open("/setup/taxes")

    assert again.form("/setup/taxes")["untaxed"] == "2"
    assert SetupStep.TAXES in world.setups.setup("m_1").answered


def test_confirming_stores_the_codes_and_the_first_days_carry_them(visitor, world):
    posted_as_invoices(world, visitor)

    day = next(d for d in world.ledger.documents.values() if d.business_date == NEWEST and d.is_coded)
    assert codes(world) == {"gst+qst": "9", "": "3", "+": "4"}
    assert [(tax.rate_id, tax.percent) for tax in day.taxes] == [("15", "5"), ("16", "9.975")]


def test_taxes_can_be_kept_as_lines(visitor, world):
    posted_as_invoices(world, visitor, use="lines")

    assert codes(world) == {}
    assert not any(document.is_coded for document in world.ledger.documents.values())


def test_several_codes_of_the_same_rates_are_put_to_the_merchant(visitor, world):
    world.ledger.codes = (*CODES, replace(BOTH, id="19", name="TPS/TVQ 2"))
    choose_invoice(visitor)
    page = visitor.open("/setup/taxes")

    refused = visitor.send(page, "/setup/taxes", untaxed="3")
    done = visitor.send(refused, "/setup/taxes", **{"code.gst+qst": "19"})

    assert "Choose a code for “TPS + TVQ”." in refused.words
    assert refused.form("/setup/taxes")["untaxed"] == "3"
    assert done.path != "/setup/taxes"
    assert world.setups.setup("m_1").tax_codes == {"gst+qst": "19"}


def test_a_united_states_company_keeps_lines_unless_it_asks_for_codes(visitor, world):
    be(world, country="US")
    choose_invoice(visitor)
    page = visitor.open("/setup/taxes")

    review = visitor.send(visitor.open("/setup"), "/setup/recommended")

    assert page.form("/setup/taxes")["use"] == "lines"
    assert page.form("/setup/taxes")["untaxed"] == "NON"
    assert "<summary>Look at the codes</summary>" in page.body
    assert review.path == "/setup/review"
    assert "As lines on your own accounts" in review.words


def test_a_fee_a_piece_stays_a_line_beside_the_codes_and_asks_for_nothing(visitor, world):
    """No percentage stands for a bottle deposit; in the United States it is no taxable line of a form with codes."""
    be(world, country="US")
    fee = Tax("bottle", "Bottle fee", "APPLIED", None)
    world.connections.save_profile(replace(world.profile, taxes=(*world.profile.taxes, fee)))
    choose_invoice(visitor)

    page = visitor.open("/setup/taxes")

    assert "Bottle fee: an amount a piece" in page.words
    assert "No code has these rates" not in page.words


def test_a_united_states_day_under_two_codes_is_said_to_keep_its_lines(visitor, world):
    be(world, country="US")
    world.ledger.codes = (*CODES, ALONE)
    world.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, gst_only=2000)
    choose_invoice(visitor)

    page = visitor.open("/setup/taxes")

    assert "It sells under different codes (TPS, TPS + TVQ), and a form of your company has room for one" in page.words
    assert "a day that sells under several keeps all its taxes as lines" in page.words


def test_with_automated_sales_tax_two_codes_are_nothing_to_warn_of(visitor, world):
    be(world, country="US", automated_sales_tax=True)
    world.ledger.codes = (*CODES, ALONE)
    world.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, gst_only=2000)
    choose_invoice(visitor)

    page = visitor.open("/setup/taxes")

    assert "Look at the codes" in page.body
    assert "different codes" not in page.words
    assert "sells under several" not in page.words


def test_a_company_none_of_whose_codes_has_the_rates_goes_on_with_lines(visitor, world):
    world.ledger.codes = (OUT,)
    choose_invoice(visitor)
    page = visitor.open("/setup/taxes")

    refused = visitor.send(page, "/setup/taxes", use="codes", untaxed="4")
    done = visitor.send(page, "/setup/taxes", use="lines")

    assert "No code of your company has the rates of your taxes" in refused.words
    assert refused.status == 422
    assert done.status == 200
    assert SetupStep.TAXES in world.setups.setup("m_1").answered


def test_a_code_that_is_gone_by_the_confirmation_is_said_and_nothing_is_created(visitor, world):
    choose_invoice(visitor)
    page = visitor.send(visitor.open("/setup"), "/setup/recommended")
    review = visitor.send(page, "/setup/taxes", untaxed="3")
    world.setups.save_lists("m_1", replace(world.setups.lists("m_1"), tax_codes=(BOTH, OUT)))

    refused = visitor.send(review, "/setup/review")

    assert refused.status == 422
    assert "no longer has a tax code that you chose" in refused.words
    assert "create_accounts" not in world.ledger.calls
