"""Classes and locations of QuickBooks, store by store: as they were chosen, else as the stores' names propose them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from daybook.application.ports.systems import HasConnections
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.company.lists import CompanyLists, ListEntry
from daybook.domain.company.setup import Setup, SetupStep
from daybook.domain.merchant.profile import Location, MerchantProfile
from daybook.domain.proposals.tracking import entry_of_store
from daybook.domain.words import noted


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


def choose_tracking(
    profile: MerchantProfile,
    lists: CompanyLists,
    classes: Mapping[str, str],
    departments: Mapping[str, str],
    systems: HasConnections,
) -> None:
    """Store the class and the location of each open store; documents carry them that are written from now on.

    A store that is not named has none. Closed stores keep what they had.

    Raises:
        AskDifferentlyError: the company has no such class or location, or the merchant no such store.
    """
    open_stores = {store.id for store in profile.active_locations}
    for chosen, entries in ((classes, lists.classes), (departments, lists.departments)):
        _check(chosen, open_stores, {entry.id for entry in entries})
    known = systems.connections.references(profile.merchant_id)
    systems.connections.save_tracking(
        profile.merchant_id,
        classes=_of_closed(known.classes, open_stores) | dict(classes),
        departments=_of_closed(known.departments, open_stores) | dict(departments),
    )


def _check(chosen: Mapping[str, str], stores: set[str], entries: set[str]) -> None:
    for store, entry in chosen.items():
        if store not in stores:
            raise AskDifferentlyError(noted("no open store has the id {store!r}"), store=store)
        if entry not in entries:
            why = noted("QuickBooks has no class or location {entry!r}: read the lists again, then choose another one")
            raise AskDifferentlyError(why, entry=entry)


def _of_closed(known: Mapping[str, str], open_stores: set[str]) -> dict[str, str]:
    return {store: entry for store, entry in known.items() if store not in open_stores}
