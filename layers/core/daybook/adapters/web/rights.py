"""What an accountant may do: the least role for each page, button and call. What is not named is the merchant's."""

from collections.abc import Mapping

from daybook.domain.accountant.access import AccountantRole

LOOK, DECIDE, MAP = AccountantRole

# These are about the accountant's own visit: they stay open where a merchant has ended one grant. Those that concern
# books ask for the grant of each of them.
OF_THE_VISIT = frozenset(
    {
        "GET /clients",
        "POST /clients/open",
        "GET /clients/decisions",
        "POST /clients/decisions",
        "GET /clients/decided",
        "GET /clients/accounts",
        "POST /clients/accounts/use",
        "GET /clients/note",
        "POST /clients/note",
        "POST /language",
        "POST /sign-out",
        "POST /sign-out/everywhere",
    }
)
RIGHTS: Mapping[str, AccountantRole] = {
    "GET /": LOOK,
    "GET /sync": DECIDE,
    "POST /sync": DECIDE,
    "GET /sync/progress": LOOK,
    "GET /sync/progress.json": LOOK,
    "GET /log": LOOK,
    "GET /log.csv": LOOK,
    "GET /log.xlsx": LOOK,
    "POST /log/decisions": DECIDE,
    "GET /log/<business_date>/<location>": LOOK,
    "POST /log/<business_date>/<location>/<action>": DECIDE,
    "GET /month": LOOK,
    "GET /month.csv": LOOK,
    "GET /month.xlsx": LOOK,
    "GET /month/balances.csv": LOOK,
    "GET /month/balances.xlsx": LOOK,
    "GET /month/taxes.csv": LOOK,
    "GET /month/taxes.xlsx": LOOK,
    "POST /month/balances": DECIDE,
    "GET /unusual": LOOK,
    "POST /unusual/answer": DECIDE,
    "GET /double-income": LOOK,
    "POST /double-income/look": DECIDE,
    "POST /double-income/answer": DECIDE,
    "POST /double-income/reminder": DECIDE,
    "GET /clearing": LOOK,
    "GET /clearing.csv": LOOK,
    "GET /clearing.xlsx": LOOK,
    "POST /clearing/follow": DECIDE,
    "POST /clearing/groups": DECIDE,
    "POST /clearing/choose": DECIDE,
    "POST /clearing/read": DECIDE,
    "GET /mapping": LOOK,
    "POST /mapping": MAP,
    "GET /mapping/change": MAP,
    "POST /mapping/change": MAP,
    "POST /mapping/recreate": MAP,
    "POST /mapping/refresh": MAP,
    "GET /mapping/taxes": MAP,
    "POST /mapping/taxes": MAP,
    "GET /mapping/tracking": MAP,
    "POST /mapping/tracking": MAP,
    "GET /mapping/template.json": LOOK,
    "GET /mapping/template": MAP,
    "POST /mapping/template": MAP,
    "GET /accounts/new": MAP,
    "POST /accounts/new": MAP,
    "GET /changes": LOOK,
    "GET /api/v1/session": LOOK,
    "GET /api/v1/status": LOOK,
    "GET /api/v1/days": LOOK,
    "GET /api/v1/days/undoable": LOOK,
    "GET /api/v1/days/redoable": LOOK,
    "GET /api/v1/days/<business_date>/<location>": LOOK,
    "POST /api/v1/days/<business_date>/<location>/actions": DECIDE,
    "POST /api/v1/syncs": DECIDE,
    "GET /api/v1/syncs/latest": LOOK,
    "GET /api/v1/proofs": LOOK,
    "GET /api/v1/double-income": LOOK,
    "POST /api/v1/double-income/look": DECIDE,
    "POST /api/v1/double-income/answers": DECIDE,
    "PUT /api/v1/double-income/reminder": DECIDE,
    "GET /api/v1/accounts": LOOK,
    "POST /api/v1/accounts": MAP,
    "POST /api/v1/accounts/<account>/recreation": MAP,
    "GET /api/v1/lists": LOOK,
    "POST /api/v1/lists/refresh": MAP,
    "GET /api/v1/mapping": LOOK,
    "GET /api/v1/mapping/gaps": LOOK,
    "PATCH /api/v1/mapping": MAP,
    "POST /api/v1/mapping/rehearsal": MAP,
    "GET /api/v1/mapping/template": LOOK,
    "POST /api/v1/mapping/template": MAP,
    "GET /api/v1/tracking": LOOK,
    "PUT /api/v1/tracking": MAP,
    "GET /api/v1/tax-codes": LOOK,
    "PUT /api/v1/tax-codes": MAP,
    "PUT /api/v1/settings/language": LOOK,
}


def is_closed(path: str, role: AccountantRole) -> bool:
    """Whether a page is not for an accountant of this role."""
    least = RIGHTS.get(f"GET {path}")
    return least is None or not role.includes(least)
