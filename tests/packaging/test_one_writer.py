"""Documents are changed in QuickBooks by one module: no other part of what ships can even name the means."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DAYBOOK = ROOT / "layers" / "core" / "daybook"
POSTING = DAYBOOK / "application" / "posting"
QUICKBOOKS = DAYBOOK / "adapters" / "quickbooks"
CARRIES_OUT = POSTING / "carry_out.py"
HEARS = POSTING / "behind_circuits.py"  # passes on what is asked of it, and hears how it ends
PORTS = (DAYBOOK / "application" / "ports" / "ledger.py", DAYBOOK / "application" / "ports" / "__init__.py")
BOOTSTRAP = (DAYBOOK / "bootstrap" / "quickbooks.py", DAYBOOK / "bootstrap" / "vendors.py")
SHIPPED = sorted([*DAYBOOK.rglob("*.py"), *(ROOT / "functions").rglob("*.py")])

# The name -> where it is defined, wired or used; a name in a comment or docstring is none.
MEANS = {
    "writer_of": {CARRIES_OUT, HEARS, POSTING / "ports.py", *BOOTSTRAP},
    "DocumentWriter": {HEARS, POSTING / "ports.py", BOOTSTRAP[1], *PORTS},
    "QuickBooksDocuments": {QUICKBOOKS / "documents" / "document_writer.py", BOOTSTRAP[0]},
    "PreparedCall": {CARRIES_OUT, *PORTS},
}


@cache
def nodes(path):
    """Every node of a module, parsed once a process."""
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


@cache
def names(path):
    """Every name that a module says: its own, another module's, and attributes of any value."""
    return frozenset(_names(path))


def _names(path):
    for node in nodes(path):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias | ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield node.value  # getattr, and annotations in quotes


def calls(path, method):
    """How often a module calls a method of that name."""
    called = [node.func for node in nodes(path) if isinstance(node, ast.Call)]
    return sum(isinstance(func, ast.Attribute) and func.attr == method for func in called)


@pytest.mark.parametrize("name", MEANS)
def test_a_means_of_writing_is_named_where_it_is_made_and_where_it_is_used(name):
    assert {path for path in SHIPPED if name in names(path)} == MEANS[name]


def test_one_module_prepares_a_document_and_sends_it():
    prepares = {path for path in SHIPPED if calls(path, "prepare")}

    assert {path for path in prepares if not path.is_relative_to(QUICKBOOKS)} == {CARRIES_OUT}
    assert {path for path in prepares if path.is_relative_to(QUICKBOOKS)} <= {
        QUICKBOOKS / "documents" / "document_writer.py",
        QUICKBOOKS / "http" / "client.py",
    }
    assert (calls(CARRIES_OUT, "send"), calls(HEARS, "send")) == (1, 0)


def test_the_adapter_writes_an_entity_of_documents_through_the_writer_alone():
    """Lists are created by `post`; whatever goes to the path of a document is prepared by its writer."""
    posts = {path for path in SHIPPED if path.is_relative_to(QUICKBOOKS) and calls(path, "post") + calls(path, "write")}
    knows_documents = {path for path in posts if "ENTITIES" in names(path)}

    assert posts, "lists are created somewhere: this test looks for the wrong method"
    assert knows_documents == set()
