"""`daybook map`: give roles an account, and correct the days that waited in suspense for it."""

import argparse

from daybook.application.mapping.map_roles import map_roles
from daybook.application.mapping.mapping_versions import mapping_in_force
from daybook.application.posting.reading.read_day import usable_connection
from daybook.bootstrap.systems import Systems
from daybook.cli.output import Output
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.chart.accounts import Account, ChartOfAccounts
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.day.roles import role_from_text
from daybook.domain.words import noted

_WRITE = noted("{wish!r}: write role=account, with the id or name of an account the company has")


def run(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Map the roles; every affected day is queued to be re-classed."""
    _, assignments = assignments_of(chosen, system)
    remapped = map_roles(chosen.merchant, assignments, system, effective_from=chosen.first)
    days = [{"business_date": str(r.day.business_date), "location": r.day.location} for r in remapped.requests]
    output.document({"version": remapped.mapping.version, "reclassed": days})
    output.line(
        "mapping version {version}; days queued to be re-classed: {count}",
        version=remapped.mapping.version,
        count=len(days),
    )
    return False


def assignments_of(chosen: argparse.Namespace, system: Systems) -> tuple[AccountMapping, dict[str, Account]]:
    """The mapping in force and the accounts chosen for roles (`--set role=account id or name`).

    Raises:
        AskDifferentlyError: a role or an account is unknown.
        NeedsAttentionError: the merchant has no mapping yet.
    """
    base = mapping_in_force(chosen.merchant, system.clock.now(), system.connections)
    chart = system.ledger_of(usable_connection(chosen.merchant, system.connections)).chart_of_accounts()
    assignments: dict[str, Account] = {}
    for text in chosen.set:
        role, _, wanted = text.rpartition("=")
        if not role:
            raise AskDifferentlyError(_WRITE, wish=text)
        assignments[str(role_from_text(role))] = _account(chart, wanted, text)
    return base, assignments


def _account(chart: ChartOfAccounts, wanted: str, wish: str) -> Account:
    by_id = chart.by_id(wanted)
    meant = (by_id,) if by_id is not None else chart.called(wanted)
    if len(meant) > 1:
        names = ", ".join(f"{each.label} ({each.id})" for each in meant)
        several = noted("{wish!r}: several accounts have this name: {names}. Write the full name or the id of one")
        raise AskDifferentlyError(several, wish=wish, names=names)
    if not meant:
        raise AskDifferentlyError(_WRITE, wish=wish)
    return meant[0]
