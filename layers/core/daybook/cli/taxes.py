"""`daybook taxes`: the company's tax codes against the merchant's taxes, and their use on sales forms."""

import argparse

from daybook.application.map_taxes import ProposedTaxCodes, propose_tax_codes, use_tax_codes
from daybook.application.post_location_day import usable_connection
from daybook.bootstrap.operating import OperatorSystem
from daybook.cli.output import Output
from daybook.domain.errors import HoldReason, NeedsAttentionError


def run(chosen: argparse.Namespace, system: OperatorSystem, output: Output) -> bool:
    """Show which code stands for which taxes; with `--untaxed` and `--from`, use them from that date on."""
    ledger = system.posting.ledger_of(usable_connection(chosen.merchant, system.connections))
    if chosen.untaxed:
        if chosen.first is None:
            raise ValueError("say from which business date on the codes are used: --from YYYY-MM-DD")
        mapping = use_tax_codes(
            chosen.merchant,
            chosen.untaxed,
            effective_from=chosen.first,
            now=system.clock.now(),
            ledger=ledger,
            connections=system.connections,
        )
        codes = {key: code.code_id for key, code in mapping.tax_codes.items()}
        output.document({"version": mapping.version, "tax_codes": codes})
        output.line(f"mapping version {mapping.version}: sales forms carry tax codes from {chosen.first} on")
        return False
    profile = system.connections.profile(chosen.merchant)
    if profile is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"merchant {chosen.merchant!r} has not finished connecting")
    return _show(propose_tax_codes(profile.taxes, ledger.tax_codes()), output)


def _show(found: ProposedTaxCodes, output: Output) -> bool:
    undecided = [
        {"taxes": list(proposal.tax_ids), "codes": [match.code.name for match in proposal.matches]}
        for proposal in found.undecided
    ]
    output.document(
        {
            "tax_codes": {key: code.code_id for key, code in found.codes.items()},
            "undecided": undecided,
            "untaxed": [{"id": code.id, "name": code.name} for code in found.untaxed],
        }
    )
    rows = [(key, code.code_id, ", ".join(f"{r.percent} %" for r in code.rates)) for key, code in found.codes.items()]
    output.table("tax codes by the merchant's taxes", ("taxes", "code", "rates"), rows)
    output.table("codes that add no tax", ("code", "name"), [(code.id, code.name) for code in found.untaxed])
    for row in undecided:
        output.line(f"several codes would do for {', '.join(row['taxes'])}: {', '.join(row['codes'])}")
    return bool(undecided)
