"""Comments, docstrings and pages use plain words: an actor has a name (worker, merchant, operator, accountant)."""

import ast
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORDS = re.compile(
    r"\b(whoever|nobody|somebody|anybody|papers?|desks?|wish(?:es|ed)?|lest|be it"
    r"|told apart|tell(?:s|ing)?(?: \w+){0,2} apart)\b",
    re.IGNORECASE,
)
CODE = re.compile(r"`[^`]*`")  # a name or a value, not prose
# The rows of these tables repeat titles and actors of the error catalogue, which merchants read.
CATALOGUE_ROW = re.compile(r"^\| `DB-\d{4}` \|.*$", re.MULTILINE)


def prose_of_module(path):
    """The comments and docstrings of a module, also those below constants, each with its line."""
    with tokenize.open(path) as source:
        yield from (
            (token.start[0], token.string)
            for token in tokenize.generate_tokens(source.readline)
            if token.type == tokenize.COMMENT
        )
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value


def prose_of_page(path):
    """The text of a page, without its blocks of code."""
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    yield 1, CATALOGUE_ROW.sub("", text)


def unplain(path):
    """Every word in the prose of a file that the rule refuses, with the line where its text begins."""
    if WORDS.search(path.read_text("utf-8")) is None:
        return  # to read a module by its tokens costs a hundred times as much
    prose = prose_of_module if path.suffix == ".py" else prose_of_page
    for line, text in prose(path):
        yield from (f"{path.relative_to(ROOT)}:{line}: {found[0]}" for found in WORDS.finditer(CODE.sub("", text)))


def files():
    """Shipped code, infrastructure and every page that a reader of the repository opens."""
    for folder, endings in (("layers", ".py"), ("functions", ".py"), ("infra", ".py .yaml .md"), ("docs", ".md")):
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in endings.split())
    yield from (*sorted(ROOT.glob("*.md")), ROOT / "template.yaml")


def test_prose_names_who_acts():
    assert [found for path in files() for found in unplain(path)] == [], "say it with the actor: worker, merchant, ..."


@pytest.mark.parametrize("text", ["# Whoever meets it", '"""A lease of somebody else."""', "X = 1\n'''No desk.'''"])
def test_a_word_is_found_in_comments_and_docstrings(text, tmp_path, monkeypatch):
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    module = tmp_path / "module.py"
    module.write_text(f"{text}\n", "utf-8")

    assert len(list(unplain(module))) == 1


def test_names_and_values_are_no_prose(tmp_path, monkeypatch):
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    module = tmp_path / "module.py"
    module.write_text('desk = "nobody"  # the actor `nobody`\n', "utf-8")

    assert list(unplain(module)) == []
