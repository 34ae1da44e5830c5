"""Bodies for accountants' access to a merchant's books."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from daybook.contracts.http.body import HttpBody, RequestBody
from daybook.domain.accountant.access import AccountantRole


class AccountantBody(RequestBody):
    """An invitation. With the address of an accountant who has access it changes their role at once."""

    email: Annotated[str, Field(max_length=300)]
    role: AccountantRole


class GrantBody(HttpBody):
    """An accountant with access, by the names that they gave; `last_visit_at` is up to a quarter of an hour early."""

    email: str
    role: AccountantRole
    name: str
    firm: str
    accepted_at: AwareDatetime
    last_visit_at: AwareDatetime


class InvitationBody(HttpBody):
    """An invitation that waits, and until when its link works; `handed_over` where no mail was sent."""

    email: str
    role: AccountantRole
    until: AwareDatetime
    handed_over: bool


class AccountantsBody(HttpBody):
    """Who has access and who is invited. `link` is one to hand over, once, in a deployment that sends no mails."""

    grants: tuple[GrantBody, ...]
    invitations: tuple[InvitationBody, ...]
    link: str | None = None
