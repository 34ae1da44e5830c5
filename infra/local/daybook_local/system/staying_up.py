"""Stays up until Ctrl-C, and says how every part is reached."""

import contextlib
import threading

from rich.console import Console
from rich.markup import escape

from daybook_local.system.local_system import LocalSystem


def show_ways_in(console: Console, system: LocalSystem, clock: str) -> None:
    """An address or a command for every part; `clock` says by which clock the shops live."""
    quickbooks, talech = system.quickbooks, system.talech
    exports = "\n".join(f"export {name}={value}" for name, value in system.daybook.exports.items())
    merchant = system.sample.merchant_id
    dates = system.sample.dates()
    state = system.work.state
    kept = f"Everything is kept in {state}: the same command goes on from there." if state else "Nothing is kept."
    text = f"""[bold]Connect[/bold]  {talech.settings_url}
  talech's Settings > Apps > QuickBooks: each visit signs a fresh launch (Chrome or Firefox; Safari keeps no
  secure cookie on plain http). On the consent page choose {escape(system.sample.name)}, company {quickbooks.realm}.

[bold]Operate[/bold]  paste, then use `daybook`
{exports}
daybook connections --merchant {merchant}
daybook sync --merchant {merchant} --from {dates.first} --to {next(dates.chunks(30)).last}
daybook history --merchant {merchant}

[bold]Look inside[/bold]
  QuickBooks books    {quickbooks.url}/_control/companies/{quickbooks.realm}/trial-balance
  QuickBooks API      {quickbooks.api_url}/company/{quickbooks.realm}, keys: eval "$(daybook-local env)"
  QuickBooks calls    {quickbooks.url}/_control/meter and faults: /_control/faults
  talech truth        {talech.url}/_control/truth?from={dates.first}&to={dates.last}
  talech clock        {talech.url}/_control/clock and faults: /_control/faults
  Daybook's pages     {system.public_url}
  AWS                 {system.aws.endpoint}, stack {system.deployment.stack_name}
  output of processes {system.work.log("aws").parent}; lines of functions: daybook trace --merchant {merchant} --date D

{clock} {escape(kept)} Ctrl-C ends it."""
    # No frame around it: lines are for copying, so they stay whole.
    console.rule("Daybook is up")
    console.print(text, soft_wrap=True, highlight=False)
    console.rule()


def stay_up() -> None:
    """Wait for Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()
