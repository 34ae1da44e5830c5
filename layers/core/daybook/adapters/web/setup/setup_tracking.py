"""The setup's page of classes and locations: which of QuickBooks' own belong to each store."""

from dataclasses import replace

from daybook.adapters.web.http.requests import Answer
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.mapping.tracking_pages import chosen, tracking_fields
from daybook.adapters.web.setup.setup_frame import go_on, step_view
from daybook.application.company.lists import company_lists
from daybook.application.setup.tracking import with_proposed_tracking
from daybook.domain.company.lists import ListEntry
from daybook.domain.company.setup import SetupStep


def tracking(visit: Visit) -> Answer:
    """One row per store; a class or location whose name the store bears is preselected."""
    setup = with_proposed_tracking(visit.setup, visit.profile, company_lists(visit.connection, visit.systems))
    return step_view(visit, SetupStep.TRACKING, tracking_fields(visit, setup.classes, setup.departments))


def choose_tracking(visit: Visit) -> Answer:
    """Remember them; nothing chosen means that the lines carry none."""
    lists = company_lists(visit.connection, visit.systems)
    classes, departments = _known(visit, "class", lists.classes), _known(visit, "department", lists.departments)
    return go_on(visit, SetupStep.TRACKING, replace(visit.setup, classes=classes, departments=departments))


def _known(visit: Visit, kind: str, entries: tuple[ListEntry, ...]) -> dict[str, str]:
    known = {entry.id for entry in entries}
    return {place: entry for place, entry in chosen(visit, kind).items() if entry in known}
