"""What is uploaded depends on the content of the folders alone."""

import io
import zipfile

import pytest

from daybook_local.aws.deployment.artifacts import LayerSource, function_archive, layer_archive


@pytest.fixture
def layer(tmp_path):
    folder = tmp_path / "core"
    (folder / "package" / "__pycache__").mkdir(parents=True)
    (folder / "package/__init__.py").write_text("one = 1\n", "utf-8")
    (folder / "package/__pycache__/__init__.pyc").write_bytes(b"compiled")
    return folder


def names(archive):
    return set(zipfile.ZipFile(io.BytesIO(archive)).namelist())


def test_a_functions_archive_holds_its_sources_and_no_leftovers(layer):
    assert names(function_archive(layer)) == {"package/__init__.py"}


def test_a_layer_from_the_working_tree_points_at_the_folder_itself(layer):
    archive = layer_archive(layer, LayerSource.WORKING_TREE)

    (pointer,) = (name for name in names(archive) if name.endswith(".pth"))
    assert zipfile.ZipFile(io.BytesIO(archive)).read(pointer).decode() == f"{layer.resolve()}\n"


def test_a_layer_that_only_lists_requirements_points_nowhere(tmp_path):
    (tmp_path / "requirements.txt").write_text("requests\n", "utf-8")

    assert not any(name.endswith(".pth") for name in names(layer_archive(tmp_path, LayerSource.WORKING_TREE)))


@pytest.mark.parametrize("source", list(LayerSource))
def test_a_layer_changes_exactly_when_a_source_changes(layer, source):
    first = layer_archive(layer, source)
    (layer / "package/__pycache__/__init__.pyc").write_bytes(b"compiled again")
    again = layer_archive(layer, source)

    (layer / "package/__init__.py").write_text("one = 2\n", "utf-8")

    assert first == again
    assert layer_archive(layer, source) != first


def test_a_built_layer_is_taken_as_it_is(tmp_path):
    (tmp_path / "python/package").mkdir(parents=True)
    (tmp_path / "python/package/__init__.py").write_text("", "utf-8")

    assert names(layer_archive(tmp_path, LayerSource.AS_BUILT)) == {"python/package/__init__.py"}
