"""An accountant whom a merchant let into their books, and one who was invited."""

from datetime import UTC, datetime

from daybook.domain.accountant.access import AccountantRole, Grant, Invitation
from daybook.domain.accountant.accountants import Accountants

ADDRESS, INVITED = "lea@nord.example", "sam@nord.example"
SINCE = datetime(2026, 11, 20, 15, tzinfo=UTC)


def with_an_accountant(role: AccountantRole = AccountantRole.DECIDE) -> Accountants:
    """Léa has a grant, Sam an invitation that waits."""
    invitation = Invitation(INVITED, AccountantRole.LOOK, "en", "owner@example.com", SINCE, "a" * 64)
    return Accountants((invitation,), (Grant(ADDRESS, role, "fr", "Léa Roy", "Cabinet Nord", SINCE, SINCE),), version=1)
