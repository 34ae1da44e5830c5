"""No reader meets a code of talech where a word exists; a code that nobody has named is quoted."""

import pytest

from connected_merchant import profile
from daybook.domain.chart.default_chart import default_accounts
from daybook.domain.chart.default_names import account_name
from daybook.domain.chart.tender_words import card_word, tender_word
from daybook.domain.day.roles import RoleKind
from daybook.domain.proposals.template import (
    PortableAccount,
    PortableRow,
    UnresolvedReason,
    UnresolvedRow,
    unresolved_text,
)

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("tender_id", "label", "english", "french"),
    [
        ("CASH", "", "Cash", "Espèces"),
        ("CASH", "CASH", "Cash", "Espèces"),
        ("CASH", "Comptant", "Comptant", "Comptant"),
        ("CCRD", "", "Credit card", "Carte de crédit"),
        ("DCRD", "", "Debit card", "Carte de débit"),
        ("CHECK", "", "Check", "Chèque"),
        ("GCRD", "", "Gift card", "Carte-cadeau"),
        ("STCR", "", "Store credit", "Crédit en magasin"),
        ("HACC", "", "House account", "Compte client maison"),
        ("OTHER", "", "Other", "Autre"),
        ("REVPAY", "", "“REVPAY”", f"«{NBSP}REVPAY{NBSP}»"),
        ("REVPAY", "REVPAY", "“REVPAY”", f"«{NBSP}REVPAY{NBSP}»"),
        ("REVPAY", "Phone to phone", "Phone to phone", "Phone to phone"),
    ],
)
def test_a_tender_goes_by_its_label_then_its_word_then_its_code_in_quotes(tender_id, label, english, french):
    assert (tender_word(tender_id, "en", label), tender_word(tender_id, "fr-CA", label)) == (english, french)


@pytest.mark.parametrize(
    ("card_type", "english", "french"),
    [
        ("VISA", "Visa", "Visa"),
        ("AMEX", "American Express", "American Express"),
        ("JCB", "JCB", "JCB"),
        ("UNIONPAY", "UnionPay", "UnionPay"),
        ("TROY", "Troy", "Troy"),
        ("MIR", "MIR", "MIR"),
        ("OTHER", "Other cards", "Autres cartes"),
        ("UNKNOWN", "Cards of an unknown type", "Cartes de type inconnu"),
    ],
)
def test_a_card_goes_by_its_name(card_type, english, french):
    assert (card_word(card_type, "en"), card_word(card_type, "fr")) == (english, french)


@pytest.mark.parametrize(
    ("key", "subject", "english", "french"),
    [
        ("clearing", "CHECK", "POS Clearing - Check", "PDV Compensation - Chèque"),
        ("clearing", "Delivery app", "POS Clearing - Delivery app", "PDV Compensation - Delivery app"),
        ("clearing", "REVPAY", "POS Clearing - REVPAY", "PDV Compensation - REVPAY"),
        ("card", "VISA", "POS Card Clearing - Visa", "PDV Compensation - Carte Visa"),
        ("card", "UNKNOWN", "POS Card Clearing - Unknown type", "PDV Compensation - Carte de type inconnu"),
        ("card", "OTHER", "POS Card Clearing - Other", "PDV Compensation - Autres cartes"),
        ("tax", "TVH", "POS Tax - TVH", "PDV Taxe - TVH"),
    ],
)
def test_the_accounts_that_daybook_creates_are_named_in_words(key, subject, english, french):
    assert (account_name(key, "en", subject), account_name(key, "fr", subject)) == (english, french)


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("CHECK", "en", "talech has no payment method Check here."),
        ("CHECK", "fr", "talech n’a pas de mode de paiement Chèque ici."),
        ("Phone to phone", "fr", "talech n’a pas de mode de paiement Phone to phone ici."),
    ],
)
def test_a_row_of_a_template_that_does_not_fit_names_its_tender_in_words(name, language, text):
    row = PortableRow(RoleKind.TENDER, PortableAccount("Checks", "Bank", "CashOnHand"), name=name)

    assert unresolved_text(UnresolvedRow(row, UnresolvedReason.TENDER_MISSING), language) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Created by Daybook for talech sales"), ("fr", "Créé par Daybook pour les ventes talech")],
)
def test_an_account_that_daybook_creates_says_so_in_the_merchants_language(language, text):
    assert {each.account.description for each in default_accounts(profile(), language)} == {text}
