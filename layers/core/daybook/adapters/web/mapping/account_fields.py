"""Drop-downs of accounts: what is proposed first, then every account that can take the role, then a new one.

Categories of one name that several stores have are one decision: they share a field. So do the credit and the debit of
a card, where the same account is chosen for both; a merchant whose bank pays them apart makes two fields of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from daybook.adapters.web.words.speech import Speech
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.application.mapping.accounts.account_choices import AccountChoices
from daybook.domain.chart.accounts import Account
from daybook.domain.chart.tender_words import card_word
from daybook.domain.company.setup import CREATE_PROPOSED, ON_FIRST_USE
from daybook.domain.day.roles import role_from_text
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.proposals.proposal import Proposal
from daybook.domain.proposals.reasons import reason_text

ADD_NEW = "add"
PICK_ANOTHER = "other"
CARD_APART = "apart"
# Choices that open a page, this one with one more field or another one, and are no answer.
OPENING = frozenset({ADD_NEW, PICK_ANOTHER, CARD_APART})
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


def account_fields(
    proposals: Iterable[Proposal], choices: AccountChoices, profile: MerchantProfile, speech: Speech
) -> tuple[AccountField, ...]:
    """One field per decision, in the order of the proposals."""
    groups: dict[str | tuple[str, str], list[Proposal]] = {}
    for proposal in proposals:
        role = role_from_text(proposal.role)
        word = role_word(role, profile, speech)
        card = (role.detail, f"{choices.selected(proposal)} {proposal.account.label}")
        is_shared = role.detail and role.detail not in choices.apart
        groups.setdefault(card if is_shared else word, []).append(proposal)
    limit = max(_FEWEST_OPTIONS, _OPTIONS_PER_PAGE // max(1, len(groups)))
    return tuple(_field(_label(group, profile, speech), group, limit, choices, speech) for group in groups.values())


def _label(proposals: list[Proposal], profile: MerchantProfile, speech: Speech) -> str:
    """What the roles of a field are called; a card that is taken by several tenders goes by its own name."""
    role = role_from_text(proposals[0].role)
    if role.detail and len(proposals) > 1:
        return card_word(role.detail, speech.language)
    return role_word(role, profile, speech)


def field_name(role: str) -> str:
    """What the form calls the decision whose first role this is."""
    return f"account.{role}"


def _field(label: str, proposals: list[Proposal], limit: int, choices: AccountChoices, speech: Speech) -> AccountField:
    first, roles = proposals[0], tuple(proposal.role for proposal in proposals)
    new, selected = choices.new_accounts.get(first.role), choices.selected(first)
    return AccountField(
        name=field_name(first.role),
        roles=roles,
        label=label,
        selected=selected,
        groups=tuple(_groups(proposals, selected, limit, choices, speech)),
        reason=_reason(first, selected, speech),
        amount_minor=choices.amount(roles),
        new_name=speech.say("{name} (new)", name=new.label) if new else "",
    )


def _reason(proposal: Proposal, selected: str, speech: Speech) -> str:
    if selected == ON_FIRST_USE:
        return speech.say("No account for now. Its first amount waits in your books until you choose one.")
    return reason_text(proposal.reason, speech.language)


def _groups(
    proposals: list[Proposal], selected: str, limit: int, choices: AccountChoices, speech: Speech
) -> Iterable[OptionGroup]:
    say, proposal = speech.say, proposals[0]
    best = [proposal.account, *proposal.alternatives]
    recommended = [Option(a.id, a.label) for a in best if isinstance(a, Account)]
    if recommended:
        yield OptionGroup(say("Recommended"), tuple(recommended))
    shown = {option.value for option in recommended}
    others = [account for account in choices.suitable(role_from_text(proposal.role)) if account.id not in shown]
    chosen = [account for account in others if account.id == selected]
    listed = others if len(others) <= limit else [*chosen, *[a for a in others if a not in chosen][:limit]]
    if listed:
        options = tuple(Option(account.id, account.label) for account in listed)
        yield OptionGroup(say("Your accounts"), options)
    yield OptionGroup(
        say("New or other"), tuple(_further(proposals, choices, speech, is_cut=len(listed) < len(others)))
    )


def _further(proposals: list[Proposal], choices: AccountChoices, speech: Speech, *, is_cut: bool) -> Iterable[Option]:
    """What is no account of the chart."""
    say, proposal = speech.say, proposals[0]
    if proposal.role in choices.unseen:
        yield Option(ON_FIRST_USE, say("Ask me when it is first used"))
    if proposal.role in choices.new_accounts:
        name = choices.new_accounts[proposal.role].label
        yield Option(CREATE_PROPOSED, say("New account “{name}”", name=name))
    yield Option(ADD_NEW, say("Add a new account…"))
    if is_cut:
        yield Option(PICK_ANOTHER, say("Another account…"))
    if choices.splits and role_from_text(proposal.role).detail and len(proposals) > 1:
        yield Option(CARD_APART, say("Credit and debit on accounts of their own…"))
