"""Checks layers as they are built: `python -m releasing.built_layers FOLDER...`, which `make build` ends with.

Lambda cannot write bytecode into a layer, so a module without it is compiled at every cold start. A time stamp in the
bytecode would not survive zipping, so Python must be told to compare nothing (PEP 552, `unchecked-hash`). A package
without its licence may not be shipped.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

_NOTICES = "THIRD_PARTY_NOTICES.txt"
_FLAGS = slice(4, 8)
_HASHED_AND_UNCHECKED = b"\x01\0\0\0"


def faults_of(layer: Path) -> Iterator[str]:
    """Each module of a built layer that a cold start would compile, and why."""
    modules = sorted((layer / "python").rglob("*.py"))
    if not modules:
        yield f"{layer / 'python'}: no modules"
    for module in modules:
        compiled = list((module.parent / "__pycache__").glob(f"{module.stem}.cpython-*.pyc"))
        if not compiled:
            yield f"{module}: no bytecode"
        for bytecode in compiled:
            if bytecode.read_bytes()[_FLAGS] != _HASHED_AND_UNCHECKED:
                yield f"{bytecode}: compared with its source at each import"


def unlicensed(layer: Path) -> Iterator[str]:
    """Each package of a built layer whose licence is not in the layer's notices."""
    packages = sorted((layer / "python").glob("*.dist-info"))
    notices = layer / "python" / _NOTICES
    text = notices.read_text("utf-8", errors="replace") if packages and notices.exists() else ""
    for package in packages:
        if f"==== {package.name}/" not in text:
            yield f"{notices.parent}: {_NOTICES} has no licence of {package.name.removesuffix('.dist-info')}"


if __name__ == "__main__":
    layers = [Path(folder) for folder in sys.argv[1:]]
    found = [fault for layer in layers for fault in (*faults_of(layer), *unlicensed(layer))]
    sys.exit("\n".join(found) or None)
