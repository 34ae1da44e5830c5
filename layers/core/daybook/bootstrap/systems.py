"""`Systems`: one object with every port. It makes an adapter when a use case first needs it, and keeps it.

A use case states its needs as a Protocol, and this object satisfies all of them. Properties import heavy modules
themselves, so that a function loads only what it uses.
"""

import time
from collections.abc import Callable
from datetime import datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING

from daybook.bootstrap import mailing
from daybook.bootstrap.functions import planning
from daybook.bootstrap.public_address import public_address
from daybook.bootstrap.stores import Stores
from daybook.bootstrap.vendors import Vendors
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.books import BooksId

if TYPE_CHECKING:
    from daybook.application.ports import MailService, Schedules
    from daybook.application.posting.ports import PostingSystems


class Systems(Vendors, Stores):
    """All of them, for functions and the operator's command line alike."""

    def __init__(self, *, callback: str = "", planner: str = "") -> None:
        """`callback` is the redirect address for Intuit, `planner` the ARN of the function that schedules call.

        They are empty in a function that neither begins a consent nor creates schedules.
        """
        super().__init__(callback)
        self._planner = planner

    @property
    def schedules(self) -> "Schedules":
        """The schedules of all merchants; without a `planner` they can be deleted but not created."""
        return planning.merchant_schedules(self._planner) if self._planner else planning.ending_schedules()

    @property
    def mails(self) -> "MailService":
        """The mail service for outcomes; `mailing` counts its mails."""
        return mailing.outcome_mail_service()

    @property
    def mail_service(self) -> "Callable[[], MailService | None]":
        """The mail service for pages, which counts each mail."""
        return mailing.mail_service

    @property
    def public_url(self) -> str:
        """The start of links that a page hands over."""
        return public_address()

    @staticmethod
    def pause(seconds: float) -> None:
        """Wait, so that two answers take the same time."""
        time.sleep(seconds)

    @cached_property
    def posting(self) -> "PostingSystems":
        """The same systems with circuit breakers, for posting a day."""
        from daybook.bootstrap.functions.posting import behind_circuits_of  # noqa: PLC0415

        return behind_circuits_of(self)

    def resume(self, connection: Connection) -> None:
        """Queue the days that waited for the connection, and plan the days missed meanwhile."""
        from daybook.application.connecting.resume import plan_missed, resume  # noqa: PLC0415

        now, profile = self.clock.now(), self.connections.profile(connection.merchant_id)
        if profile is not None:
            plan_missed(connection, profile, sync_log=self.sync_log, now=now)
        resume(connection, sync_log=self.sync_log, queue=self.queue, now=now)

    def tell_lost(self, merchant_id: BooksId) -> None:
        """Send the mail about a lost connection that no day has met yet; never raises."""
        mailing.tell_lost(merchant_id, self)

    def tell_ending(self, merchant_id: BooksId, ends_at: datetime, days_left: int) -> None:
        """Send the mail that a grant is about to end; never raises."""
        mailing.tell_ending(merchant_id, ends_at, days_left, self)


@cache
def systems() -> Systems:
    """The systems of this process."""
    return Systems()
