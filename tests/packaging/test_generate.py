"""`make generate` in a copy of the tree: whatever was done to a generated file, it is as it was committed again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import generate

ROOT = Path(__file__).parents[2]
LOCALE = "layers/core/daybook/locale/fr_CA/LC_MESSAGES"
GOLDEN = "tests/unit/quickbooks/golden"
DASHBOARD = "infra/aws/dashboard.yaml"
DAMAGED = ("schemas/openapi.json", "schemas/stored-proof-v1.schema.json", "schemas/sample-merchant-v1.schema.json")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The parts of the tree that files are made from and written to."""
    tree = tmp_path_factory.mktemp("generate")
    left_behind = shutil.ignore_patterns("__pycache__", "node_modules", "released", "samples")
    for folder in ("layers", "infra", "functions", "schemas", "tests"):
        shutil.copytree(ROOT / folder, tree / folder, ignore=left_behind)
    return tree


def generated_in(tree):
    places = [tree / part for part in ("layers/core", "infra/local", "tests")]
    return subprocess.run(
        [sys.executable, "-m", "generate"],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, places))},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_generated_file_is_written_anew_and_named(copy):
    for name in DAMAGED:
        (copy / name).write_text("{}\n", "utf-8")
    dashboard = (copy / DASHBOARD).read_text("utf-8")
    (copy / DASHBOARD).write_text(dashboard.replace("[Held days by reason](", "[Held days]("), "utf-8")
    (copy / LOCALE / "daybook.mo").unlink()
    (copy / GOLDEN / "us" / "invoice.json").unlink()
    (copy / GOLDEN / "us" / "left_behind.json").write_text("{}\n", "utf-8")

    done = generated_in(copy)

    assert (done.returncode, done.stderr) == (0, "")
    told = [*DAMAGED, DASHBOARD, f"{LOCALE}/daybook.mo", f"{GOLDEN}/us/invoice.json", f"{GOLDEN}/us/left_behind.json"]
    assert sorted(done.stdout.splitlines()[:-1]) == sorted(told)
    assert (copy / DASHBOARD).read_text("utf-8") == dashboard
    for folder in ("schemas", LOCALE, GOLDEN):
        assert contents(copy / folder) == contents(ROOT / folder)


def test_a_message_without_french_is_named_and_fails(copy):
    page = copy / "functions" / "portal" / "templates" / "home.html"
    before = page.read_text("utf-8")
    page.write_text(before + '{{ _("Nothing says this yet") }}', "utf-8")

    done = generated_in(copy)

    page.write_text(before, "utf-8")
    shutil.copytree(ROOT / LOCALE, copy / LOCALE, dirs_exist_ok=True)
    assert done.returncode == 1
    assert "not in French yet: 'Nothing says this yet'" in done.stdout
    assert f"Write these in {LOCALE}/daybook.po" in done.stdout


def test_what_a_failed_comparison_says_is_a_command_of_the_makefile():
    assert "`make generate`" in generate.NEXT_STEP
    assert "\ngenerate: " in (ROOT / "Makefile").read_text("utf-8")


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
