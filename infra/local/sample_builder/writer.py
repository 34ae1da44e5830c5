"""Writes a sample merchant as a folder in the contract: the same rows always give the same bytes."""

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sample_builder.merchants.merchant import Merchant
from sample_builder.merchants.shop import Shop
from sample_builder.register.drawer import run_drawer


@dataclass(frozen=True, slots=True)
class Sample:
    """A merchant and its shops after all their trade."""

    merchant: Merchant
    shops: list[Shop]


@dataclass(frozen=True, slots=True)
class BuiltFolder:
    """What was written, for the report to the developer who ran the build."""

    path: Path
    orders: int
    refunds: int
    drawer_rows: int

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in self.path.iterdir() if file.is_file())


def write_folder(path: Path, sample: Sample) -> BuiltFolder:
    """Write `merchant.json` and the three gzip files into `path`, which is made if it is missing."""
    path.mkdir(parents=True, exist_ok=True)
    text = json.dumps(sample.merchant.to_json(), indent=2, ensure_ascii=False) + "\n"
    (path / "merchant.json").write_text(text, encoding="utf-8", newline="\n")
    sales = [sale for shop in sample.shops for sale in shop.sales]
    sales.sort(key=lambda sale: (sale.opened_at, sale.id))
    refunds = [refund for shop in sample.shops for refund in shop.refunds]
    refunds.sort(key=lambda refund: (refund.at, refund.id))
    drawer_rows = [row for shop in sample.shops for row in run_drawer(shop)]
    _write_lines(path / "orders.jsonl.gz", (sale.to_json() for sale in sales))
    _write_lines(path / "refunds.jsonl.gz", (refund.to_json() for refund in refunds))
    _write_lines(path / "drawer.jsonl.gz", drawer_rows)
    return BuiltFolder(path, len(sales), len(refunds), len(drawer_rows))


def _write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    lines = (json.dumps(row, separators=(",", ":"), ensure_ascii=False) + "\n" for row in rows)
    content = "".join(lines).encode()
    # No time and no file name in the header, so that a second build gives the same bytes.
    path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
