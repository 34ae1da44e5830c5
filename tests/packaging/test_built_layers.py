"""What `sam build` makes of the layers: the steps of their Makefiles, run here for the package itself."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel import localedata
from babel.core import get_global

from daybook.adapters.web.words.speech import Speech
from releasing.built_layers import faults_of, unlicensed

ROOT = Path(__file__).parents[2]
LAYERS = ROOT / "layers"


@pytest.fixture(scope="module")
def core(tmp_path_factory):
    folder = tmp_path_factory.mktemp("CoreLayer")
    steps = ["make", "-s", "-C", str(LAYERS / "core"), "build-CoreLayer"]
    subprocess.run([*steps, f"PYTHON={sys.executable}", f"ARTIFACTS_DIR={folder}"], check=True, timeout=240)  # noqa: S603
    return folder


def test_each_module_of_the_core_layer_has_bytecode_that_no_import_compares(core):
    assert list(faults_of(core)) == []


def test_the_core_layer_is_the_package_alone(core):
    sources = {path.relative_to(LAYERS / "core") for path in (LAYERS / "core/daybook").rglob("*.py")}

    assert [path.name for path in (core / "python").iterdir()] == ["daybook"]
    assert {path.relative_to(core / "python") for path in (core / "python").rglob("*.py")} == sources


def test_a_traceback_names_the_file_as_lambda_has_it(core):
    compiled = next((core / "python/daybook/domain/__pycache__").glob("money.*.pyc")).read_bytes()

    assert b"/opt/python/daybook/domain/money.py" in compiled


def test_a_layer_without_bytecode_is_refused(core):
    stray = core / "python/daybook/domain/stray.py"
    stray.write_text("", "utf-8")
    try:
        assert list(faults_of(core)) == [f"{stray}: no bytecode"]
    finally:
        stray.unlink()


def test_bytecode_with_a_time_stamp_is_refused(tmp_path):
    (tmp_path / "python").mkdir()
    (tmp_path / "python/one.py").write_text("", "utf-8")
    compiling = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "timestamp", str(tmp_path)]
    subprocess.run(compiling, check=True, timeout=60)  # noqa: S603

    (fault,) = faults_of(tmp_path)

    assert fault.endswith("compared with its source at each import")


def derived_from(locale):
    """A locale and those that Babel merges it from."""
    if locale == "root":
        return {locale}
    parent = get_global("parent_exceptions").get(locale) or (locale.rpartition("_")[0] or "root")
    return {locale} | derived_from(parent)


def test_the_vendor_layer_keeps_the_locales_that_speech_speaks_and_no_other():
    text = (LAYERS / "vendor/Makefile").read_text("utf-8")
    kept = set(re.search(r"^LOCALES := (.*)$", text, re.MULTILINE)[1].split())
    spoken = {Speech(language, country).tag for language in ("en", "fr") for country in ("US", "CA", "GB", "")}

    assert kept == set().union(*(derived_from(tag.replace("-", "_")) for tag in spoken))
    assert all(map(localedata.exists, kept))


def package(layer, name, *licences):
    """A package as pip installs it."""
    folder = layer / "python" / f"{name}-1.0.dist-info"
    (folder / "licenses").mkdir(parents=True)
    for licence in licences:
        (folder / "licenses" / licence).write_text(f"{licence} of {name}\n", "utf-8")


def test_the_vendor_layer_carries_the_licences_of_its_packages_in_one_file(tmp_path):
    """MIT and BSD ask for their text where the software is."""
    package(tmp_path, "one", "LICENSE.txt")
    package(tmp_path, "two", "LICENCE", "NOTICE")

    making = ["make", "-s", "-C", str(LAYERS / "vendor"), "notices", f"ARTIFACTS_DIR={tmp_path}"]
    subprocess.run(making, check=True, timeout=60)  # noqa: S603

    text = (tmp_path / "python" / "THIRD_PARTY_NOTICES.txt").read_text("utf-8")
    told = [line for line in text.splitlines() if " of " in line]
    assert told == ["LICENSE.txt of one", "LICENCE of two", "NOTICE of two"]
    assert list(unlicensed(tmp_path)) == []


def test_a_package_without_a_licence_is_refused(tmp_path):
    package(tmp_path, "one", "LICENSE.txt")
    package(tmp_path, "bare")

    making = ["make", "-s", "-C", str(LAYERS / "vendor"), "notices", f"ARTIFACTS_DIR={tmp_path}"]
    subprocess.run(making, check=True, timeout=60)  # noqa: S603

    assert list(unlicensed(tmp_path)) == [f"{tmp_path / 'python'}: THIRD_PARTY_NOTICES.txt has no licence of bare-1.0"]


def test_building_the_vendor_layer_ends_with_its_notices():
    text = (LAYERS / "vendor/Makefile").read_text("utf-8")

    assert re.search(r"^build-VendorLayer:\n(\t.*\n)*\t\$\(MAKE\) .*notices", text, re.MULTILINE)
