"""The setup's page of classes and locations: which of QuickBooks' own belong to each store."""

from dataclasses import replace

from daybook.adapters.web.http.requests import Answer
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.setup.setup_frame import go_on, step_view
from daybook.application.company.lists import company_lists
from daybook.application.setup.tracking import with_proposed_tracking
from daybook.domain.company.lists import ListEntry
from daybook.domain.company.setup import SetupStep


def tracking(visit: Visit) -> Answer:
    """One row per store; a class or location whose name the store bears is preselected."""
    lists = company_lists(visit.connection, visit.systems)
    setup = with_proposed_tracking(visit.setup, visit.profile, lists)
    rows = [
        {
            "id": place.id,
            "name": place.name,
            "class": setup.classes.get(place.id, ""),
            "department": setup.departments.get(place.id, ""),
        }
        for place in visit.profile.active_locations
    ]
    values = {"rows": rows, "classes": lists.classes, "departments": lists.departments}
    return step_view(visit, SetupStep.TRACKING, values)


def choose_tracking(visit: Visit) -> Answer:
    """Remember them; nothing chosen means that the lines carry none."""
    lists = company_lists(visit.connection, visit.systems)
    setup = replace(
        visit.setup,
        classes=_chosen(visit, "class", lists.classes),
        departments=_chosen(visit, "department", lists.departments),
    )
    return go_on(visit, SetupStep.TRACKING, setup)


def _chosen(visit: Visit, kind: str, entries: tuple[ListEntry, ...]) -> dict[str, str]:
    known = {entry.id for entry in entries}
    chosen = {place.id: visit.request.text(f"{kind}.{place.id}") for place in visit.profile.active_locations}
    return {place: entry for place, entry in chosen.items() if entry in known}
