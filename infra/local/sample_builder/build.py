"""Builds the sample merchants from the free data sets: `python -m sample_builder.build --data DIR`."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from rich.console import Console
from rich.progress import track
from rich.table import Table

from sample_builder.merchants.cafe import build_cafe
from sample_builder.merchants.restaurant import build_restaurant
from sample_builder.merchants.retail import build_retail
from sample_builder.writer import BuiltFolder, Sample, write_folder

Builder: TypeAlias = Callable[[Path, int], Sample]

BUILDERS: Mapping[str, Builder] = {
    "restaurant-us": build_restaurant,
    "retail-ie": build_retail,
    "cafe-ca": build_cafe,
}
SEED = 20260223
_SAMPLES = Path(__file__).parents[1] / "daybook_local" / "samples"


def build(data: Path, out: Path, names: Sequence[str] = tuple(BUILDERS), seed: int = SEED) -> list[BuiltFolder]:
    """Write the named sample merchants below `out`; the same data and seed give the same bytes."""
    console = Console(stderr=True)
    chosen = track(names, "Building sample merchants", console=console, transient=True)
    return [write_folder(out / name, BUILDERS[name](data, seed)) for name in chosen]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the build from a command line; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m sample_builder.build", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the three data sets")
    parser.add_argument("--out", type=Path, default=_SAMPLES, help="where the folders go")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, other merchants")
    parser.add_argument("--only", choices=sorted(BUILDERS), help="build one of them")
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        parser.error(f"--data {options.data} is no folder; it must hold the data sets named in the README")
    names = (options.only,) if options.only else tuple(BUILDERS)
    _report(build(options.data, options.out, names, options.seed))
    return 0


def _report(folders: list[BuiltFolder]) -> None:
    table = Table("folder", "orders", "refunds", "drawer rows", "kB")
    for folder in folders:
        counts = (folder.orders, folder.refunds, folder.drawer_rows, folder.size // 1000)
        table.add_row(folder.path.name, *(f"{count:,}" for count in counts))
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
