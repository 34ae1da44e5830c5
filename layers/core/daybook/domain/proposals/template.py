"""A portable mapping: names instead of ids, so that an accountant can use it for another client.

Rows have the names of categories, taxes, tenders and locations, and the name and type of accounts. A name may not exist
in another company: a row that cannot be resolved is listed with its reason, never dropped.
"""

from dataclasses import dataclass
from enum import StrEnum

from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.tender_words import is_talech_code, tender_word
from daybook.domain.day.roles import RoleKind


@dataclass(frozen=True, slots=True)
class PortableAccount:
    """An account by its name, number and type in the chart."""

    name: str
    type: str
    sub_type: str


@dataclass(frozen=True, slots=True)
class PortableRow:
    """One role and its account.

    `role` is a role's kind. `name` is its category, tax or tender; `key` is a fixed word instead of a name (`none`,
    `STAFF`, `HOUSE`), or the id of an entry that has no name any more. Without both the row covers the whole kind.
    `location` is set for a category that two locations map differently, `rate` for taxes with the same name.
    """

    role: str
    account: PortableAccount
    name: str = ""
    key: str = ""
    location: str = ""
    rate: str = ""
    card_type: str = ""


@dataclass(frozen=True, slots=True)
class PortableMapping:
    """Every row of a mapping; the row for `suspense` has the account for gaps."""

    title: str
    rows: tuple[PortableRow, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A role that was not exported, because its account is no longer in the chart."""

    role: str
    account_id: str


@dataclass(frozen=True, slots=True)
class ExportedMapping:
    """A portable mapping, and the roles that were not exported."""

    portable: PortableMapping
    left_out: tuple[LeftOut, ...]


class UnresolvedReason(StrEnum):
    """Why a row of a template cannot be used in this company."""

    ROLE_UNKNOWN = "role_unknown"
    CATEGORY_MISSING = "category_missing"
    TAX_MISSING = "tax_missing"
    TENDER_MISSING = "tender_missing"
    ACCOUNT_MISSING = "account_missing"
    ACCOUNT_INACTIVE = "account_inactive"
    ACCOUNT_OF_OTHER_TYPE = "account_of_other_type"
    ACCOUNT_AMBIGUOUS = "account_ambiguous"
    CUSTOMER_MISSING = "customer_missing"
    SAID_TWICE = "said_twice"


@dataclass(frozen=True, slots=True)
class UnresolvedRow:
    """A row that was not imported, and why."""

    row: PortableRow
    reason: UnresolvedReason


@dataclass(frozen=True, slots=True)
class ImportedMapping:
    """A mapping for this company. `not_mapped` are roles that go to suspense until the merchant maps them."""

    mapping: AccountMapping
    unresolved: tuple[UnresolvedRow, ...]
    not_mapped: tuple[str, ...]


_TEXTS: dict[UnresolvedReason, tuple[str, str]] = {
    UnresolvedReason.ROLE_UNKNOWN: (
        "Daybook does not know the line {role}.",
        "Daybook ne connaît pas la ligne {role}.",
    ),
    UnresolvedReason.CATEGORY_MISSING: (
        "talech has no category {subject} here.",
        "talech n’a pas de catégorie {subject} ici.",
    ),
    UnresolvedReason.TAX_MISSING: (
        "talech has no tax {subject} here.",
        "talech n’a pas de taxe {subject} ici.",
    ),
    UnresolvedReason.TENDER_MISSING: (
        "talech has no payment method {subject} here.",
        "talech n’a pas de mode de paiement {subject} ici.",
    ),
    UnresolvedReason.ACCOUNT_MISSING: (
        "This company has no account {account}. Create it, or choose another one.",
        "Cette entreprise n’a pas de compte {account}. Créez-le ou choisissez-en un autre.",
    ),
    UnresolvedReason.ACCOUNT_INACTIVE: (
        "The account {account} is inactive. Make it active in QuickBooks, or choose another one.",
        "Le compte {account} est inactif. Activez-le dans QuickBooks ou choisissez-en un autre.",
    ),
    UnresolvedReason.ACCOUNT_OF_OTHER_TYPE: (
        "The account {account} is of another type than {type}. Choose another one.",
        "Le compte {account} n’est pas du type {type}. Choisissez-en un autre.",
    ),
    UnresolvedReason.ACCOUNT_AMBIGUOUS: (
        "Several accounts are named {account}. Choose one.",
        "Plusieurs comptes se nomment {account}. Choisissez-en un.",
    ),
    UnresolvedReason.CUSTOMER_MISSING: (
        "Lines on the account {account} need a customer. Choose one first.",
        "Les lignes du compte {account} exigent un client. Choisissez-en un d’abord.",
    ),
    UnresolvedReason.SAID_TWICE: (
        "Another row of the template already maps {subject}.",
        "Une autre ligne du modèle attribue déjà {subject}.",
    ),
}


def unresolved_text(unresolved: UnresolvedRow, language: str) -> str:
    """One sentence with the missing part and what to do, in French for `fr`, else in English."""
    english, french = _TEXTS[unresolved.reason]
    row = unresolved.row
    subject = row.name or row.key or row.role
    if row.role == RoleKind.TENDER and is_talech_code(subject):
        subject = tender_word(subject, language)
    text = french if language.startswith("fr") else english
    return text.format(role=row.role, subject=subject, account=row.account.name, type=row.account.type)
