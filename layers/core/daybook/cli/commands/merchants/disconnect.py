"""`daybook disconnect`: end a merchant's connection, as their own page does."""

import argparse

from daybook.application.connecting.disconnect import disconnect, unanswered
from daybook.bootstrap.systems import Systems
from daybook.cli.output import Output
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.words import noted


def run(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Give the grant back and forget it; name the documents about which QuickBooks has not answered yet."""
    connection = system.connections.connection(chosen.merchant)
    if connection is None:
        never = noted("merchant {merchant!r} has never connected: `daybook connections` lists those who have")
        raise AskDifferentlyError(never, merchant=chosen.merchant)
    open_calls = unanswered(chosen.merchant, system.sync_log)
    ended = disconnect(connection, system)
    rows = [
        (str(record.day.business_date), record.day.location, record.intent.doc_number)
        for record in open_calls
        if record.intent is not None
    ]
    names = ("business_date", "location", "document")
    output.document(
        {
            "merchant_id": chosen.merchant,
            "status": ended.status.value,
            "unanswered": [dict(zip(names, row, strict=True)) for row in rows],
        }
    )
    output.line(
        "{merchant} is disconnected from {company}: nothing is posted any more, and nothing in QuickBooks was changed.",
        merchant=chosen.merchant,
        company=ended.company.name,
    )
    if rows:
        title = noted("look for these in {company}: QuickBooks has not answered whether they are there")
        output.table(title, (noted("date"), noted("location"), noted("document")), rows, company=ended.company.name)
    return bool(rows)
