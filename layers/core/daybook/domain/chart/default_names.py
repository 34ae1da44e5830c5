"""Names of the accounts Daybook creates, in the merchant's language.

QuickBooks requires unique names of at most 100 characters, without a colon or a double quote (docs/quickbooks.md 4.3).
The prefix groups them in the chart and keeps them separate from the merchant's own accounts.
"""

from daybook.domain.chart.tender_words import card_word, is_talech_code, tender_word

_LIMIT = 100
_DESCRIPTION = ("Created by Daybook for talech sales", "Créé par Daybook pour les ventes talech")

_NAMES: dict[str, tuple[str, str]] = {
    "sales": ("POS Sales - {}", "PDV Ventes - {}"),
    "sales_other": ("POS Sales - Other", "PDV Ventes - Autres"),
    "adjustment": ("POS Sales Adjustments", "PDV Ajustements des ventes"),
    "discount": ("POS Discounts", "PDV Rabais"),
    "comp": ("POS Comps", "PDV Offerts par la maison"),
    "loyalty": ("POS Loyalty Rewards", "PDV Récompenses de fidélité"),
    "refund": ("POS Refunds", "PDV Remboursements"),
    "tax": ("POS Tax - {}", "PDV Taxe - {}"),
    "service_charge_staff": ("POS Service Charges Owed to Staff", "PDV Frais de service dus au personnel"),
    "service_charge_house": ("POS Service Charges", "PDV Frais de service"),
    "tip": ("POS Tips Payable", "PDV Pourboires à payer"),
    "gift_card": ("POS Gift Cards Outstanding", "PDV Cartes-cadeaux en circulation"),
    "store_credit": ("POS Store Credit", "PDV Crédits en magasin"),
    "house_account": ("POS House Accounts", "PDV Comptes clients maison"),
    "customer_deposits": ("POS Customer Deposits", "PDV Dépôts sur commandes ouvertes"),
    "rounding": ("POS Cash Rounding", "PDV Arrondi des espèces"),
    "cash": ("POS Cash Clearing", "PDV Compensation - Espèces"),
    "card": ("POS Card Clearing - {}", "PDV Compensation - Carte {}"),
    "card:UNKNOWN": ("POS Card Clearing - Unknown type", "PDV Compensation - Carte de type inconnu"),
    "card:OTHER": ("POS Card Clearing - Other", "PDV Compensation - Autres cartes"),
    "clearing": ("POS Clearing - {}", "PDV Compensation - {}"),
    "paid_in": ("POS Pay-ins", "PDV Entrées de caisse"),
    "paid_out": ("POS Pay-outs", "PDV Sorties de caisse"),
    "cash_drop": ("POS Safe", "PDV Coffre"),
    "over_short": ("POS Cash Over and Short", "PDV Écarts de caisse"),
    "suspense": ("POS Suspense - to be mapped", "PDV Compte d'attente - à attribuer"),
}


def account_name(key: str, language: str, subject: str = "") -> str:
    """The name of a default account; `subject` is the category, tax, card type or tender (its label, or its code)."""
    english, french = _NAMES.get(f"{key}:{subject}") or _NAMES[key]
    clean = _word(key, subject, language).replace(":", " ").replace('"', "'").strip()
    return (french if language.startswith("fr") else english).format(clean)[:_LIMIT].strip()


def account_description(language: str) -> str:
    """The description of the account in the chart."""
    return _DESCRIPTION[1] if language.startswith("fr") else _DESCRIPTION[0]


def _word(key: str, subject: str, language: str) -> str:
    if key == "card":
        return card_word(subject, language)
    if key == "clearing" and is_talech_code(subject):
        return tender_word(subject, language)
    return subject
