"""Gives the stores of new books their short names in document numbers; books that have posted keep their numbers."""

from collections.abc import Mapping

from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.profile import ALL_LOCATIONS, MerchantProfile
from daybook.domain.posting.store_codes import store_codes
from daybook.domain.words import say


def first_store_codes(
    connection: Connection, profile: MerchantProfile, before: AccountMapping | None
) -> Mapping[str, str]:
    """The codes that confirming the setup freezes: `before` is the mapping that the books had until then.

    Nothing was ever posted without a mapping. A store that talech lists later has no code, and numbers of its id.
    """
    if before is not None or connection.store_codes:
        return connection.store_codes
    names = {location.id: location.name for location in profile.locations}
    return store_codes(names) | store_codes({ALL_LOCATIONS: say("ALL", connection.language)})
