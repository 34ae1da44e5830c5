"""Every system behind Daybook in one object. Each is made when a use case first asks for it, and kept for the process.

A use case names what it needs as a Protocol; this object has it all. A property loads what is heavy itself, so that a
function pays for what it uses.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING

from daybook.bootstrap import mailing
from daybook.bootstrap.functions import planning
from daybook.bootstrap.stores import Stores
from daybook.bootstrap.vendors import Vendors
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.books import BooksId

if TYPE_CHECKING:
    from daybook.application.ports import (
        MailDesk,
        Schedules,
    )
    from daybook.application.posting.ports import PostingSystems


class Systems(Vendors, Stores):
    """All of them, for functions and the operator's command line alike."""

    def __init__(self, *, callback: str = "", planner: str = "") -> None:
        """`callback` is where Intuit sends a browser back to, `planner` the ARN that schedules fire.

        A function that neither begins a consent nor makes a schedule leaves them empty.
        """
        super().__init__(callback)
        self._planner = planner

    @property
    def schedules(self) -> "Schedules":
        """The schedules of every merchant; without a `planner` they can be ended and not made."""
        return planning.merchant_schedules(self._planner) if self._planner else planning.ending_schedules()

    @property
    def mails(self) -> "MailDesk":
        """Where mails of outcomes are written and sent: `mailing` counts them."""
        return mailing.desk()

    @property
    def mail_desk(self) -> "Callable[[], MailDesk | None]":
        """Where the pages write to a new address; each mail is counted when it leaves."""
        return mailing.mail_desk

    @cached_property
    def posting(self) -> "PostingSystems":
        """The same systems behind the circuits of their vendors, for who brings a day into the books."""
        from daybook.bootstrap.functions.posting import behind_circuits_of  # noqa: PLC0415

        return behind_circuits_of(self)

    def resume(self, connection: Connection) -> None:
        """Queue the days that waited for the connection, and those that nobody planned meanwhile."""
        from daybook.application.connecting.resume import plan_missed, resume  # noqa: PLC0415

        now, profile = self.clock.now(), self.connections.profile(connection.merchant_id)
        if profile is not None:
            plan_missed(connection, profile, sync_log=self.sync_log, now=now)
        resume(connection, sync_log=self.sync_log, queue=self.queue, now=now)

    def tell_lost(self, merchant_id: BooksId) -> None:
        """Tell that a connection ended before any day met it; never raises."""
        mailing.tell_lost(merchant_id, self)

    def tell_ending(self, merchant_id: BooksId, ends_at: datetime, days_left: int) -> None:
        """Tell that a grant is about to end; never raises."""
        mailing.tell_ending(merchant_id, ends_at, days_left, self)


@cache
def systems() -> Systems:
    """Those of this process."""
    return Systems()
