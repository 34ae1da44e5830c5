"""One request of a merchant whose session is known: whatever a page reads goes through the session's merchant."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Protocol

from daybook.adapters.web.http.requests import Request
from daybook.adapters.web.words.speech import Speech
from daybook.application.access.accountants import Inviter
from daybook.application.access.audit import AuditSystems
from daybook.application.access.clients import ClientSystems
from daybook.application.access.invitations import AcceptanceSystems
from daybook.application.access.sessions import Session
from daybook.application.clearing.look import LookSystems
from daybook.application.company.books_status import CALENDAR_DAYS, StatusSystems
from daybook.application.connecting.disconnect import DisconnectSystems
from daybook.application.days.month_balances import BalanceSystems
from daybook.application.days.sample_day import SampleSystems
from daybook.application.firm.people import PeopleSystems
from daybook.application.mapping.mapping_versions import MappingSystems, mapping_in_force
from daybook.application.planning.sync_progress import ProgressSystems
from daybook.application.ports.unusual import UnusualSystems
from daybook.application.setup.finish_setup import SetupSystems
from daybook.application.telling.mail_address import AddressSystems, Asker
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.company.connection import Connection
from daybook.domain.company.setup import Setup
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.profile import ALL_LOCATIONS, Location, MerchantProfile
from daybook.domain.sync.location_day import SyncRecord, SyncState


class PortalSystems(
    AcceptanceSystems,
    PeopleSystems,
    AuditSystems,
    ClientSystems,
    SetupSystems,
    SampleSystems,
    MappingSystems,
    ProgressSystems,
    StatusSystems,
    AddressSystems,
    DisconnectSystems,
    LookSystems,
    UnusualSystems,
    BalanceSystems,
    Protocol,
):
    """What the pages and the API need: the needs of the use cases they call, and nothing else."""

    def pause(self, seconds: float) -> None:
        """Wait, so that two answers take the same time."""


@dataclass(frozen=True)
class Visit:
    """Who asks for what, in which language, and the systems that answer; `said` is the form, or the JSON of a call."""

    request: Request
    session: Session
    profile: MerchantProfile
    connection: Connection
    speech: Speech
    systems: PortalSystems
    said: Any = None

    @cached_property
    def days_with_gaps(self) -> tuple[SyncRecord, ...]:
        """The days in the books that wait for an account or a tax code, as they were when the request came."""
        return tuple(self.systems.sync_log.history(self.merchant_id, state=SyncState.POSTED_WITH_GAPS))

    @cached_property
    def has_days(self) -> bool:
        """Whether any day of these books is on record, as it was when the request came."""
        return self.setup.last_run is not None or any(self.systems.sync_log.history(self.merchant_id))

    @cached_property
    def in_force(self) -> AccountMapping:
        """The mapping of today, as it was when the request came.

        Raises:
            NeedsAttentionError: the merchant has none yet.
        """
        return mapping_in_force(self.merchant_id, self.systems.clock.now(), self.systems.connections)

    @property
    def weeks(self) -> tuple[date, date]:
        """The days that the home page shows, and that a change of an account can be tried on."""
        today = self.systems.clock.now().date()
        return today - timedelta(days=CALENDAR_DAYS), today

    @property
    def setup(self) -> Setup:
        """The answers so far for the company that is connected."""
        return self.systems.setups.setup(self.merchant_id).for_company(self.connection.company.realm_id)

    @property
    def merchant_id(self) -> BooksId:
        """The merchant of the session, and of nothing else."""
        return self.session.merchant_id

    @property
    def zone(self) -> str:
        """The zone that instants are written in where no location is meant: that of the first one."""
        return zone_of(self.profile.active_locations[0])

    @property
    def asker(self) -> Asker:
        """Who asks for another mail address."""
        return Asker(self.connection, self.profile, self.session.user)

    @property
    def inviter(self) -> Inviter:
        """The merchant as their accountants' mails name them."""
        return Inviter(
            self.merchant_id,
            self.session.user,
            self.profile.country,
            self.profile.name,
            self.connection.company.name,
        )

    def may(self, least: AccountantRole) -> bool:
        """Whether the page offers what needs this role; a merchant may do everything."""
        return self.session.role is None or self.session.role.includes(least)

    def location_name(self, location_id: str) -> str:
        """The name of a location; that of all of them together where they are posted as one."""
        if location_id == ALL_LOCATIONS:
            return self.speech.say("All stores")
        names = {location.id: location.name for location in self.profile.locations}
        return names.get(location_id, location_id)

    def save_setup(self, setup: Setup) -> None:
        """Remember the answers so far."""
        self.systems.setups.save_setup(self.merchant_id, setup)


def zone_of(location: Location) -> str:
    """The zone of a location as it is now."""
    return location.calendar.history[-1].zone
