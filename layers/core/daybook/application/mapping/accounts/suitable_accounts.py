"""The rule for accounts that can take a role, used by pages, API and commands."""

from collections.abc import Iterable
from dataclasses import dataclass

from daybook.domain.asking import AskDifferentlyError
from daybook.domain.chart.accounts import Account
from daybook.domain.chart.tender_clearing import CLEARED, may_clear
from daybook.domain.company.connection import PostingChoice
from daybook.domain.day.orders import TenderKind
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.proposals.suitability import is_usable, may_receive, may_receive_house_accounts


class AccountRefusedError(AskDifferentlyError):
    """The account cannot take the role: its type, its currency, or QuickBooks keeps it for itself."""


@dataclass(frozen=True, slots=True)
class Suitability:
    """A merchant's shops and tenders; with `receivables`, house accounts may be receivables.

    With `clears_tenders`, tenders and the safe go to clearing accounts alone, which items can point at.
    """

    profile: MerchantProfile
    receivables: bool = False
    clears_tenders: bool = False

    @classmethod
    def under(cls, choice: PostingChoice, profile: MerchantProfile, *, clears_tenders: bool = False) -> "Suitability":
        """The rule for days posted with this choice."""
        return cls(profile, choice.document_kind is DocumentKind.JOURNAL_ENTRY, clears_tenders)

    def may_take(self, account: Account, role: Role) -> bool:
        """Whether the account can take the role."""
        if role.location_id and role.location_id not in self._stores:
            return False
        currencies = {location.currency for location in self.profile.locations}
        if self.clears_tenders and role.kind in CLEARED:
            return may_clear(account) and is_usable(account, currencies)
        if may_receive(account, role, currencies=currencies, is_cash=self._is_cash(role)):
            return True
        owed = self.receivables and role.kind is RoleKind.HOUSE_ACCOUNT
        return owed and may_receive_house_accounts(account, currencies=currencies)

    def among(self, accounts: Iterable[Account], role: Role) -> tuple[Account, ...]:
        """Every account that can take the role, by name."""
        fitting = [account for account in accounts if self.may_take(account, role)]
        return tuple(sorted(fitting, key=lambda account: account.label.casefold()))

    def check(self, account: Account, role: Role) -> None:
        """Check that the account can take the role.

        Raises:
            AccountRefusedError: it cannot, or the merchant has no store of the role.
        """
        if role.location_id and role.location_id not in self._stores:
            raise AccountRefusedError(
                "{role} names no store of this merchant: their stores are {stores}",
                role=role,
                stores=", ".join(sorted(self._stores)),
            )
        if not self.may_take(account, role):
            raise AccountRefusedError(
                "{account} ({kind}) cannot take {role}: choose an account of a type for it, in the shop's currency",
                account=account.label,
                kind=account.type,
                role=role,
            )

    @property
    def _stores(self) -> frozenset[str]:
        return frozenset(location.id for location in self.profile.locations)

    def _is_cash(self, role: Role) -> bool:
        if role.kind is not RoleKind.TENDER:
            return False
        kinds = {tender.id: tender.kind for tender in self.profile.tenders}
        return kinds.get(role.key, TenderKind.CASH) == TenderKind.CASH
