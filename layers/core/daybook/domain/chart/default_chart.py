"""The accounts that Daybook proposes to a merchant who has not chosen any (docs/quickbooks.md 4.3).

Every role of the profile gets an account of a suitable type. Tenders get clearing accounts, so nothing uses Undeposited
Funds and no bank deposit can lock a document. A category, tender or card type that appears later has no account: its
amounts go to suspense, and the merchant sees a gap.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from daybook.domain.chart.accounts import AccountType, NewAccount
from daybook.domain.chart.default_names import account_description, account_name
from daybook.domain.chart.store_categories import ambiguous_ids, category_role
from daybook.domain.day.orders import TenderKind
from daybook.domain.day.roles import CASH_TENDER, NO_CATEGORY, UNKNOWN_CARD, RoleKind, tender_role
from daybook.domain.merchant.profile import MerchantProfile, Tender

_HELD_AS_BALANCE = frozenset({TenderKind.GIFT_CARD, TenderKind.STORE_CREDIT, TenderKind.HOUSE_ACCOUNT})

_INCOME = (AccountType.INCOME, "SalesOfProductIncome")
_CONTRA = (AccountType.INCOME, "DiscountsRefundsGiven")
_LIABILITY = (AccountType.OTHER_CURRENT_LIABILITY, "OtherCurrentLiabilities")
_CLEARING = (AccountType.OTHER_CURRENT_ASSET, "OtherCurrentAssets")
_CASH = (AccountType.BANK, "CashOnHand")
_EXPENSE = (AccountType.EXPENSE, "OtherBusinessExpenses")
_OTHER_EXPENSE = (AccountType.OTHER_EXPENSE, "OtherMiscellaneousExpense")

# Roles that every merchant has: the key of the account's name, its type and sub-type.
_FIXED: tuple[tuple[str, str, tuple[AccountType, str]], ...] = (
    (f"{RoleKind.REVENUE}:{NO_CATEGORY}", "sales_other", _INCOME),
    (RoleKind.ADJUSTMENT, "adjustment", _INCOME),
    (RoleKind.DISCOUNT, "discount", _CONTRA),
    (RoleKind.COMP, "comp", _CONTRA),
    (RoleKind.LOYALTY, "loyalty", _CONTRA),
    (RoleKind.REFUND, "refund", _CONTRA),
    (f"{RoleKind.SERVICE_CHARGE}:STAFF", "service_charge_staff", _LIABILITY),
    (f"{RoleKind.SERVICE_CHARGE}:HOUSE", "service_charge_house", (AccountType.INCOME, "ServiceFeeIncome")),
    (RoleKind.TIP, "tip", _LIABILITY),
    (RoleKind.GIFT_CARD, "gift_card", _LIABILITY),
    (RoleKind.STORE_CREDIT, "store_credit", _LIABILITY),
    (RoleKind.HOUSE_ACCOUNT, "house_account", _CLEARING),
    (RoleKind.CUSTOMER_DEPOSITS, "customer_deposits", _LIABILITY),
    (RoleKind.ROUNDING, "rounding", _OTHER_EXPENSE),
    (RoleKind.PAID_IN, "paid_in", _CLEARING),
    (RoleKind.PAID_OUT, "paid_out", _EXPENSE),
    (RoleKind.CASH_DROP, "cash_drop", _CASH),
    (RoleKind.OVER_SHORT, "over_short", _EXPENSE),
    # Drawer movements and refunds in cash need this role even if talech lists no cash tender.
    (f"{RoleKind.TENDER}:{CASH_TENDER}", "cash", _CASH),
    (RoleKind.SUSPENSE, "suspense", _LIABILITY),
)


@dataclass(frozen=True, slots=True)
class ProposedAccount:
    """An account and the role text it receives; several roles may share one account."""

    role: str
    account: NewAccount


def default_accounts(profile: MerchantProfile, language: str) -> tuple[ProposedAccount, ...]:
    """One account per role of the profile, named in the merchant's language (`en` or `fr`)."""
    accounts, text = _accounts(profile, language), account_description(language)
    return tuple(replace(each, account=replace(each.account, description=text)) for each in accounts)


def default_labels(profile: MerchantProfile) -> dict[str, str]:
    """The names of categories, taxes, tenders and locations, for the memos of posted lines."""
    apart = ambiguous_ids(profile.categories)
    labels = {
        str(category_role(kind, category, apart)): category.name
        for kind in (RoleKind.REVENUE, RoleKind.REFUND)
        for category in profile.categories
    }
    labels |= {f"{RoleKind.TAX}:{tax.id}": tax.name for tax in profile.taxes}
    labels |= {
        f"{RoleKind.TENDER}:{each.id}": each.label for each in profile.tenders if each.label not in ("", each.id)
    }
    labels |= {location.id: location.name for location in profile.locations}
    return labels


def _accounts(profile: MerchantProfile, language: str) -> Iterator[ProposedAccount]:
    apart = ambiguous_ids(profile.categories)
    roles = {str(category_role(RoleKind.REVENUE, category, apart)): category for category in profile.categories}
    for role, category in roles.items():
        yield _proposed(role, account_name("sales", language, category.name), _INCOME)
    for role, key, kind in _FIXED:
        yield _proposed(role, account_name(key, language), kind)
    for tax in profile.taxes:
        yield _proposed(f"{RoleKind.TAX}:{tax.id}", account_name("tax", language, tax.name), _LIABILITY)
    for tender in profile.tenders:
        yield from _tender_accounts(tender, profile.card_types, language)


def _tender_accounts(tender: Tender, card_types: tuple[str, ...], language: str) -> Iterator[ProposedAccount]:
    if tender.kind in _HELD_AS_BALANCE or tender.id == CASH_TENDER:
        return
    if tender.kind == TenderKind.CASH:
        yield _proposed(str(tender_role(tender.id, None, is_card=False)), account_name("cash", language), _CASH)
    elif tender.kind == TenderKind.CARD:
        for card_type in sorted({*(card.upper() for card in card_types), UNKNOWN_CARD}):
            role = str(tender_role(tender.id, card_type, is_card=True))
            yield _proposed(role, account_name("card", language, card_type), _CLEARING)
    else:
        role = str(tender_role(tender.id, None, is_card=False))
        yield _proposed(role, account_name("clearing", language, tender.label or tender.id), _CLEARING)


def _proposed(role: str, name: str, kind: tuple[AccountType, str]) -> ProposedAccount:
    account_type, sub_type = kind
    return ProposedAccount(role, NewAccount(name, account_type, sub_type, ""))
