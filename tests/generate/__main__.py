"""`make generate`: writes anew what is made from the code, and names the files that are different now.

A schema of an earlier version stays: it is a file of its own, and no code writes it any more.
"""

import json
import sys
from pathlib import Path

from daybook.adapters.web.api.openapi import openapi_text
from daybook.contracts.schemas import write_schemas
from generate import query_links
from talech_simulator.contract.schema import schema as sample_merchant_schema
from unit.words import catalogue

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas"
DASHBOARD = ROOT / "infra" / "aws" / "dashboard.yaml"
_PLACES = (SCHEMAS, catalogue.PO.parent, ROOT / "tests" / "unit" / "quickbooks" / "golden")


def main() -> int:
    """Write and tell; 1 where a message waits for its translation."""
    before = _contents()
    waiting = _write()
    after = _contents()
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    for path in changed:
        print(path.relative_to(ROOT))  # noqa: T201 - what a person reads next
    print(f"{len(changed)} of {len(after)} generated files are different now.")  # noqa: T201
    for message in waiting:
        print(f"not in French yet: {message!r}")  # noqa: T201
    if waiting:
        print(f"Write these in {catalogue.PO.relative_to(ROOT)}, then run `make generate` again.")  # noqa: T201
    return int(bool(waiting))


def _contents() -> dict[Path, bytes]:
    paths = [DASHBOARD, *(path for place in _PLACES for path in place.rglob("*"))]
    return {path: path.read_bytes() for path in paths if path.is_file()}


def _write() -> list[object]:
    """Every generated file; the messages of pages that wait for a translation."""
    waiting = catalogue.update()
    write_schemas(SCHEMAS)
    query_links.write(DASHBOARD)
    (SCHEMAS / "openapi.json").write_text(openapi_text(), "utf-8")
    sample_merchant = json.dumps(sample_merchant_schema(), indent=2, ensure_ascii=False) + "\n"
    (SCHEMAS / "sample-merchant-v1.schema.json").write_text(sample_merchant, "utf-8")
    # It says memos in French as it is loaded: by the words that were written just now.
    from unit.quickbooks import golden_files  # noqa: PLC0415

    golden_files.write()
    return waiting


if __name__ == "__main__":
    sys.exit(main())
