"""`daybook preview` and `daybook rehearse`: what would be posted, and what another mapping would change."""

import argparse
from collections.abc import Mapping

from daybook.application.map_roles import with_roles
from daybook.application.preview_day import preview_day
from daybook.application.rehearse_mapping import rehearse
from daybook.bootstrap.operating import OperatorSystem
from daybook.cli.mapping import assignments_of
from daybook.cli.output import Output
from daybook.domain.money import to_decimal
from daybook.domain.sync import LocationDay


def preview(chosen: argparse.Namespace, system: OperatorSystem, output: Output) -> bool:
    """Show a day as it would be posted; attention is needed where something would hold it or wait in suspense."""
    ports = system.posting
    day = LocationDay(chosen.merchant, chosen.date, chosen.location)
    found = preview_day(day, ports.connections, ports.sales_of(chosen.merchant), ports.ledger_of)
    output.document(
        {
            "document": found.document.kind.value if found.document else None,
            "payload": found.payload,
            "effect": found.effect,
            "gaps": list(found.gaps),
            "problems": list(found.problems),
        }
    )
    kind = found.document.kind.value.replace("_", " ") if found.document else "nothing: no sales"
    output.table(f"{day}: {kind}", ("account", "debit", "credit"), _rows(found.effect))
    for gap in found.gaps:
        output.line(f"not mapped, would wait in suspense: {gap}")
    for problem in found.problems:
        output.line(f"would be held: {problem}")
    return bool(found.gaps or found.problems)


def rehearse_roles(chosen: argparse.Namespace, system: OperatorSystem, output: Output) -> bool:
    """Show what other accounts for some roles would have changed over past days; nothing is written."""
    base, assignments = assignments_of(chosen, system)
    candidate = with_roles(base, assignments, base.effective_from)
    found = rehearse(chosen.merchant, candidate, chosen.first, chosen.last, system.proofs)
    output.document({"days": found.days, "days_changed": found.days_changed, "differences": found.differences})
    title = f"{found.days_changed} of {found.days} posted days would change"
    output.table(title, ("account", "debit", "credit"), _rows(found.differences))
    return False


def _rows(effect: Mapping[str, int]) -> list[tuple[str, str, str]]:
    return [
        (name, f"{to_decimal(minor):,}" if minor > 0 else "", f"{to_decimal(-minor):,}" if minor < 0 else "")
        for name, minor in effect.items()
    ]
