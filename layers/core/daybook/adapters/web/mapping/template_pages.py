"""A mapping as a file: taken along to the next client, and read in with what could not be resolved."""

from typing import Any

from daybook.adapters.web.http.requests import MAX_FILE_BYTES, Answer, Download, Problem, Redirect, View
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.mapping.account_pages import MAPPING_PATH
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.application.company.lists import company_lists
from daybook.application.mapping.mapping_template import export_mapping, import_mapping, use_imported
from daybook.contracts.contract import ContractError
from daybook.contracts.mapping_template import MappingTemplate
from daybook.domain.day.roles import role_from_text
from daybook.domain.proposals.template import unresolved_text


def export(visit: Visit) -> Answer:
    """The mapping in force, by names."""
    chart = company_lists(visit.connection, visit.systems).chart
    exported = export_mapping(visit.in_force, visit.profile, chart, title=visit.profile.name)
    return Download("daybook-mapping.json", "application/json", MappingTemplate.of(exported.portable).text())


def template(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """Choose a file."""
    values = {"text": "", "mapped": 0, "unresolved": (), "not_mapped": (), **_limit(visit)}
    title = visit.speech.say("Use a mapping template")
    return View("mapping/template", title, values, UNPROCESSABLE if problems else 200, problems)


def read_template(visit: Visit) -> Answer:
    """Say what the file means in this company; with `confirm`, use it."""
    text = visit.request.text("template") or visit.request.text("text")
    if len(text.encode()) > MAX_FILE_BYTES:
        return template(visit, (Problem("template", _limit(visit)["too_large"]),))
    try:
        portable = MappingTemplate.parse(text).to_domain()
    except (ContractError, ValueError):
        message = visit.speech.say("This is not a mapping template of Daybook. Choose a file that was exported here.")
        return template(visit, (Problem("template", message),))
    current = visit.in_force
    chart = company_lists(visit.connection, visit.systems).chart
    found = import_mapping(portable, current, visit.profile, chart, effective_from=current.effective_from)
    if visit.request.text("confirm"):
        use_imported(visit.merchant_id, found, visit.systems)
        return Redirect(f"{MAPPING_PATH}?done=saved")
    values = {
        **_limit(visit),
        "text": text,
        "mapped": len(found.mapping.accounts),
        "unresolved": [unresolved_text(row, visit.speech.language) for row in found.unresolved],
        "not_mapped": [role_word(role_from_text(role), visit.profile, visit.speech) for role in found.not_mapped],
    }
    return View("mapping/template", visit.speech.say("Use a mapping template"), values)


def _limit(visit: Visit) -> dict[str, Any]:
    """What a file may weigh, and what is said of a heavier one: by the script before it is sent, else by the server."""
    kilobytes = MAX_FILE_BYTES // 1024
    too_large = visit.speech.say(
        "This file is larger than {most} KB, so it is no mapping template. Choose the file that was downloaded here.",
        most=kilobytes,
    )
    return {"most_bytes": MAX_FILE_BYTES, "too_large": too_large}
