"""Static files are served by the names that lie in their folder, whatever else the address says."""

import pytest

from daybook.adapters.web.http.rendering import Renderer


@pytest.fixture
def renderer(tmp_path):
    """A folder with a stylesheet, and others beside it that no browser may have."""
    for path in ("static/portal.css", "secret.css", "templates/base.css", "static/deeper/more.css"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"/* {path} */", encoding="utf-8")
    return Renderer(tmp_path)


def test_a_file_of_the_folder_is_served(renderer):
    assert renderer.static("portal.css").body == "/* static/portal.css */"


@pytest.mark.parametrize(
    "name", ["../secret.css", "../templates/base.css", "deeper/more.css", "./portal.css", "static/../../secret.css"]
)
def test_a_path_is_no_name(renderer, name):
    assert renderer.static(name) is None


def test_an_absolute_path_is_no_name(renderer, tmp_path):
    assert renderer.static(str(tmp_path / "secret.css")) is None
