"""What each tender took and gave back in a month, and the accounts that its money went to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from daybook.domain.day.orders import TenderKind
from daybook.domain.day.roles import Role, RoleKind, tender_role
from daybook.domain.proof.day_proof import Proof


@dataclass(frozen=True, slots=True)
class TenderMonth:
    """One tender and card type, in minor units; `by_account` is what its money moved on each account."""

    role: Role
    taken_minor: int
    refunded_minor: int
    by_account: Mapping[str, int]

    @property
    def net_minor(self) -> int:
        """Taken less given back."""
        return self.taken_minor - self.refunded_minor


def tenders_of(proofs: Iterable[Proof]) -> tuple[TenderMonth, ...]:
    """Every tender of these days; a balance that a customer paid with moves no account of money."""
    taken: Counter[Role] = Counter()
    refunded: Counter[Role] = Counter()
    moved: dict[Role, Counter[str]] = defaultdict(Counter)
    for proof in proofs:
        for tender in (tender for day in proof.sales_days for tender in day.tenders):
            role = tender_role(tender.tender_id, tender.card_type, is_card=tender.kind == TenderKind.CARD)
            taken[role] += tender.taken_minor
            refunded[role] += tender.refunded_minor
        for line in proof.lines:
            if line.role.kind is RoleKind.TENDER:
                moved[line.role.everywhere][line.account_id] += line.amount_minor
    return tuple(TenderMonth(role, taken[role], refunded[role], dict(moved[role])) for role in sorted(taken))
