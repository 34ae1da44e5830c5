"""What `make check` takes for dead: a name that neither code nor a template uses, and that is no field of others."""

import pytest

from dead_code import SOURCES, unused

CODE = """
class Shop:
    name: str
    city: str
    street: str


def shout(text):
    return text


def greet(shop: Shop):
    return shop.city


greet(Shop())
"""


@pytest.fixture
def tree(tmp_path):
    for folder in SOURCES:
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def test_a_name_that_neither_code_nor_a_template_uses_is_dead(tree):
    place(tree, "layers/core/daybook/shops.py", CODE)
    place(tree, "functions/portal/templates/shop.html", "{{ shop.street }}")

    assert {(item.typ, item.name) for item in unused(tree)} == {("function", "shout"), ("variable", "name")}


def test_a_field_that_others_read_is_not(tree):
    place(tree, "layers/core/daybook/contracts/shops.py", CODE)

    assert {item.name for item in unused(tree)} == {"shout"}


def place(root, name, text):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
