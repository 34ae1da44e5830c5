"""The mapping template: a file that people keep, read and edit, so every mistake in one is named."""

import json
from pathlib import Path

import jsonschema
import pytest

from daybook.contracts.contract import ContractError
from daybook.contracts.mapping_template import MappingTemplate
from daybook.domain.proposals.template import PortableAccount, PortableMapping, PortableRow

SCHEMA = Path(__file__).parents[3] / "schemas" / "mapping-template-v1.schema.json"
PORTABLE = PortableMapping(
    "Cafés du Québec",
    (
        PortableRow("revenue", PortableAccount("Ventes", "Income", "SalesOfProductIncome"), name="Café"),
        PortableRow("revenue", PortableAccount("Autres ventes", "Income", ""), key="none"),
        PortableRow("tender", PortableAccount("Cartes", "Other Current Asset", ""), name="CCRD", card_type="VISA"),
        PortableRow("tax", PortableAccount("TVQ", "Other Current Liability", ""), name="TVQ", rate="0.09975"),
    ),
)


def written(**changes):
    return json.loads(MappingTemplate.of(PORTABLE).text()) | changes


def test_a_template_is_read_as_it_was_written():
    assert MappingTemplate.parse(MappingTemplate.of(PORTABLE).text()).to_domain() == PORTABLE


def test_a_template_is_text_for_people():
    """Their own letters, one field a line, and no field that says nothing."""
    text = MappingTemplate.of(PORTABLE).text()

    assert '"title": "Cafés du Québec",\n' in text
    assert '"location"' not in text


def test_a_template_is_valid_by_its_published_schema():
    jsonschema.validate(written(), json.loads(SCHEMA.read_text("utf-8")), jsonschema.Draft202012Validator)


@pytest.mark.parametrize(("version", "shown"), [(2, "2"), ("1", "'1'"), (None, "None")])
def test_a_template_of_another_version_is_refused_and_says_what_to_do(version, shown):
    later = written(schema_version=version, groups=[{"of": "a later release"}])

    with pytest.raises(ContractError) as refused:
        MappingTemplate.parse(json.dumps(later))

    assert str(refused.value) == (
        f"MappingTemplate: schema_version is {shown}, this release reads version 1:"
        " export the template again, or update Daybook"
    )


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ("{", "this is not a JSON file"),
        ("[]", "expected a JSON object, found []"),
        (written(titel="x"), "titel: extra inputs are not permitted"),
        (written(rows=[{"role": "tip", "acount": {}}]), "rows.0.account: field required"),
        (written(rows=[{"role": "tip", "account": {"name": "", "type": "Income"}}]), "rows.0.account.name"),
    ],
)
def test_a_mistake_in_a_template_is_named(document, says):
    with pytest.raises(ContractError) as refused:
        MappingTemplate.parse(document)

    assert says in str(refused.value)
