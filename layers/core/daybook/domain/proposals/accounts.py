"""Proposes an account for every role of a merchant, an existing or a new one, and gives the reason.

A wrong account is worse than a new one. So an account that is not clearly meant for a role is not proposed, and of two
accounts that fit equally well the merchant chooses.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from daybook.domain.chart.accounts import Account, ChartOfAccounts, NewAccount
from daybook.domain.chart.default_chart import ProposedAccount, default_accounts
from daybook.domain.chart.default_names import account_name
from daybook.domain.chart.name_words import plain
from daybook.domain.chart.store_categories import ambiguous_ids, category_role
from daybook.domain.day.orders import TenderKind
from daybook.domain.day.roles import CASH_TENDER, NO_CATEGORY, Role, RoleKind, role_from_text
from daybook.domain.merchant.profile import MerchantProfile, Tender
from daybook.domain.outside_text import cleaned
from daybook.domain.proposals.evidence import Confidence, Match, Reason, ReasonCode
from daybook.domain.proposals.matching import OURS, SHARED, match_role, match_words
from daybook.domain.proposals.proposal import Proposal
from daybook.domain.proposals.revenue import match_all_revenue, match_category, match_general_sales
from daybook.domain.proposals.suitability import may_receive, may_receive_house_accounts
from daybook.domain.proposals.tax_accounts import match_tax
from daybook.domain.proposals.tenders import match_tender
from daybook.domain.proposals.vocabulary import RECEIVABLE_WORDS, VOCABULARIES

# What the QuickBooks adapter appends when the wanted name is taken.
_WHEN_TAKEN = " (Daybook)"

_Matcher = Callable[[Account], Match | None]


@dataclass(frozen=True, slots=True)
class MappingChoices:
    """Choices of the merchant or accountant: one account for all revenue, house accounts as receivables."""

    one_revenue_account: bool = False
    house_accounts_as_receivable: bool = False


NO_CHOICES = MappingChoices()


def propose_mapping(
    profile: MerchantProfile,
    chart: ChartOfAccounts,
    *,
    language: str,
    choices: MappingChoices = NO_CHOICES,
) -> tuple[Proposal, ...]:
    """One proposal per role of the merchant, in the order of the default chart; new accounts are named in `language`.

    System accounts, inactive accounts and unsuitable types are never proposed (docs/quickbooks.md 4.3). A receivable is
    proposed for house accounts only if the choices say so.
    """
    ours = _names_we_give(profile, choices)
    matcher = _ChartMatcher(profile, choices)
    return tuple(
        _propose(wanted, ours[wanted.role], chart, matcher) for wanted in _wanted_accounts(profile, language, choices)
    )


def _wanted_accounts(profile: MerchantProfile, language: str, choices: MappingChoices) -> Iterator[ProposedAccount]:
    defaults = default_accounts(profile, language)
    if not choices.one_revenue_account:
        yield from defaults
        return
    other = next(wanted for wanted in defaults if wanted.role == f"{RoleKind.REVENUE}:{NO_CATEGORY}")
    everything = replace(other.account, name=account_name("sales_all", language))
    yield ProposedAccount(str(RoleKind.REVENUE), everything)
    yield from (wanted for wanted in defaults if not wanted.role.startswith(f"{RoleKind.REVENUE}:"))


def _names_we_give(profile: MerchantProfile, choices: MappingChoices) -> dict[str, frozenset[str]]:
    """The names of accounts that Daybook creates, per role, in both languages."""
    english = _wanted_accounts(profile, "en", choices)
    french = _wanted_accounts(profile, "fr", choices)
    return {
        one.role: frozenset(
            plain(f"{name}{suffix}") for name in (one.account.name, other.account.name) for suffix in ("", _WHEN_TAKEN)
        )
        for one, other in zip(english, french, strict=True)
    }


def _propose(
    wanted: ProposedAccount, ours: frozenset[str], chart: ChartOfAccounts, matcher: "_ChartMatcher"
) -> Proposal:
    matches = tuple(matcher.matches(role_from_text(wanted.role), wanted.account, ours, chart))
    role = str(wanted.role)
    if not matches:
        return Proposal(role, wanted.account, Confidence.SURE, Reason(ReasonCode.NOTHING_SUITABLE))
    rank = min(match.rank for match in matches)
    best = [match for match in matches if match.rank == rank]
    if len(best) == 1 and (below := matcher.sub_account(role_from_text(wanted.role), wanted.account, best[0])):
        reason = Reason(ReasonCode.BELOW_GENERAL_SALES, (best[0].account.label,))
        return Proposal(role, below, Confidence.LIKELY, reason, (best[0].account,))
    if len(best) == 1:
        return Proposal(role, best[0].account, best[0].confidence, best[0].reason)
    tied = tuple(match.account for match in best)
    reason = Reason(ReasonCode.SEVERAL_SUITABLE, tuple(account.label for account in tied))
    return Proposal(role, wanted.account, Confidence.POSSIBLE, reason, tied)


# The default chart has a role for cash even if talech lists no cash tender.
_CASH = Tender(CASH_TENDER, TenderKind.CASH, "")


class _ChartMatcher:
    """Compares every account of a chart with one role at a time."""

    def __init__(self, profile: MerchantProfile, choices: MappingChoices) -> None:
        self._profile = profile
        self._currencies = {location.currency for location in profile.locations}
        self._receivable = choices.house_accounts_as_receivable
        apart = ambiguous_ids(profile.categories)
        self._categories = {category_role(RoleKind.REVENUE, each, apart): each.name for each in profile.categories}
        self._taxes = {tax.id: tax for tax in profile.taxes}
        self._tenders = {CASH_TENDER: _CASH} | {tender.id: tender for tender in profile.tenders}

    def matches(self, role: Role, wanted: NewAccount, ours: frozenset[str], chart: ChartOfAccounts) -> Iterator[Match]:
        """Every account of the chart that could take the role."""
        matcher = self._matcher(role)
        for account in chart.accounts:
            if not self._allowed(role, account):
                continue
            if account.type == wanted.type and not account.is_sub_account and plain(account.name) in ours:
                yield Match(account, Confidence.SURE, Reason(ReasonCode.CREATED_BY_DAYBOOK), (OURS,))
            elif (match := matcher(account)) is not None:
                yield match

    def sub_account(self, role: Role, wanted: NewAccount, best: Match) -> NewAccount | None:
        """A new account of a category below the general sales account, if no other one fits the category better.

        On one account for everything a merchant could not see what each category earns.
        """
        name = cleaned(self._categories.get(role, "")).strip()
        if best.reason.code is not ReasonCode.GENERAL_SALES or not name or not best.account.may_have_sub_accounts:
            return None
        return replace(wanted, name=name, sub_type=best.account.sub_type, parent=best.account)

    def _allowed(self, role: Role, account: Account) -> bool:
        if role.kind == RoleKind.HOUSE_ACCOUNT and self._receivable:
            return may_receive_house_accounts(account, currencies=self._currencies)
        tender = self._tenders.get(role.key) if role.kind == RoleKind.TENDER else None
        is_cash = tender is not None and tender.kind == TenderKind.CASH
        return may_receive(account, role, currencies=self._currencies, is_cash=is_cash)

    def _matcher(self, role: Role) -> _Matcher:
        if role.kind == RoleKind.REVENUE:
            return self._revenue(role)
        if role.kind == RoleKind.TAX:
            tax = self._taxes[role.key]
            return lambda account: match_tax(tax, self._profile, account)
        if role.kind == RoleKind.TENDER:
            tender = self._tenders[role.key]
            return lambda account: match_tender(tender, role.detail, account)
        if role.kind == RoleKind.HOUSE_ACCOUNT and self._receivable:
            return _match_receivable
        return lambda account: match_role(role, account)

    def _revenue(self, role: Role) -> _Matcher:
        if not role.key:
            return match_all_revenue
        if role.key == NO_CATEGORY:
            return match_general_sales
        name = self._categories[role]
        return lambda account: match_category(name, account)


def _match_receivable(account: Account) -> Match:
    """Any receivable can take house accounts; one named for them, or the general receivable, fits better."""
    named = match_words(account, VOCABULARIES[RoleKind.HOUSE_ACCOUNT]) or match_words(account, RECEIVABLE_WORDS)
    reason = Reason(ReasonCode.ONLY_ACCOUNT_OF_TYPE, (account.label,))
    return named or Match(account, Confidence.LIKELY, reason, (SHARED,))
