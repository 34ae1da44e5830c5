"""`daybook map`: give roles an account, and put right the days that waited in suspense for it."""

import argparse

from daybook.application.map_roles import map_roles, with_roles
from daybook.application.post_location_day import usable_connection
from daybook.application.references import prepare_references
from daybook.bootstrap.operating import OperatorSystem
from daybook.cli.output import Output
from daybook.domain.accounts import Account
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.mapping import AccountMapping
from daybook.domain.roles import role_from_text


def run(chosen: argparse.Namespace, system: OperatorSystem, output: Output) -> bool:
    """Map the roles; every affected day is queued to be re-classed."""
    base, assignments = assignments_of(chosen, system)
    connection = usable_connection(chosen.merchant, system.connections)
    prepare_references(
        connection.choice_on(system.clock.now().date()).document_kind,
        with_roles(base, assignments, base.effective_from),
        system.posting.ledger_of(connection),
        system.connections,
        chosen.merchant,
    )
    remapped = map_roles(
        chosen.merchant,
        assignments,
        effective_from=chosen.first,
        now=system.clock.now(),
        connections=system.connections,
        sync_log=system.sync_log,
        queue=system.queue,
    )
    days = [{"business_date": str(r.day.business_date), "location": r.day.location} for r in remapped.requests]
    output.document({"version": remapped.mapping.version, "reclassed": days})
    output.line(
        "mapping version {version}; days queued to be re-classed: {count}",
        version=remapped.mapping.version,
        count=len(days),
    )
    return False


def assignments_of(chosen: argparse.Namespace, system: OperatorSystem) -> tuple[AccountMapping, dict[str, Account]]:
    """The mapping in force and the accounts chosen for roles (`--set role=account id or name`).

    Raises:
        AskDifferentlyError: a role or an account is unknown.
        NeedsAttentionError: the merchant has no mapping yet.
    """
    base = system.connections.mapping_on(chosen.merchant, system.clock.now().date())
    if base is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"merchant {chosen.merchant!r} has no account mapping yet")
    ports = system.posting
    chart = ports.ledger_of(usable_connection(chosen.merchant, system.connections)).chart_of_accounts()
    assignments: dict[str, Account] = {}
    for text in chosen.set:
        role, _, wanted = text.rpartition("=")
        account = chart.by_id(wanted) or chart.by_name(wanted)
        if not role or account is None:
            why = "{wish!r}: write role=account, with the id or name of an account the company has"
            raise AskDifferentlyError(why, wish=text)
        assignments[str(role_from_text(role))] = account
    return base, assignments
