"""Classes and locations of QuickBooks, store by store: as they were chosen, else as the stores' names propose them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from daybook.domain.company.lists import CompanyLists, ListEntry
from daybook.domain.company.setup import Setup, SetupStep
from daybook.domain.merchant.profile import Location, MerchantProfile
from daybook.domain.proposals.tracking import entry_of_store


def with_proposed_tracking(setup: Setup, profile: MerchantProfile, lists: CompanyLists) -> Setup:
    """The setup with a class and a location for each store whose name says which; once answered, answers stay alone."""
    if SetupStep.TRACKING in setup.answered:
        return setup
    stores = profile.active_locations
    return replace(
        setup,
        classes=_with_proposals(setup.classes, stores, lists.classes),
        departments=_with_proposals(setup.departments, stores, lists.departments),
    )


def _with_proposals(
    chosen: Mapping[str, str], stores: Iterable[Location], entries: tuple[ListEntry, ...]
) -> dict[str, str]:
    names = {entry.id: entry.name for entry in entries}
    proposed = {store.id: entry_id for store in stores if (entry_id := entry_of_store(store.name, names))}
    return {**proposed, **chosen}
