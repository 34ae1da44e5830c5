"""The payment methods of a new company (docs/quickbooks.md 11, point 11)."""

ENGLISH = {
    "Cash": "NON_CREDIT_CARD",
    "Check": "NON_CREDIT_CARD",
    "Visa": "CREDIT_CARD",
    "MasterCard": "CREDIT_CARD",
    "Discover": "CREDIT_CARD",
    "American Express": "CREDIT_CARD",
    "Diners Club": "CREDIT_CARD",
    "Debit Card": "NON_CREDIT_CARD",
}

FRENCH = {
    "Comptant": "NON_CREDIT_CARD",
    "Chèque": "NON_CREDIT_CARD",
    "Visa": "CREDIT_CARD",
    "MasterCard": "CREDIT_CARD",
    "American Express": "CREDIT_CARD",
    "Carte de débit": "NON_CREDIT_CARD",
}
