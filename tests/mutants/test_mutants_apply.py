"""Every mutant still fits the source: `make mutants` runs them, which takes longer than a suite should."""

import ast
from pathlib import Path

import pytest

from mutants.every_mutant import EVERY_MUTANT
from mutants.mutant import Mutant

ROOT = Path(__file__).parents[2]
SENTENCES = [mutant.says for mutant in EVERY_MUTANT]


@pytest.mark.parametrize("mutant", EVERY_MUTANT, ids=lambda mutant: mutant.name)
def test_a_mutant_applies_and_is_a_program(mutant: Mutant) -> None:
    assert [edit.occurrences_in(ROOT) for edit in mutant.edits] == [1] * len(mutant.edits)
    for path in {edit.file_in(ROOT) for edit in mutant.edits}:
        source = text = path.read_text("utf-8")
        for edit in mutant.edits:
            if edit.file_in(ROOT) == path:
                text = text.replace(edit.old, edit.new)
        assert ast.dump(ast.parse(text)) != ast.dump(ast.parse(source))


@pytest.mark.parametrize("mutant", EVERY_MUTANT, ids=lambda mutant: mutant.name)
def test_the_tests_that_notice_a_mutant_are_there(mutant: Mutant) -> None:
    assert mutant.tests
    files = [ROOT / "tests" / suite.partition("::")[0] for suite in mutant.tests]
    assert [file for file in files if not file.exists()] == []


def test_names_and_sentences_stand_for_one_mutant_each() -> None:
    assert len({mutant.name for mutant in EVERY_MUTANT}) == len(set(SENTENCES)) == len(EVERY_MUTANT)
