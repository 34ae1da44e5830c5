"""Drop-downs of accounts: what is proposed first, then every account that can take the role, then a new one.

Categories of one name that several stores have are one decision: they share a field.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from daybook.adapters.web.speech import Speech
from daybook.adapters.web.words import role_word
from daybook.application.suitable_accounts import Suitability
from daybook.domain.accounts import Account, ChartOfAccounts, NewAccount
from daybook.domain.merchant import MerchantProfile
from daybook.domain.posting import day_amounts
from daybook.domain.proposals.proposal import Proposal
from daybook.domain.proposals.reasons import reason_text
from daybook.domain.roles import Role, role_from_text
from daybook.domain.sales import SalesDay
from daybook.domain.setup import CREATE_PROPOSED

ADD_NEW = "add"
PICK_ANOTHER = "other"
# Keeps a page of many drop-downs below its weight limit; the rest of a long chart is one click away.
_OPTIONS_PER_PAGE = 700
_FEWEST_OPTIONS = 8


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a drop-down."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Lines under one heading."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class AccountField:
    """One decision: `roles` all go to the chosen account. `amount_minor` is what the sample day holds of them."""

    name: str
    roles: tuple[str, ...]
    label: str
    selected: str
    groups: tuple[OptionGroup, ...]
    reason: str
    amount_minor: int
    new_name: str = ""

    @property
    def selected_label(self) -> str:
        """The account that is selected, by its name."""
        labels = {option.value: option.label for group in self.groups for option in group.options}
        return self.new_name if self.selected == CREATE_PROPOSED else labels.get(self.selected, "")


@dataclass(frozen=True, slots=True)
class AccountDesk:
    """Everything that fields are made of."""

    profile: MerchantProfile
    chart: ChartOfAccounts
    new_accounts: dict[str, NewAccount]
    answers: dict[str, str]
    sample: tuple[SalesDay, ...]
    speech: Speech
    receivables: bool = False
    clears_tenders: bool = False

    def fields(self, proposals: Iterable[Proposal]) -> tuple[AccountField, ...]:
        """One field per decision, in the order of the proposals."""
        groups: dict[str, list[Proposal]] = {}
        for proposal in proposals:
            label = role_word(role_from_text(proposal.role), self.profile, self.speech)
            groups.setdefault(label, []).append(proposal)
        limit = max(_FEWEST_OPTIONS, _OPTIONS_PER_PAGE // max(1, len(groups)))
        return tuple(self._field(label, group, limit) for label, group in groups.items())

    def suitable(self, role: Role) -> tuple[Account, ...]:
        """Every account of the chart that can take a role, by name.

        House accounts may be receivables where `receivables` says so: sales forms cannot post to them.
        """
        return Suitability(self.profile, self.receivables, self.clears_tenders).among(self.chart.accounts, role)

    def amount(self, roles: Sequence[str]) -> int:
        """What the sample day holds of some roles, debits positive."""
        wanted = set(roles)
        amounts = ((amount, day.location_id) for day in self.sample for amount in day_amounts(day))
        return sum(each.amount_minor for each, at in amounts if wanted & {*each.role.at(at).fallbacks})

    def _field(self, label: str, proposals: list[Proposal], limit: int) -> AccountField:
        first = proposals[0]
        roles = tuple(proposal.role for proposal in proposals)
        role = role_from_text(first.role)
        selected = self._selected(first)
        return AccountField(
            name=f"account.{first.role}",
            roles=roles,
            label=label,
            selected=selected,
            groups=tuple(self._groups(first, role, selected, limit)),
            reason=reason_text(first.reason, self.speech.language),
            amount_minor=self.amount(roles),
            new_name=self._new_name(first.role),
        )

    def _new_name(self, role: str) -> str:
        if role not in self.new_accounts:
            return ""
        return self.speech.say("{name} (new)", name=self.new_accounts[role].name)

    def _selected(self, proposal: Proposal) -> str:
        answer = self.answers.get(proposal.role, "")
        if answer == CREATE_PROPOSED or self.chart.by_id(answer) is not None:
            return answer
        if not proposal.preselected:
            return ""
        return proposal.account.id if isinstance(proposal.account, Account) else CREATE_PROPOSED

    def _groups(self, proposal: Proposal, role: Role, selected: str, limit: int) -> Iterable[OptionGroup]:
        say = self.speech.say
        best = [proposal.account, *proposal.alternatives]
        recommended = [Option(a.id, a.label) for a in best if isinstance(a, Account)]
        if recommended:
            yield OptionGroup(say("Recommended"), tuple(recommended))
        shown = {option.value for option in recommended}
        others = [account for account in self.suitable(role) if account.id not in shown]
        chosen = [account for account in others if account.id == selected]
        listed = others if len(others) <= limit else [*chosen, *[a for a in others if a not in chosen][:limit]]
        if listed:
            options = tuple(Option(account.id, account.label) for account in listed)
            yield OptionGroup(say("Your accounts"), options)
        new = [Option(ADD_NEW, say("Add a new account…"))]
        if proposal.role in self.new_accounts:
            name = self.new_accounts[proposal.role].name
            new.insert(0, Option(CREATE_PROPOSED, say("New account “{name}”", name=name)))
        if len(listed) < len(others):
            new.append(Option(PICK_ANOTHER, say("Another account…")))
        yield OptionGroup(say("New or other"), tuple(new))
