"""A simulator and Daybook's adapter in front of it: read a day with one, look up the truth in the other."""

from collections import Counter

from daybook.adapters.talech.http.auth import TalechSettings
from daybook.adapters.talech.http.transport import new_session
from daybook.adapters.talech.source import open_source
from daybook.domain.day.invariants import inconsistencies, untied_fields
from daybook.domain.day.summary import summarise
from daybook.domain.posting.balanced_lines import day_amounts
from fakes.app_keys import FixedKeys
from fakes.token_vaults import FakeSalesTokenVault


class Reading:
    """One merchant of a running simulator, read through the adapter."""

    def __init__(self, simulator):
        self.simulator = simulator
        self.merchant_id = next(iter(simulator.world.merchants))
        self.vault = FakeSalesTokenVault()
        self.grant_access()
        self.settings = TalechSettings(
            simulator.url, simulator.application.client_id, simulator.application.client_secret
        )
        self.source = self.new_source()
        self.profile = self.source.profile()
        self.tender_kinds = {tender.id: tender.kind for tender in self.profile.tenders}

    def grant_access(self):
        """What a launch does: the vault holds the merchant's token as it is now."""
        self.vault.save(self.merchant_id, self.simulator.sessions.refresh_token(self.merchant_id))

    def new_source(self):
        """Another process that reads the same merchant."""
        return open_source(FixedKeys(self.settings), self.merchant_id, self.vault, new_session())

    def location(self, location_id=None):
        """A location by id; the first one by default."""
        return next(each for each in self.profile.locations if location_id in {None, each.id})

    def activity(self, day, location_id=None):
        return self.source.day_activity(self.location(location_id), day)

    def sales_day(self, day, location_id=None):
        location = self.location(location_id)
        return summarise(location, day, self.source.day_activity(location, day), self.tender_kinds)

    def roles(self, day, location_id=None):
        """Daybook's posting of the day by role, debits positive."""
        return roles_of(self.sales_day(day, location_id))

    def truth(self, day, location_id=None):
        """The simulator's own books of the day."""
        return self.simulator.world.truth(self.location(location_id).id).day(day)

    def disagreements(self, day, location_id):
        """Everything in which the day differs from the truth ledger, from talech's summary and from itself."""
        location = self.location(location_id)
        activity = self.source.day_activity(location, day)
        sales_day = summarise(location, day, activity, self.tender_kinds)
        ours, truth = roles_of(sales_day), self.truth(day, location_id)
        return [
            *(
                f"{role}: ours {ours[role]}, truth {truth.get(role, 0)}"
                for role in ours
                if ours[role] != truth.get(role)
            ),
            *(f"{role}: missing, truth {truth[role]}" for role in truth.keys() - ours.keys()),
            *map(str, untied_fields(sales_day, activity.control)),
            *map(str, inconsistencies(activity, location.calendar.window(day))),
        ]

    def fault(self, name, **more):
        """Switch on a fault of the wire, or change the shop's world."""
        self.simulator.app.control.apply([{"fault": name, **more}])


def roles_of(sales_day):
    """A day's posting by role, debits positive, without zero figures."""
    roles = Counter()
    for amount in day_amounts(sales_day):
        roles[str(amount.role)] += amount.amount_minor
    return {role: minor for role, minor in roles.items() if minor}
