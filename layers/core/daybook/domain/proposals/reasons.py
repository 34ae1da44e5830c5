"""The reason of a proposal as a sentence, in the merchant's language."""

from daybook.domain.proposals.evidence import Reason, ReasonCode

_QUOTES = {"en": "“{}”", "fr": "«\N{NO-BREAK SPACE}{}\N{NO-BREAK SPACE}»"}

# `{0}` and `{1}` are single names, `{all}` lists every one, `{rest}` all but the first.
_TEXTS: dict[ReasonCode, tuple[str, str]] = {
    ReasonCode.CREATED_BY_DAYBOOK: (
        "Daybook created this account for it.",
        "Daybook a créé ce compte pour cela.",
    ),
    ReasonCode.SAME_NAME: (
        "The account {1} has the name of {0} in talech.",
        "Le compte {1} porte le nom de {0} dans talech.",
    ),
    ReasonCode.WORD_MATCH: (
        "The name of the account says so: {0}.",
        "Le nom du compte l’indique\N{NO-BREAK SPACE}: {0}.",
    ),
    ReasonCode.SUB_TYPE: (
        "It is your only account with the detail type {0} in QuickBooks.",
        "C’est votre seul compte du type de détail {0} dans QuickBooks.",
    ),
    ReasonCode.BROADER_CATEGORY: (
        "{0} is part of what the account {1} is for.",
        "{0} fait partie de ce que couvre le compte {1}.",
    ),
    ReasonCode.GENERAL_SALES: (
        "Your general sales account; no account has a closer name.",
        "Votre compte de ventes général; aucun compte n’a de nom plus proche.",
    ),
    ReasonCode.SHARES_DISCOUNTS: (
        "A reduction of the price like a discount, so it goes with {0}.",
        "Une réduction du prix comme un rabais, donc avec {0}.",
    ),
    ReasonCode.SHARES_CARDS: (
        "There is no clearing account for debit cards alone; {0} may take them if they settle together.",
        "Il n’y a pas de compte de compensation pour les seules cartes de débit; {0} peut les recevoir si elles sont "
        "réglées ensemble.",
    ),
    ReasonCode.ONLY_ACCOUNT_OF_TYPE: (
        "It is your only account of this type: {0}.",
        "C’est votre seul compte de ce type\N{NO-BREAK SPACE}: {0}.",
    ),
    ReasonCode.NOTHING_SUITABLE: (
        "None of your accounts is meant for it, so Daybook would create one.",
        "Aucun de vos comptes n’est prévu pour cela; Daybook en créerait un.",
    ),
    ReasonCode.SEVERAL_SUITABLE: (
        "Several fit equally well: {all}. Please choose.",
        "Plusieurs conviennent aussi bien\N{NO-BREAK SPACE}: {all}. Veuillez choisir.",
    ),
    ReasonCode.SAME_RATES: (
        "It has the same rates: {all}.",
        "Il a les mêmes taux\N{NO-BREAK SPACE}: {all}.",
    ),
    ReasonCode.SAME_TOTAL: (
        "It adds up to the same {0}, but from other rates.",
        "Il donne le même total de {0}, mais avec d’autres taux.",
    ),
    ReasonCode.RATES_ADD_UP: (
        "Its rates add up to {0}: {rest}.",
        "La somme de ses taux est de {0}\N{NO-BREAK SPACE}: {rest}.",
    ),
    ReasonCode.ADDS_NO_TAX: (
        "It adds no tax. Ask your accountant whether these sales are zero-rated, exempt or out of scope.",
        "Il n’ajoute aucune taxe. Demandez à votre comptable si ces ventes sont détaxées, exonérées ou hors champ.",
    ),
    ReasonCode.RATE_NAMES_DIFFER: (
        "The rates are equal, but {0} in talech is another tax than {1} in QuickBooks.",
        "Les taux sont égaux, mais {0} dans talech est une autre taxe que {1} dans QuickBooks.",
    ),
}


def reason_text(reason: Reason, language: str) -> str:
    """One sentence for the merchant, in `fr` or else in English."""
    tongue = "fr" if language.startswith("fr") else "en"
    english, french = _TEXTS[reason.code]
    names = [_QUOTES[tongue].format(name) for name in reason.names]
    return (french if tongue == "fr" else english).format(*names, all=", ".join(names), rest=", ".join(names[1:]))
