"""The queue message between the two parts of the webhook function: QuickBooks' notices about one company."""

from typing import Annotated, Literal, Self

from pydantic import Field

from daybook.contracts.contract import Contract, Instant
from daybook.domain.company.changes import ChangeNotice, ChangeVerb, CompanyEntity

# A message with this many notices is far below SQS' limit, and is processed within seconds.
MAX_NOTICES = 50


class ChangeNoticeBody(Contract):
    """One change: ids and an instant."""

    notice_id: str
    entity: CompanyEntity
    id: str
    verb: ChangeVerb
    at: Instant

    @classmethod
    def of(cls, notice: ChangeNotice) -> Self:
        """The body of a notice."""
        return cls(notice_id=notice.notice_id, entity=notice.entity, id=notice.id, verb=notice.verb, at=notice.at)


class ChangeNoticesMessage(Contract):
    """Changes of one company. Sending it twice is harmless."""

    schema_version: Literal[1] = 1
    realm_id: str
    notices: Annotated[tuple[ChangeNoticeBody, ...], Field(min_length=1, max_length=MAX_NOTICES)]

    @classmethod
    def of(cls, notices: tuple[ChangeNotice, ...]) -> Self:
        """The message of some notices of one company."""
        return cls(realm_id=notices[0].realm_id, notices=tuple(ChangeNoticeBody.of(notice) for notice in notices))

    def to_domain(self) -> tuple[ChangeNotice, ...]:
        """The notices of a message."""
        return tuple(
            ChangeNotice(body.notice_id, self.realm_id, body.entity, body.id, body.verb, body.at)
            for body in self.notices
        )
