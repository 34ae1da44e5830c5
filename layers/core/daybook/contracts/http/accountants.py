"""Bodies for accountants' access to a merchant's books."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from daybook.contracts.http.body import HttpBody, RequestBody
from daybook.domain.accountant.access import AccountantRole


class AccountantBody(RequestBody):
    """An invitation. With the address of an accountant who has access it changes their role at once.

    `with_firm` lets the accountant's firm in too: it may let its own people in, up to the role.
    """

    email: Annotated[str, Field(max_length=300)]
    role: AccountantRole
    with_firm: bool = False


class FirmRoleBody(RequestBody):
    """Another role of a firm: none of its people can do more from their next request on."""

    role: AccountantRole


class NamedBody(HttpBody):
    """A person with access, by the name that they gave."""

    email: str
    role: AccountantRole
    name: str


class GrantBody(NamedBody):
    """An accountant with access, by the names that they gave; `last_visit_at` is up to a quarter of an hour early."""

    firm: str
    accepted_at: AwareDatetime
    last_visit_at: AwareDatetime
    with_firm: bool


class FirmPersonBody(NamedBody):
    """A person whom their firm let in, with a role of their own; `last_visit_at` is none before the first visit."""

    let_in_at: AwareDatetime
    last_visit_at: AwareDatetime | None


class FirmBody(HttpBody):
    """A firm with access by the name that it gave itself, the most that its people can do, and whom it let in."""

    id: str
    name: str
    role: AccountantRole
    accepted_at: AwareDatetime
    people: tuple[FirmPersonBody, ...]


class InvitationBody(HttpBody):
    """An invitation that waits, and until when its link works; `handed_over` where no mail was sent."""

    email: str
    role: AccountantRole
    until: AwareDatetime
    handed_over: bool
    with_firm: bool


class AccountantsBody(HttpBody):
    """Who has access and who is invited. `link` is one to hand over, once, in a deployment that sends no mails."""

    grants: tuple[GrantBody, ...]
    firms: tuple[FirmBody, ...]
    invitations: tuple[InvitationBody, ...]
    link: str | None = None
