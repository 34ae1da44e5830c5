"""`daybook export`: everything that is kept of a merchant, to standard output."""

import argparse
import sys

from daybook.application.days.export_proofs import ProofFormat
from daybook.application.operating.export_merchant import export_books, export_merchant
from daybook.bootstrap.systems import Systems
from daybook.cli.output import Output

ALL_OF_IT = "jsonl"


def run(chosen: argparse.Namespace, system: Systems, _output: Output) -> bool:
    """Write it: all of it as lines of JSON, or the proofs of all days in another format."""
    if chosen.format == ALL_OF_IT:
        for line in export_merchant(chosen.merchant, system):
            sys.stdout.write(f"{line}\n")
    else:
        sys.stdout.write(export_books(chosen.merchant, ProofFormat(chosen.format), system))
    return False
