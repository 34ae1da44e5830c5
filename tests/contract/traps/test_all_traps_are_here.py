"""No trap of docs/talech.md 6 goes without its test."""

import ast
from pathlib import Path

TRAPS = range(1, 26)


def test_each_of_the_25_traps_has_a_test_of_its_own():
    names = [
        node.name
        for file in Path(__file__).parent.rglob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]

    without = [trap for trap in TRAPS if not any(name.startswith(f"test_trap_{trap:02}_") for name in names)]

    assert without == []
