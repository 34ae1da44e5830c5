"""`daybook preview` and `daybook rehearse`: what would be posted, and what another mapping would change."""

import argparse
from collections.abc import Mapping

from daybook.application.days.preview_day import preview_day
from daybook.application.mapping.map_roles import with_roles
from daybook.application.mapping.rehearse_mapping import rehearse
from daybook.bootstrap.systems import Systems
from daybook.cli.commands.mapping.mapping import assignments_of
from daybook.cli.output import Output
from daybook.cli.role_names import RoleNames
from daybook.domain.nouns import DOCUMENT_KINDS, STATES
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.location_day import LocationDay
from daybook.domain.words import noted

_COLUMNS = (noted("account"), noted("debit"), noted("credit"))


def preview(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Show a day as it would be posted; attention is needed where something would hold it or wait in suspense."""
    day = LocationDay(chosen.merchant, chosen.date, chosen.location)
    found = preview_day(day, system.connections, system.sales_of(chosen.merchant), system.ledger_of)
    output.document(
        {
            "document": found.document.kind.value if found.document else None,
            "payload": found.payload,
            "effect": found.effect,
            "gaps": list(found.gaps),
            "problems": list(found.problems),
        }
    )
    kind = output.say(DOCUMENT_KINDS[found.document.kind] if found.document else STATES[DayState.EMPTY])
    output.table("{day}: {document}", _COLUMNS, _rows(found.effect, output), day=day, document=kind)
    names = RoleNames(chosen.merchant, system, output)
    for gap in found.gaps:
        taxes = gap.removeprefix("tax_code:")
        if taxes != gap:
            output.line("no tax code for {taxes}, the day's tax would stay in liability lines", taxes=taxes)
        else:
            output.line("not mapped, would wait in suspense: {role}", role=names.one(gap))
    for problem in found.problems:
        output.line("would be held, as the logs have it: {problem}", problem=problem)
    return bool(found.gaps or found.problems)


def rehearse_roles(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Show what other accounts for some roles would have changed over past days; nothing is written."""
    base, assignments = assignments_of(chosen, system)
    candidate = with_roles(base, assignments)
    found = rehearse(chosen.merchant, candidate, chosen.first, chosen.last, system.proofs)
    output.document({"days": found.days, "days_changed": found.days_changed, "differences": found.differences})
    title = noted("posted days that would change: {changed} of {days}")
    output.table(title, _COLUMNS, _rows(found.differences, output), changed=found.days_changed, days=found.days)
    return False


def _rows(effect: Mapping[str, int], output: Output) -> list[tuple[str, str, str]]:
    return [
        (name, output.amount(minor) if minor > 0 else "", output.amount(-minor) if minor < 0 else "")
        for name, minor in effect.items()
    ]
