"""One merchant's talech, and the launch that comes from it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from daybook.domain.day.orders import DayActivity
from daybook.domain.merchant.profile import Location, MerchantProfile
from daybook.domain.outside_ids import TalechMerchantId


class SalesSource(Protocol):
    """One merchant's talech."""

    def profile(self) -> MerchantProfile:
        """The merchant, their locations, categories, taxes and tenders as they are now."""
        ...

    def day_activity(self, location: Location, business_date: date) -> DayActivity:
        """Everything that touches the location's business date, with talech's own summary of it.

        Raises:
            RetriableError: talech did not answer, or answered with an error: that is never "no sales".
            NeedsAttentionError: access was revoked, the location was removed, or the plan is below Standard.
        """
        ...


@dataclass(frozen=True, slots=True)
class LaunchClaims:
    """Who launched Daybook from talech's settings: a signed statement that has been verified."""

    merchant_id: TalechMerchantId
    plan: str
    user: str
    language: str
    token_id: str
    expires_at: datetime


class LaunchGateway(Protocol):
    """talech's side of the launch."""

    def verify(self, launch_token: str) -> LaunchClaims:
        """The claims of a signed, unexpired launch token.

        Raises:
            LaunchRefusedError: it is not one of talech's, or it is too old.
        """
        ...

    def language_of(self, launch_token: str) -> str:
        """The language that a launch names, trusted or not: for the page that refuses it. Empty where it names none."""
        ...

    def merchant_token(self, launch_token: str) -> str:
        """The merchant's long-lived talech token that the launch stands for."""
        ...
