"""Ports of talech: reading one merchant's sales, and verifying a launch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from daybook.domain.day.orders import ControlTotals, DayActivity, SampledTenders
from daybook.domain.merchant.profile import Location, MerchantProfile
from daybook.domain.outside_ids import TalechMerchantId


class SalesSource(Protocol):
    """Reads one merchant's talech account."""

    def profile(self) -> MerchantProfile:
        """The merchant, their locations, categories, taxes and tenders as they are now."""

    def day_activity(self, location: Location, business_date: date) -> DayActivity:
        """The orders, payments, refunds and drawer events of the business date, with talech's own summary.

        Raises:
            RetriableError: talech did not answer, or answered with an error; that never means "no sales".
            NeedsAttentionError: access was revoked, the location was removed, or the plan is below Standard.
        """

    def day_marks(self, location: Location, dates: Sequence[date]) -> Mapping[date, str]:
        """The mark of `day_activity` on each date, read without the lines of orders; empty if the source has no marks.

        Raises:
            RetriableError, NeedsAttentionError: as for `day_activity`.
        """
        ...

    def day_totals(self, location: Location, dates: Sequence[date]) -> Mapping[date, ControlTotals]:
        """talech's own summary of each date, without its orders.

        Raises:
            RetriableError, NeedsAttentionError: as for `day_activity`.
        """
        ...

    def sampled_tenders(self, locations: Sequence[Location], first: date, last: date) -> SampledTenders:
        """The tenders of some orders of each location, spread over the business dates.

        Of a location with few orders it is all of them. Lines are not read.

        Raises:
            RetriableError, NeedsAttentionError: as for `day_activity`.
        """
        ...


@dataclass(frozen=True, slots=True)
class LaunchClaims:
    """The verified claims of a signed launch from talech's settings."""

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
            LaunchRefusedError: talech did not sign it, or it is too old.
        """

    def language_of(self, launch_token: str) -> str:
        """The language in a launch token, even of an invalid one, for the refusal page; empty if there is none."""

    def merchant_token(self, launch_token: str) -> str:
        """Exchange the launch for the merchant's long-lived talech token."""
