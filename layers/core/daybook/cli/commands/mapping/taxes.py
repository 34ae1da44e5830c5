"""`daybook taxes`: the company's tax codes against the merchant's taxes, and their use on sales forms."""

import argparse
from collections.abc import Iterable

from daybook.application.mapping.taxes.tax_codes import ProposedTaxCodes, propose_tax_codes
from daybook.application.mapping.taxes.use_tax_codes import use_tax_codes
from daybook.application.posting.reading.read_day import usable_connection
from daybook.bootstrap.systems import Systems
from daybook.cli.output import Output
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.merchant.profile import Tax
from daybook.domain.words import noted

_ONE_CODE = noted(
    "QuickBooks' automated sales tax is off in this company, so a form has one tax code: a day that sells under "
    "several keeps its taxes as liability lines"
)


def run(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Show which code stands for which taxes; with `--untaxed` and `--from`, use them from that date on."""
    connection = usable_connection(chosen.merchant, system.connections)
    if chosen.untaxed:
        _use(chosen, system, output)
        return False
    profile = system.connections.profile(chosen.merchant)
    if profile is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"merchant {chosen.merchant!r} has not finished connecting")
    codes = system.posting.ledger_of(connection).tax_codes()
    company = system.posting.ledger_of(connection).company()
    automated = company.automated_sales_tax
    return _show(propose_tax_codes(profile.taxes, codes, company.country, automated=automated), output)


def _use(chosen: argparse.Namespace, system: Systems, output: Output) -> None:
    if chosen.first is None:
        raise AskDifferentlyError("say from which business date on the codes are used: --from YYYY-MM-DD")
    used = use_tax_codes(
        chosen.merchant,
        chosen.untaxed,
        system,
        effective_from=chosen.first,
        chosen=_choices(chosen.set),
    )
    codes = {key: code.code_id for key, code in used.mapping.tax_codes.items()}
    days = [
        {"business_date": str(request.day.business_date), "location": request.day.location} for request in used.requests
    ]
    output.document({"version": used.mapping.version, "tax_codes": codes, "reclassed": days})
    output.line(
        "mapping version {version}: sales forms carry tax codes from {day} on",
        version=used.mapping.version,
        day=chosen.first,
    )
    output.line("location-days in the books since then that are amended: {count}", count=len(days))


def _choices(texts: Iterable[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in texts]
    wrong = [taxes for taxes, _, code in pairs if not (taxes and code)]
    if wrong:
        raise AskDifferentlyError("write TAXES=CODE, such as t_vat_0=12 or t_gst+t_qst=9, not {wish!r}", wish=wrong[0])
    return {taxes.strip(): code.strip() for taxes, _, code in pairs}


def _show(found: ProposedTaxCodes, output: Output) -> bool:
    undecided = [
        {
            "taxes": list(proposal.tax_ids),
            "codes": [
                {"id": match.code.id, "name": match.code.name} for match in proposal.matches if match.rate_of_tax
            ],
        }
        for proposal in found.undecided
    ]
    output.document(
        {
            "tax_codes": {key: code.code_id for key, code in found.codes.items()},
            "undecided": undecided,
            "uncovered": [tax.id for tax in found.uncovered],
            "untaxed": [{"id": code.id, "name": code.name} for code in found.untaxed],
            "not_a_sale": found.not_a_sale.id if found.not_a_sale else None,
            "own_lines": [tax.id for tax in found.own_lines],
            "one_code_a_form": found.one_code_a_form,
        }
    )
    rows = [(key, code.code_id, ", ".join(f"{r.percent} %" for r in code.rates)) for key, code in found.codes.items()]
    output.table("tax codes by the merchant's taxes", (noted("taxes"), noted("code"), noted("rates")), rows)
    output.table(
        "codes that add no tax", (noted("code"), noted("name")), [(code.id, code.name) for code in found.untaxed]
    )
    for proposal in found.undecided:
        codes = ", ".join(f"{match.code.id} ({match.code.name})" for match in proposal.matches if match.rate_of_tax)
        output.line("several codes would do for {taxes}: {codes}", taxes="+".join(proposal.tax_ids), codes=codes)
    for tax in found.uncovered:
        output.line(
            "no code has the rate of {tax} ({name}): a day with it keeps its tax as liability lines",
            **_named(tax),
        )
    for tax in found.own_lines:
        output.line("{tax} ({name}) is no percentage: it stays a liability line, whatever is chosen", **_named(tax))
    if found.one_code_a_form:
        output.line(_ONE_CODE)
    return bool(found.undecided or found.uncovered)


def _named(tax: Tax) -> dict[str, str]:
    return {"tax": tax.id, "name": tax.name}
