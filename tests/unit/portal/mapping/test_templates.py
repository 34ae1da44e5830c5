"""A template of accounts travels: exported, read again, confirmed, or refused in words."""

import json
from dataclasses import replace

import pytest

from daybook.adapters.web.http.requests import MAX_FILE_BYTES
from daybook.domain.chart.mapping import MappedTaxCode
from unit.portal.mapping.test_mapping import newest_mapping


def test_a_template_that_was_exported_can_be_read_again(synced, visitor):
    exported = visitor.open("/mapping/template.json").body

    read = visitor.send(visitor.open("/mapping/template"), "/mapping/template", template=exported)
    done = visitor.send(read, "/mapping/template", confirm="yes", text=exported)

    assert "fit your company" in read.words
    assert "Saved." in done.words
    assert newest_mapping(synced).accounts["tip"] == "5"


def test_what_does_not_fit_is_named_before_anything_changes(synced, visitor):
    template = json.loads(visitor.open("/mapping/template.json").body)
    template["rows"][0]["account"]["name"] = "Sales of another shop"

    read = visitor.send(visitor.open("/mapping/template"), "/mapping/template", template=json.dumps(template))

    assert "This company has no account Sales of another shop." in read.words
    assert newest_mapping(synced).version == 1


@pytest.mark.usefixtures("synced")
@pytest.mark.parametrize("text", ["", "not json", "[]", "{}", '{"schema_version": 99, "rows": []}'])
def test_a_file_that_is_no_template_is_refused_in_words(visitor, text):
    refused = visitor.send(visitor.open("/mapping/template"), "/mapping/template", template=text)

    assert refused.status == 422
    assert "not a mapping template" in refused.words


def test_a_file_beyond_the_limit_is_refused_at_its_field_in_words(synced, visitor):
    form = visitor.open("/mapping/template")
    text = "[" + " " * MAX_FILE_BYTES + "]"

    refused = visitor.send(form, "/mapping/template", template=text)

    assert refused.status == 422
    assert "This file is larger than 200 KB" in refused.words
    assert 'href="#f-template"' in refused.body
    assert newest_mapping(synced).version == 1


@pytest.mark.usefixtures("synced")
@pytest.mark.parametrize(("language", "says"), [("en", "larger than 200 KB"), ("fr", "dépasse 200 Ko")])
def test_the_field_carries_the_limit_and_its_words_for_the_script(visitor, language, says):
    page = visitor.world.visitor(language).open("/mapping/template")

    assert f'data-most-bytes="{MAX_FILE_BYTES}"' in page.body
    assert says in page.body


@pytest.mark.usefixtures("synced")
def test_a_template_is_confirmed_in_a_form_that_does_not_swell_it(visitor):
    """Written into an address-like form, every quote and bracket of JSON would weigh three bytes."""
    exported = visitor.open("/mapping/template.json").body

    read = visitor.send(visitor.open("/mapping/template"), "/mapping/template", template=exported)

    assert read.body.count('<form method="post" action="/mapping/template" enctype="multipart/form-data">') == 2


def test_a_template_says_nothing_of_tax_codes_so_those_in_use_stay(synced, visitor):
    codes = {"": MappedTaxCode("3"), "gst+qst": MappedTaxCode("9")}
    in_force = newest_mapping(synced)
    synced.connections.save_mapping("m_1", replace(in_force, version=in_force.version + 1, tax_codes=codes))
    exported = visitor.open("/mapping/template.json").body

    read = visitor.send(visitor.open("/mapping/template"), "/mapping/template", template=exported)
    visitor.send(read, "/mapping/template", confirm="yes", text=exported)

    assert newest_mapping(synced).tax_codes == codes
    assert newest_mapping(synced).account_types["5"] == "Other Current Liability"
