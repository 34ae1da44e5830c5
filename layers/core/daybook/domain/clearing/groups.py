"""Processor groups: tenders that one payer pays together (docs/accounting.md 10).

Processors usually pay the bank cards in one sum, and some pay American Express apart. Tenders whose money lies on one
account cannot be followed one by one, so they are one group.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from daybook.domain.clearing.payouts import Batch
from daybook.domain.day.roles import CASH_TENDER, Role, RoleKind
from daybook.domain.posting.balanced_lines import PostingLine

CARDS, APART, UNFOLLOWED = "cards", "apart", "none"
"""What a merchant can choose for a tender: paid with the cards, paid alone, never paid to a bank."""
_PAID_APART = frozenset({"AMEX", "AMERICANEXPRESS", "AMERICAN_EXPRESS"})


@dataclass(frozen=True, slots=True)
class ProcessorGroup:
    """Tenders that are paid together, by the text forms of their roles, and their clearing accounts.

    Only groups of cards are matched: a delivery app keeps other parts every week, so only its balance and age are told.
    """

    roles: tuple[str, ...]
    accounts: tuple[str, ...]
    is_matched: bool

    @property
    def key(self) -> str:
        """What identifies it among the groups of a merchant."""
        return self.roles[0]


DatedLine = tuple[date, PostingLine]


def proposed(role: Role) -> str:
    """How a tender is paid, until a person chooses: cards together, American Express and other tenders alone."""
    if role.key == CASH_TENDER:
        return UNFOLLOWED
    return CARDS if role.detail and role.detail.replace(" ", "") not in _PAID_APART else APART


def groups_of(lines: Iterable[DatedLine], chosen: Mapping[str, str]) -> tuple[ProcessorGroup, ...]:
    """The groups of the tenders in booked lines; `chosen` has a person's choice by role, `CARDS` or another."""
    accounts: dict[Role, set[str]] = defaultdict(set)
    for _, line in lines:
        if line.role.kind is RoleKind.TENDER:
            accounts[line.role].add(line.account_id)
    groups: list[tuple[set[Role], set[str]]] = []
    for role in sorted(accounts):
        way = chosen.get(str(role), proposed(role))
        if way == UNFOLLOWED:
            continue
        roles, held = {role}, set(accounts[role])
        for other in [each for each in groups if each[1] & held or (way == CARDS and _has_cards(each[0], chosen))]:
            groups.remove(other)
            roles, held = roles | other[0], held | other[1]
        groups.append((roles, held))
    return tuple(
        ProcessorGroup(tuple(sorted(map(str, roles))), tuple(sorted(held)), any(role.detail for role in roles))
        for roles, held in groups
    )


def _has_cards(roles: Iterable[Role], chosen: Mapping[str, str]) -> bool:
    return any(chosen.get(str(role), proposed(role)) == CARDS for role in roles)


def batches_of(lines: Iterable[DatedLine], group: ProcessorGroup) -> tuple[Batch, ...]:
    """What the group's tenders took by business date, less what they gave back; dates without any are left out."""
    sums: Counter[date] = Counter()
    for on, line in lines:
        if line.role.kind is RoleKind.TENDER and str(line.role) in group.roles and line.account_id in group.accounts:
            sums[on] += line.amount_minor
    return tuple(Batch(on, minor) for on, minor in sorted(sums.items()) if minor)
